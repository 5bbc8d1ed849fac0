"""A broadcast in a database, and a relay that does as it is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping, select, update

from bot.domain.broadcast.broadcast import Broadcast, Phase, Step, Text, Version
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import State
from bot.ports_broadcasts import Planned
from storage.database import Database
from storage.tables_delivery import delivery
from storage.unit_of_work import Unit

NOW = datetime(2026, 3, 24, 7, 45, 12, 345678, tzinfo=UTC)
LONG_AGO = datetime.fromtimestamp(0, UTC)
D = delivery.c
FINAL = (State.SENT, State.FAILED, State.EXPIRED, State.CANCELLED, State.SUPPRESSED)


def version(number: int) -> Version:
    texts = {
        "en": Text(subject=f"Forum {number}", body="It begins at nine."),
        "zh": Text(subject="会", body="九点"),
    }
    return Version(number=number, texts=texts, fallback="en", by="ana", at=NOW)


def draft(of: str = "b1") -> Broadcast:
    begun = Step(what="begun", by="ana", at=NOW)
    return Broadcast(id=of, reference="", author="ana", versions=(version(1),), steps=(begun,))


def approved(was: Broadcast, number: int = 1) -> Broadcast:
    """As it stands with this version approved."""
    versions = (*(one for one in was.versions if one.number < number), version(number))
    return replace(was, phase=Phase.APPROVED, version=number, sent_version=number, versions=versions)


@dataclass(frozen=True, slots=True)
class Rig:
    database: Database

    async def begun(self, of: str = "b1") -> Broadcast:
        async with self.database.unit() as unit:
            found = await unit.broadcasts.begun(draft(of), year=2026)
            await unit.commit()
        return found

    async def sent_to(self, *people: str, of: str = "b1") -> Broadcast:
        """Approved and planned, not sent yet."""
        broadcast = approved(await self.begun(of))
        async with self.database.unit() as unit:
            await unit.broadcasts.save(broadcast)
            await unit.broadcasts.plan(broadcast, planned(people), now=NOW)
            await unit.commit()
        return broadcast

    async def corrected(self, was: Broadcast, number: int = 2) -> int:
        changed = approved(was, number)
        async with self.database.unit() as unit:
            await unit.broadcasts.locked(was.id)
            await unit.broadcasts.save(changed)
            many = await unit.broadcasts.correct(changed, now=NOW)
            await unit.commit()
        return many

    async def recalled(self, was: Broadcast) -> int:
        changed = replace(was, phase=Phase.CANCELLED, recalled_at=NOW)
        async with self.database.unit() as unit:
            await unit.broadcasts.save(changed)
            many = await unit.broadcasts.recall(changed, now=NOW)
            await unit.commit()
        return many

    async def cancelled(self, was: Broadcast) -> int:
        async with self.database.unit() as unit:
            await unit.broadcasts.save(replace(was, phase=Phase.CANCELLED))
            many = await unit.broadcasts.cancel(was.id, now=NOW)
            await unit.commit()
        return many

    async def claimed(self, key: str, *people: str) -> None:
        async with self.database.unit() as unit:
            await become(unit, key, people, State.SENDING, attempt=D.attempt + 1, called_at=NOW)
            await unit.commit()

    async def marked(self, key: str, *people: str, became: State = State.SENT, by: str = "slack") -> None:
        """As the relay does it: how it ended, and then what has been changed meanwhile."""
        async with self.database.unit() as unit:
            await mark(unit, key, people, became, by)
            await unit.commit()

    async def rows(self, key: str) -> Mapping[str, RowMapping]:
        async with self.database.reading() as unit:
            query = select(delivery).where(D.occurrence_key == key).order_by(D.seq)
            return {row["recipient"]: row for row in (await unit.sql.execute(query)).mappings()}

    async def states(self, key: str) -> Mapping[str, str]:
        return {of: str(row["state"]) for of, row in (await self.rows(key)).items()}

    async def counts(self, of: str = "b1", *, dry: bool = False) -> Counts:
        async with self.database.reading() as unit:
            return await unit.reading.broadcasts.counts(of, dry=dry)


def planned(people: Sequence[str]) -> Sequence[Planned]:
    return [Planned(person=one, due_at=NOW) for one in people]


async def become(unit: Unit, key: str, people: Collection[str], state: State, **values: object) -> None:
    of = (D.occurrence_key == key, D.recipient.in_(people))
    await unit.sql.execute(update(delivery).where(*of).values(state=state, **values))


async def mark(unit: Unit, key: str, people: Collection[str], became: State, by: str = "slack") -> None:
    values: dict[str, object] = {"platform": by, "place": D.recipient}
    if became is State.SENT:
        values |= {"handle": D.recipient + "/" + key, "sent_at": NOW}
    if became is State.RETRY:
        values |= {"due_at": NOW + timedelta(seconds=4)}
    if became in FINAL:
        values |= {"ended_at": NOW}
    await become(unit, key, people, became, **values)
    ids = select(D.id).where(D.occurrence_key == key, D.recipient.in_(people))
    await unit.broadcasts.caught_up([*(await unit.sql.execute(ids)).scalars()], now=NOW)
