"""Meetings are kept as they were, in the order they come; and who is there is known while they are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.floor.entry import Mode
from bot.domain.meetings import LINGERS, Meeting, MeetingStatus, Presence, moved
from storage.database import Database
from tests.storage.test_floors import MEETING

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
ANA = Presence(meeting="m", person="ana", delegation="FJI", mode=Mode.ONLINE, since=NOW)


def later(days: int) -> Meeting:
    return replace(moved(MEETING, to=MEETING.starts + timedelta(days=days)), id=f"m{days}")


async def added(database: Database, *meetings: Meeting) -> None:
    async with database.unit() as unit:
        for one in meetings:
            await unit.meetings.add(one)
        await unit.commit()


async def current(database: Database, now: datetime) -> list[str]:
    async with database.reading() as unit:
        return [one.id for one in await unit.reading.meetings.current(now)]


async def test_a_meeting_comes_back_as_it_was(database: Database) -> None:
    await added(database, MEETING)
    changed = replace(MEETING, room="CR-4 “Santé” 卫生", status=MeetingStatus.CANCELLED, sequence=3)
    async with database.unit() as unit:
        assert await unit.meetings.locked("m") == MEETING
        await unit.meetings.save(changed)
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.reading.meetings.get("m") == changed
        assert await unit.reading.meetings.get("n") is None


async def test_meetings_to_come_stand_soonest_first(database: Database) -> None:
    cancelled = replace(later(2), status=MeetingStatus.CANCELLED)
    await added(database, later(3), cancelled, later(1), MEETING)
    assert await current(database, NOW) == ["m", "m1", "m3"]
    assert await current(database, MEETING.ends + timedelta(hours=1)) == ["m", "m1", "m3"]
    assert await current(database, MEETING.ends + LINGERS) == ["m1", "m3"]
    assert await current(database, NOW + timedelta(days=9)) == []
    async with database.unit() as unit:
        assert [one.id for one in await unit.meetings.all()] == ["m", "m1", "m2", "m3"]


async def test_who_comes_and_goes_is_known(database: Database) -> None:
    await added(database, MEETING)
    ben = replace(ANA, person="ben", delegation="THA", mode=Mode.ROOM, since=NOW + timedelta(minutes=1))
    async with database.unit() as unit:
        assert await unit.meetings.arrived(ANA)
        assert await unit.meetings.arrived(ben)
        assert await unit.meetings.present("m") == [ANA, ben]
        assert await unit.meetings.present("m", "THA") == [ben]
        assert await unit.meetings.left("m", "ana", NOW + timedelta(minutes=2))
        assert not await unit.meetings.left("m", "ana", NOW + timedelta(minutes=3))
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.reading.meetings.present("m") == [ben]
        assert await unit.reading.meetings.present("n") == []
        assert [one.until for one in await unit.reading.meetings.attendance("m")] == [
            NOW + timedelta(minutes=2),
            None,
        ]


async def test_arriving_is_counted_once_and_changing_sides_ends_the_other(database: Database) -> None:
    await added(database, MEETING)
    again, room = NOW + timedelta(minutes=1), NOW + timedelta(minutes=9)
    async with database.unit() as unit:
        assert await unit.meetings.arrived(ANA)
        assert not await unit.meetings.arrived(ANA)
        assert not await unit.meetings.arrived(replace(ANA, since=again))
        assert await unit.meetings.arrived(replace(ANA, mode=Mode.ROOM, since=room))
        assert not await unit.meetings.arrived(replace(ANA, since=again))
        assert not await unit.meetings.left("m", "ana", again)
        assert await unit.meetings.attendance("m") == [
            replace(ANA, until=room),
            replace(ANA, mode=Mode.ROOM, since=room),
        ]
