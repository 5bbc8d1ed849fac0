"""How far a broadcast has come, in figures and person by person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import RowMapping, Select, and_, bindparam, case, func, select
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts, Reached
from bot.domain.broadcast.reference import dry_run_key
from bot.domain.delivery.state import State
from storage.broadcast_records import BroadcastRecords
from storage.one_trip import LONG
from storage.people import in_force
from storage.tables import assignment, person, state
from storage.tables_broadcasts import broadcast
from storage.tables_delivery import delivery

B, D, A = broadcast.c, delivery.c, assignment.c
LINE = tuple(
    D[name]
    for name in (
        *("seq", "recipient", "state", "platform", "cause", "first_cause", "attempt", "subject_version"),
        *("repeat", "sent_at", "due_at", "acked_at", "acked_version", "recalled_at"),
    )
)
SENT = state(D.state, State.SENT)
SILENT = and_(SENT, D.acked_at.is_(None), D.recalled_at.is_(None))


@dataclass(frozen=True, slots=True)
class BroadcastCounts(BroadcastRecords):
    """Each figure and line is about the occurrence of its reference alone: edits and reminders are others."""

    async def counts(self, of: str, *, dry: bool = False) -> Counts:
        """All figures of one moment, by one statement."""
        found = await self.get(of)
        if found is None:
            return Counts()
        query = counting(found.sent_version).where(D.occurrence_key == occurrence(found, dry=dry))
        return figures((await self.sql.execute(query)).mappings().all())

    async def report(
        self, of: str, *, after: int = 0, limit: int = 1000, dry: bool = False
    ) -> Sequence[tuple[int, Reached]]:
        found = await self.get(of)
        if found is None:
            return ()
        here = (D.subject == of, D.subject != "", D.occurrence_key == occurrence(found, dry=dry))
        query = reaching(self.today).where(*here, D.seq > after)
        rows = (await self.sql.execute(query.order_by(D.seq).limit(limit))).mappings()
        return [(row["seq"], reached(row)) for row in rows]

    async def reached(self, of: str, person: str) -> Reached | None:
        given = {"broadcast": of, "person": person}
        row = (await self.sql.execute(reaching_one(self.today), given)).mappings().first()
        return reached(row) if row else None

    async def silent(self, of: str) -> Sequence[str]:
        found = await self.get(of)
        if found is None:
            return ()
        query = select(D.recipient).where(D.occurrence_key == found.reference, SILENT).order_by(D.seq)
        return [str(one) for one in (await self.sql.execute(query.prefix_with(LONG))).scalars()]


def occurrence(of: Broadcast, *, dry: bool) -> str:
    return dry_run_key(of.reference, of.dry_runs) if dry else of.reference


def counting(newest: int) -> Select[tuple[object, ...]]:
    sums = [func.count().filter(and_(SENT, one)).label(name) for name, one in parts(newest).items()]
    by = D.state, case((state(D.state, State.FAILED), D.cause), else_="")
    found = select(by[0], by[1].label("why"), func.count().label("all"), *sums)
    return found.group_by(*by).prefix_with(LONG)


def parts(newest: int) -> Mapping[str, ColumnElement[bool]]:
    return {
        "newest": D.subject_version >= newest,
        "older": D.subject_version < newest,
        "acknowledged": D.acked_at.is_not(None),
        "acknowledged_older": and_(D.acked_version > 0, D.acked_version < newest),
        "recalled": D.recalled_at.is_not(None),
        "by_second": D.second,
    }


def figures(rows: Sequence[RowMapping]) -> Counts:
    summed = {name: sum(int(row[name]) for row in rows) for name in parts(0)}
    by_state = Counter[State]()
    for row in rows:
        by_state[State(row["state"])] += row["all"]
    failed = {row["why"]: row["all"] for row in rows if row["state"] == State.FAILED}
    return Counts(by_state=by_state, by_cause=failed, **summed)


def reaching(day: date) -> Select[tuple[object, ...]]:
    """With the delegation that the person acts for, or acted for last."""
    acts = select(A.delegation).where(A.person == D.recipient, A.delegation != "")
    last = acts.order_by(in_force(day).desc(), A.since.desc().nulls_last(), A.id).limit(1)
    known = delivery.outerjoin(person, person.c.id == D.recipient)
    found = select(*LINE, person.c.name, last.scalar_subquery().label("delegation"))
    return found.select_from(known).prefix_with(LONG)


@cache
def reaching_one(day: date) -> Select[tuple[object, ...]]:
    """Of one broadcast and person, for a statement that is run for each of thousands."""
    reference = select(B.reference).where(B.id == bindparam("broadcast")).scalar_subquery()
    return reaching(day).where(D.occurrence_key == reference, D.recipient == bindparam("person"))


def reached(row: RowMapping) -> Reached:
    return Reached(
        person=row["recipient"],
        name=row["name"] or "",
        delegation=row["delegation"] or "",
        state=State(row["state"]),
        platform=row["platform"] or "",
        cause=row["cause"],
        first_cause=row["first_cause"],
        attempts=row["attempt"],
        version=row["subject_version"] if row["sent_at"] else 0,
        repeated=row["repeat"],
        sent_at=row["sent_at"],
        due_at=row["due_at"],
        acked_at=row["acked_at"],
        acked_version=row["acked_version"],
        recalled_at=row["recalled_at"],
    )
