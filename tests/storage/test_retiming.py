"""A time on somebody's clock is another instant once they, or the clocks, have moved."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot import retiming
from bot.domain.broadcast.broadcast import Moment, When
from bot.domain.people import Person, Role
from bot.retiming import retime
from storage.database import Database
from storage.tables import person
from storage.tables_delivery import delivery
from tests.storage.broadcast_rig import draft
from tests.storage.deliveries import put

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NINE, NOON = "2026-11-25T09:00", "2026-11-25T12:00"
IN_FIJI, IN_BANGKOK = datetime(2026, 11, 24, 21, tzinfo=UTC), datetime(2026, 11, 25, 2, tzinfo=UTC)
NOON_IN_FIJI, NOON_IN_BANGKOK = IN_FIJI.replace(day=25, hour=0), IN_BANGKOK.replace(hour=5)


async def enrol(database: Database, of: str, zone: str = "") -> None:
    async with database.unit() as unit:
        role = frozenset({Role.FOCAL_POINT})
        await unit.people.add(Person(id=of, roles=role, delegation="FJI", time_zone=zone))
        await unit.commit()


async def moves(database: Database, zone: str = "Asia/Bangkok") -> None:
    async with database.unit() as unit:
        await unit.sql.execute(update(person).values(time_zone=zone))
        await unit.commit()


async def announced(database: Database, when: When, zone: str = "") -> str:
    """The id of a broadcast for nine o'clock, of use until noon."""
    at, expires = Moment(local=NINE, zone=zone), Moment(local=NOON, zone=zone)
    async with database.unit() as unit:
        wanted = replace(draft(), when=when, at=at, expires=expires)
        kept = await unit.broadcasts.begun(wanted, year=2026)
        await unit.commit()
    return kept.id


async def times(database: Database) -> dict[str, tuple[datetime, str]]:
    async with database.reading() as unit:
        rows = await unit.sql.execute(select(delivery.c.id, delivery.c.due_at, delivery.c.zone))
        return {of: (at, zone) for of, at, zone in rows}


async def ends(database: Database) -> set[datetime | None]:
    async with database.reading() as unit:
        return {*(await unit.sql.execute(select(delivery.c.expires_at))).scalars()}


async def test_who_moves_is_written_to_at_nine_of_the_new_clock(database: Database) -> None:
    await enrol(database, "ana")
    about = await announced(database, When.LOCAL)
    of = await put(
        database,
        "due",
        due_at=IN_FIJI,
        local=NINE,
        zone="Pacific/Fiji",
        subject=about,
        expires_at=NOON_IN_FIJI,
    )
    assert await retime(database.unit, NOW) == 0
    await moves(database)
    assert await retime(database.unit, NOW) == 1
    assert await times(database) == {of: (IN_BANGKOK, "Asia/Bangkok")}
    assert await ends(database) == {NOON_IN_BANGKOK}
    assert await retime(database.unit, NOW) == 0


async def test_what_goes_to_all_at_one_instant_stays_there_whoever_moves(database: Database) -> None:
    await enrol(database, "ana")
    about = await announced(database, When.AT, "Asia/Bangkok")
    of = await put(
        database,
        "due",
        due_at=IN_BANGKOK,
        local=NINE,
        zone="Asia/Bangkok",
        subject=about,
        expires_at=NOON_IN_BANGKOK,
    )
    await moves(database, "Pacific/Fiji")
    assert await retime(database.unit, NOW) == 0
    assert await times(database) == {of: (IN_BANGKOK, "Asia/Bangkok")}


async def test_new_rules_of_a_zone_move_what_is_still_to_come(database: Database) -> None:
    """As computed by rules that had the islands an hour further."""
    await enrol(database, "ana")
    of = await put(database, "due", due_at=IN_FIJI.replace(hour=20), local=NINE, zone="Pacific/Fiji")
    assert await retime(database.unit, NOW) == 1
    assert await times(database) == {of: (IN_FIJI, "Pacific/Fiji")}


async def test_what_is_on_its_way_or_waits_for_the_pace_alone_is_left_alone(database: Database) -> None:
    await enrol(database, "ana", "Asia/Bangkok")
    soon, past = NOW.replace(minute=1), "2026-11-24T18:59"
    before = {
        await put(database, "due", due_at=soon, local=past, zone="Asia/Bangkok"),
        await put(database, "retry", due_at=soon, local=NINE, zone="Pacific/Fiji", attempt=1),
        await put(database, "sent", due_at=soon, local=NINE, zone="Pacific/Fiji"),
        await put(database, "due", due_at=soon),
    }
    assert await retime(database.unit, NOW) == 0
    assert {of: at for of, (at, _) in (await times(database)).items()} == dict.fromkeys(before, soon)


async def test_all_of_many_are_moved(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retiming, "AT_ONCE", 2)
    await enrol(database, "ana", "Asia/Bangkok")
    about = await announced(database, When.LOCAL)
    for _ in range(5):
        await put(database, "due", due_at=IN_FIJI, local=NINE, zone="Pacific/Fiji", subject=about)
    assert await retime(database.unit, NOW) == 5
    assert {at for at, _ in (await times(database)).values()} == {IN_BANGKOK}
