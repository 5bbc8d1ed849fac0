"""The claim on both databases: from any backlog by its indexes, at one pace for all relays."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import event, insert, text

from bot.cards import say
from bot.chat import Address, Parcel, Scopes
from bot.claiming import Claiming
from bot.domain.delivery.pace import Pace, Paces
from bot.domain.delivery.state import InDoubt, Urgency
from bot.outgoing import Delivery
from storage.database import Database
from storage.tables_delivery import delivery

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
LEASE = timedelta(seconds=120)
PACES: Mapping[str, Paces] = {"slack": Paces(Pace(5, 3), Pace(1))}


class Silent:
    """A platform of which only the pace is asked."""

    async def deliver(self, parcel: Parcel) -> str:
        raise AssertionError(parcel)

    async def edit(self, handle: str, parcel: Parcel) -> None:
        raise AssertionError(handle, parcel)

    async def withdraw(self, handle: str) -> None:
        raise AssertionError(handle)

    async def find(self, parcel: Parcel) -> str | None:
        raise AssertionError(parcel)

    def in_doubt(self, place: Address) -> InDoubt:
        raise AssertionError(place)

    async def scopes(self, place: Address) -> Scopes:
        return Scopes(place.id.partition("/")[0], place.id)


CLAIMING = Claiming(platforms={"slack": Silent()}, paces=PACES, lease=LEASE)


def message(of: int, workspace: str = "T1", urgency: Urgency = Urgency.BULK) -> Delivery:
    place = Address("slack", f"{workspace}/U{of}")
    return Delivery(
        id=f"{workspace}{of}",
        occurrence_key=f"{workspace}{of}",
        recipient=f"p{of}",
        what=say("hello", name="x"),
        place=place,
        urgency=urgency,
    )


async def put(database: Database, *messages: Delivery) -> None:
    async with database.unit() as unit:
        for one in messages:
            await unit.outbox.add(one, now=NOW)
        await unit.commit()


async def claim(database: Database, now: datetime, limit: int = 50) -> Sequence[Delivery]:
    async with database.unit() as unit:
        found = await CLAIMING.round(unit, now, limit)
        await unit.commit()
    return found.deliveries


async def test_relays_that_race_keep_one_pace(database: Database) -> None:
    await put(
        database, *(message(number) for number in range(30)), *(message(number, "T2") for number in range(3))
    )
    went: list[tuple[datetime, str]] = []
    for tenth in range(100):
        now = NOW + timedelta(seconds=tenth / 10)
        found = await asyncio.gather(*(claim(database, now, 10) for _ in range(3)))
        went += [(now, one.id) for each in found for one in each]
    assert len({of for _, of in went}) == len(went) == 33
    for begins, _ in went:
        ours = [at for at, of in went if of.startswith("T1") and begins <= at < begins + timedelta(seconds=1)]
        assert len(ours) <= 8
    assert {at for at, of in went if of.startswith("T2")} == {NOW}


async def test_an_answer_needs_no_turn_in_the_queue(database: Database) -> None:
    await put(database, *(message(number) for number in range(40)))
    await claim(database, NOW)
    await put(database, message(99, urgency=Urgency.ANSWER))
    assert [one.id for one in await claim(database, NOW + timedelta(seconds=0.2))] == ["T199"]


async def test_what_is_due_is_found_by_the_partial_indexes(database: Database) -> None:
    await backlog(database, 4000)
    plans = await planned(database)
    for wanted in ("ready", "open", "lease", "expires", "uncertain"):
        assert f"ix_delivery_{wanted}" in plans


async def planned(database: Database) -> str:
    """How the database goes about the statements of a claim."""
    said: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_: object
    ) -> None:
        said.append((statement, given))

    event.listen(database.writer.sync_engine, "before_cursor_execute", note)
    async with database.unit() as unit:
        await CLAIMING.round(unit, NOW, 20)
        await unit.outbox.run_out(now=NOW)
        await unit.outbox.doubtful(now=NOW, limit=20)
    event.remove(database.writer.sync_engine, "before_cursor_execute", note)
    explain = "EXPLAIN" if database.url.get_backend_name() == "postgresql" else "EXPLAIN QUERY PLAN"
    async with database.unit() as unit:
        found = [
            (await unit.sql.exec_driver_sql(f"{explain} {statement}", given)).all()
            for statement, given in said
            if "delivery" in statement and isinstance(given, tuple)
        ]
    return str(found)


async def backlog(database: Database, count: int) -> None:
    rows = [
        {
            "id": f"m{number}",
            "occurrence_key": "NB-2022-001",
            "recipient": f"p{number}",
            "kind": "say",
            "what": ["say", "hello", {}],
            "platform": "slack",
            "place": f"T{number}/U",
            "settled": True,
            "lane": f"slack T{number}/U",
            "typeable": False,
            "state": "due",
            "attempt": 0,
            "due_at": NOW,
            "urgency": 2,
        }
        for number in range(count)
    ]
    async with database.unit() as unit:
        for at in range(0, count, 2000):
            await unit.sql.execute(insert(delivery), rows[at : at + 2000])
        await unit.sql.execute(text("ANALYZE"))
        await unit.commit()
