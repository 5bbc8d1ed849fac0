"""The floor as it is kept: in one order, nothing between two events lost, and every reader sees the same."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.floor.entry import Asked, Kind, State
from bot.domain.floor.event import CarriedOver, Change, Closed, Event, Opened, Requested, Written
from bot.domain.floor.floor import Floor, waiting
from bot.domain.meetings import Item, Meeting, OwnRules, Sitting
from bot.errors import Conflict, Unavailable
from storage.database import Database
from storage.folded_floors import MOST, FoldedFloors
from storage.unit_of_work import Unit
from tests.databases import NETWORK
from tests.storage.statements import counted

NOW = datetime(2022, 3, 24, 7, 45, 12, 345678, tzinfo=UTC)
MEETING = Meeting(
    id="m",
    title={"en": "M"},
    body="network",
    zone="Asia/Bangkok",
    sittings=(
        Sitting(datetime.fromisoformat("2022-03-24T14:30"), datetime.fromisoformat("2022-03-24T17:00")),
    ),
    items=(
        Item(number="1", title={"en": "Opening"}),
        Item(number="2", title={"en": "Discussion"}, floor=True, own=OwnRules(limit_s=180)),
        Item(number="3", title={"en": "Next steps"}, floor=True),
    ),
)


def asked(delegation: str, item: str = "2") -> Asked:
    return Asked(delegation=delegation, item=item, kind=Kind.STATEMENT, by="ana", at=NOW, source="slack")


def event(number: int, change: Change, key: str = "") -> Event:
    one = Event(number=number, key=key or f"k{number}", at=NOW, by="ana", moderator=True, change=change)
    return replace(one, told=(("e1", 5), ("e2", 0)))


@pytest.fixture
async def held(database: Database) -> Database:
    """With the meeting in it."""
    async with database.unit() as unit:
        await unit.meetings.add(MEETING)
        await unit.commit()
    return database


@pytest.fixture
async def other(held: Database) -> AsyncIterator[Database]:
    """The same database as another process sees it."""
    opened = Database.of(held.url.render_as_string(hide_password=False), NETWORK)
    yield opened
    await opened.dispose()


async def locked(unit: Unit) -> Floor:
    floor = await unit.floors.locked("m")
    assert floor
    return floor


async def happened(database: Database, *changes: Change) -> Floor:
    """Each in a unit of its own."""
    for change in changes:
        async with database.unit() as unit:
            before = await locked(unit)
            floor = await unit.floors.append(before, event(before.version + 1, change))
            await unit.commit()
    return floor


async def seen(database: Database) -> Floor:
    async with database.reading() as unit:
        floor = await unit.reading.floors.get("m")
        assert floor
        return floor


async def test_a_meeting_begins_with_a_floor_by_its_rules(held: Database) -> None:
    floor = await seen(held)
    assert (floor.meeting, floor.version, list(floor.items)) == ("m", 0, ["2", "3"])
    assert [floor.items[of].rules.limit_s for of in ("2", "3")] == [180, 420]
    async with held.unit() as unit:
        assert await unit.floors.locked("nowhere") is None
        assert await unit.reading.floors.get("nowhere") is None


async def test_another_process_comes_to_the_same_floor(held: Database, other: Database) -> None:
    assert (await seen(other)).version == 0
    changes = (Opened("2"), Requested("e1", asked("FJI")), Requested("e2", asked("THA")))
    floor = await happened(held, *changes)
    assert await seen(held) == floor
    assert await seen(other) == floor
    assert [one.change for one in floor.events] == list(changes)
    assert floor.events[-1].told == (("e1", 5), ("e2", 0))
    assert [one.id for one in waiting(floor, "2")] == ["e1", "e2"]
    later = await happened(other, Closed("2"))
    assert await seen(held) == later


async def test_only_what_is_new_is_read(held: Database, other: Database) -> None:
    await happened(held, Opened("2"), Requested("e1", asked("FJI")))
    with counted(held.reader) as statements:
        await seen(held)
    assert len(statements) == 1
    await happened(other, Requested("e2", asked("THA")))
    with counted(held.reader) as statements:
        assert (await seen(held)).version == 3
        assert (await seen(held)).version == 3
    assert [("floor_event" in one) for one in statements] == [False, True, False]


async def test_the_newest_floors_are_kept_and_no_more_than_there_is_room_for(held: Database) -> None:
    before, after = await seen(held), await happened(held, Opened("2"))
    folded = FoldedFloors()
    folded.keep(0, after)
    folded.keep(0, before)
    assert folded.get("m", 0) == after
    assert folded.get("m", 1) is None
    for number in range(MOST):
        folded.keep(0, replace(before, meeting=f"other-{number}"))
    assert folded.get("m", 0) is None
    assert folded.get("other-0", 0)


async def test_what_was_not_committed_has_not_happened(held: Database) -> None:
    await happened(held, Opened("2"))
    async with held.unit() as unit:
        floor = await unit.floors.append(await locked(unit), event(2, Requested("e1", asked("FJI"))))
        assert await unit.reading.floors.get("m") == floor
        assert await unit.reading.owner("floor", "e1") == "FJI"
    assert (await seen(held)).version == 1
    floor = await happened(held, Requested("e9", asked("THA")))
    assert await seen(held) == floor
    assert list(floor.entries) == ["e9"]


async def test_several_events_in_one_unit_follow_one_another(held: Database) -> None:
    async with held.unit() as unit:
        first = await unit.floors.append(await locked(unit), event(1, Opened("2")))
        assert await locked(unit) == first
        second = await unit.floors.append(first, event(2, Requested("e1", asked("FJI"))))
        await unit.commit()
    assert await seen(held) == second


async def test_an_event_that_comes_too_late_is_a_conflict(held: Database) -> None:
    before = await seen(held)
    await happened(held, Opened("2"))
    async with held.unit() as unit:
        with pytest.raises(Conflict):
            await unit.floors.append(before, event(1, Opened("3"), key="other"))
    assert [one.change for one in (await seen(held)).events] == [Opened("2")]


async def test_a_command_is_carried_out_once(held: Database) -> None:
    floor = await happened(held, Opened("2"))
    async with held.unit() as unit:
        await locked(unit)
        with pytest.raises(Conflict):
            await unit.floors.append(floor, event(2, Closed("2"), key="k1"))


async def test_of_many_at_once_all_are_kept_in_one_order(held: Database, other: Database) -> None:
    async def request(number: int) -> None:
        database = held if number % 2 else other
        while True:
            try:
                async with database.unit() as unit:
                    before = await locked(unit)
                    wanted = Requested(f"e{number}", asked(f"D{number}"))
                    await unit.floors.append(before, event(before.version + 1, wanted, key=f"r{number}"))
                    await unit.commit()
                    return
            except Unavailable:
                continue

    await asyncio.gather(*(request(number) for number in range(40)))
    first, second = await seen(held), await seen(other)
    assert first == second
    assert [one.number for one in first.events] == list(range(1, 41))
    assert {one.key for one in first.events} == {f"r{number}" for number in range(40)}


async def test_an_entry_belongs_to_its_delegation(held: Database) -> None:
    filed = Written("w1", "https://example.org/text", 700, asked("IDN"))
    carried = (Requested("e1", asked("FJI")), filed, CarriedOver(("e1",), "3"))
    floor = await happened(held, Opened("2"), *carried)
    assert floor.entries["e1"].state is State.CARRIED_OVER
    async with held.reading() as unit:
        owners = {of: await unit.reading.owner("floor", of) for of in ("e1", "e1+", "w1", "m/2", "")}
        assert owners == {"e1": "FJI", "e1+": "FJI", "w1": "IDN", "m/2": None, "": None}
        assert await unit.reading.floors.meeting_of("e1+") == "m"
        assert await unit.reading.floors.meeting_of("m/2") is None


async def test_rules_that_are_changed_hold_for_what_has_happened_too(held: Database) -> None:
    await happened(held, Opened("2"))
    items = tuple(replace(item, own=OwnRules(point_limit_s=60)) for item in MEETING.items)
    async with held.unit() as unit:
        await unit.meetings.save(replace(MEETING, items=items, sequence=1))
        assert (await locked(unit)).items["2"].rules.point_limit_s == 60
    assert (await seen(held)).items["2"].rules.point_limit_s == 180
    async with held.unit() as unit:
        await unit.meetings.save(replace(MEETING, items=items, sequence=1))
        await unit.commit()
    assert (await seen(held)).items["2"].rules.point_limit_s == 60
