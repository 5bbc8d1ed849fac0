"""What is announced, when and where, and how each list of speakers stands."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.meetings import Meeting, MeetingStatus, moved
from bot.sample_meeting import printed
from tests.sitting import BEGINS, ITEM, held
from tests.worlds import World


def roundtable(world: World) -> Meeting:
    found = printed(world.database.network)
    assert found
    return found


async def test_the_only_meeting_is_shown_with_its_agenda_in_both_zones(world: World) -> None:
    await held(world)
    sera = await world.focal_point("sera")
    screen = await sera.say("meetings")
    assert screen.startswith("Roundtable on Network for South-South Cooperation in Asia-Pacific")
    assert "Tentative: time and agenda may still change." in screen
    assert "Thu, 24 Mar 2022, 19:30 (Suva, UTC+12) · 14:30 (Bangkok, UTC+7)" in screen
    assert "Room: CR-3" in screen
    assert "1. Opening" in screen
    assert "19:45–21:15 (Suva) · 14:45–16:15 (Bangkok)" in screen
    assert "Inscription is open" in screen


async def test_the_floor_is_requested_from_the_agenda(world: World) -> None:
    sitting = await held(world)
    chai = await world.focal_point("chai", "THA")
    await sitting.opens()
    screen = await chai.say("meetings")
    assert "14:45–16:15 · The list of speakers is open." in screen
    await chai.press("Request the floor")
    assert "Thailand: Statement · item 2" in chai.screen


async def test_the_state_of_a_list_is_followed(world: World) -> None:
    sitting = await held(world)
    chai = await world.focal_point("chai", "THA")
    await sitting.opens()
    await chai.say("meetings")
    await sitting.does("close", ITEM)
    assert "The list of speakers was closed at 14:45." in chai.screen


async def test_who_cannot_speak_sees_no_button_for_it(world: World) -> None:
    await held(world)
    sec = await world.secretariat()
    assert "Request the floor" not in await sec.say("meetings")


async def test_several_meetings_are_listed_soonest_first(world: World) -> None:
    one = roundtable(world)
    await held(world)
    later = moved(replace(one, id="second", title={"en": "Second meeting"}), BEGINS + timedelta(days=9))
    gone = replace(later, id="third", title={"en": "Third meeting"}, status=MeetingStatus.CANCELLED)
    async with world.database.unit() as unit:
        await unit.meetings.add(later)
        await unit.meetings.add(gone)
        await unit.commit()
    chai = await world.focal_point("chai", "THA")
    screen = await chai.say("meetings")
    assert screen.index("On now, since Thu, 24 Mar 2022, 14:30") < screen.index("Second meeting")
    assert "Third meeting" not in screen
    assert "Opening" in await chai.press("View")
    assert "Next meeting: Second meeting" not in await chai.say("request the floor")


async def test_between_meetings_the_next_one_is_told_to_who_asks_for_the_floor(world: World) -> None:
    one = replace(roundtable(world), items=())
    await held(world, moved(one, BEGINS + timedelta(days=9)))
    chai = await world.focal_point("chai", "THA")
    screen = await chai.say("request the floor")
    assert "No list of speakers is open now." in screen
    assert "Next meeting: Roundtable on Network" in screen
    assert "Sat, 2 Apr 2022" in screen


async def test_a_title_comes_in_the_language_of_the_reader(world: World) -> None:
    await held(world)
    linh = await world.focal_point("linh", "VNM", language="fr")
    screen = await linh.say("réunions")
    assert "Table ronde sur le Réseau de coopération Sud-Sud" in screen
    assert "Point 1 – Ouverture" in screen
