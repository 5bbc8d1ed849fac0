"""A meeting that is held on the platform: who is on the line, and the list that opens with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Pointer
from bot.chat import Address, Happened, Inbound, Said
from bot.domain.floor.entry import Mode
from bot.domain.floor.floor import Floor, ListState
from bot.domain.meetings import Meeting, MeetingStatus
from bot.meeting_list import import_meeting
from bot.sample_meeting import printed
from tests.worlds import FIJI, World, network

START = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)
THREAD = "19:meeting_NjBk@thread.v2"
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NjBk%40thread.v2/0?context=%7b%7d"
MINUTE = timedelta(minutes=1)


def roundtable(link: str = LINK) -> Meeting:
    found = printed(network())
    assert found
    return replace(found, status=MeetingStatus.CONFIRMED, link=link)


@pytest.fixture
async def there(world: World) -> World:
    """Five minutes before the roundtable, whose link is known."""
    world.now = START - 5 * MINUTE
    await import_meeting(world.database.unit, roundtable())
    return world


async def happens(world: World, event: str, who: str, *, data: str = THREAD, place: str = THREAD) -> Inbound:
    told = Inbound(
        id=world.fresh(),
        sender=Address("test", who),
        place=Address("test", place),
        received_at=world.now,
        what=Happened(event, data),
        shared=True,
    )
    await world.turns.handle(told)
    await world.settle()
    return told


async def floor(world: World, of: str = "roundtable-2022") -> Floor:
    async with world.database.reading() as unit:
        found = await unit.reading.floors.get(of)
    assert found
    return found


async def on_the_line(world: World) -> list[tuple[str, str, Mode]]:
    async with world.database.reading() as unit:
        present = await unit.reading.meetings.present("roundtable-2022")
    return [(one.person, one.delegation, one.mode) for one in present]


async def test_who_is_on_the_line_asks_for_the_floor_online(there: World) -> None:
    sera, mali = await there.focal_point("sera"), await there.focal_point("mali", "THA")
    await happens(there, "meeting-joined", "sera")
    assert await on_the_line(there) == [("sera", FIJI, Mode.ONLINE)]
    for one in (sera, mali):
        await one.say("request the floor")
        await one.press("Request the floor on item 2")
    modes = {entry.asked.delegation: entry.asked.mode for entry in (await floor(there)).entries.values()}
    assert modes == {FIJI: Mode.ONLINE, "THA": Mode.ROOM}


async def test_who_leaves_is_gone_and_with_the_end_all_are(there: World) -> None:
    for name in ("sera", "semi"):
        await there.focal_point(name)
        await happens(there, "meeting-joined", name)
    await happens(there, "meeting-left", "sera")
    assert await on_the_line(there) == [("semi", FIJI, Mode.ONLINE)]
    await happens(there, "meeting-ended", "semi")
    assert await on_the_line(there) == []


async def test_the_start_opens_the_first_list_of_the_sitting_and_the_log_says_that_the_bot_did(
    there: World,
) -> None:
    await happens(there, "meeting-started", "nobody")
    after = await floor(there)
    assert after.current == "2"
    assert after.items["2"].state is ListState.OPEN
    assert after.items["3"].state is ListState.INSCRIPTION
    assert [(event.by, event.moderator) for event in after.events] == [("", True)]


async def test_what_comes_again_changes_nothing(there: World) -> None:
    told = await happens(there, "meeting-started", "nobody")
    await there.turns.handle(told)
    await happens(there, "meeting-started", "nobody")
    assert (await floor(there)).version == 1


@pytest.mark.parametrize(
    ("minutes", "item"), [(-46, ""), (-45, "2"), (20, "2"), (104, "2"), (105, "3"), (134, "3"), (135, "")]
)
async def test_which_list_opens_goes_by_the_agenda(there: World, minutes: int, item: str) -> None:
    there.now = START + minutes * MINUTE
    await happens(there, "meeting-started", "nobody")
    assert (await floor(there)).current == item


async def test_once_the_chair_has_opened_a_list_the_chair_decides(there: World) -> None:
    lee = await there.secretariat("lee")
    await lee.say("run the floor")
    await lee.press_pointer(Pointer("floor.open", "roundtable-2022/3", "inscription"))
    await happens(there, "meeting-started", "nobody")
    assert (await floor(there)).current == "3"
    assert (await floor(there)).version == 1


async def test_strangers_leave_no_trace_and_are_told_nothing(there: World) -> None:
    for number in range(40):
        await happens(there, "meeting-joined", "stranger")
        await happens(there, "meeting-left", f"stranger-{number}")
    assert await on_the_line(there) == []
    assert not there.recorder.cards
    async with there.database.reading() as unit:
        assert await unit.people.at(Address("test", "stranger"), now=there.now) is None


@pytest.mark.parametrize(
    "data", ["", "19:meeting_other@thread.v2", "19:meeting_NjBk", "https:", "0?context={}"]
)
async def test_meetings_that_are_none_of_ours_change_nothing(there: World, data: str) -> None:
    await there.focal_point("sera")
    for event in ("meeting-started", "meeting-joined", "meeting-left", "meeting-ended"):
        await happens(there, event, "sera", data=data, place="19:elsewhere@thread.v2")
    assert await on_the_line(there) == []
    assert (await floor(there)).version == 0


async def test_a_call_a_week_before_is_not_the_meeting(there: World) -> None:
    await there.focal_point("sera")
    there.now = START - timedelta(days=7)
    await happens(there, "meeting-joined", "sera")
    await happens(there, "meeting-started", "sera")
    assert await on_the_line(there) == []
    assert (await floor(there)).version == 0


async def test_a_meeting_without_a_link_is_known_by_the_chat_its_floor_is_run_from(world: World) -> None:
    world.now = START - 5 * MINUTE
    await import_meeting(world.database.unit, roundtable(link=""))
    await world.focal_point("sera")
    lee = await world.secretariat("lee")
    await happens(world, "meeting-joined", "sera", data="", place="19:chat@thread.v2")
    assert await on_the_line(world) == []
    await lee.say("hello")
    said = replace(
        lee.inbound(Said("run the floor")), place=Address("test", "19:chat@thread.v2"), shared=True
    )
    await lee.sends(said)
    shared = "\n".join(lee.read(handle) for handle in world.recorder.at("19:chat@thread.v2"))
    assert "Board: Roundtable on Network" in shared
    assert "desk" not in shared.casefold()
    await happens(world, "meeting-joined", "sera", data="", place="19:chat@thread.v2")
    assert await on_the_line(world) == [("sera", FIJI, Mode.ONLINE)]
