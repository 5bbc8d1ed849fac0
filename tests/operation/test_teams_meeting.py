"""A meeting in Teams over signed HTTP: its start opens the list, and who comes in speaks from there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clock import Shifted
from bot.domain.floor.entry import Mode
from bot.domain.floor.floor import ListState
from bot.domain.meetings import MeetingStatus
from bot.meeting_list import import_meeting
from bot.sample_meeting import printed
from tests.stage import Stage, staged
from tests.worlds import network

BEFORE = datetime(2022, 3, 24, 7, 25, tzinfo=UTC)
THREAD = "19:meeting_Roundtable@thread.v2"
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Roundtable%40thread.v2/0"
OF = "roundtable-2022"


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, Shifted.at(BEFORE)) as stage:
        meeting = printed(network())
        assert meeting
        known = replace(meeting, link=LINK, status=MeetingStatus.CONFIRMED)
        await import_meeting(stage.parts.database.unit, known)
        yield stage


async def test_from_the_start_in_teams_to_a_place_on_the_list(stage: Stage) -> None:
    fiji, thai = stage.talker("fji-focal-point"), stage.talker("tha-alternate")
    await stage.to_teams(fiji.in_group(THREAD).in_meeting("meetingStart"))
    both = fiji.in_group(THREAD).in_meeting("meetingParticipantJoin", fiji.member, thai.member)
    await stage.to_teams(both)
    await stage.to_teams(both)
    await stage.to_teams(fiji.message("request the floor"))
    await stage.to_teams(stage.talker("mys-focal-point").message("request the floor"))
    async with stage.parts.database.reading() as unit:
        floor = await unit.reading.floors.get(OF)
        present = await unit.reading.meetings.present(OF)
    assert floor
    assert floor.items["2"].state is ListState.OPEN
    assert {one.person for one in present} == {"fji-focal-point", "tha-alternate"}
    modes = {one.asked.delegation: one.asked.mode for one in floor.entries.values()}
    assert modes == {"FJI": Mode.ONLINE, "MYS": Mode.ROOM}
    await stage.to_teams(fiji.in_group(THREAD).in_meeting("meetingParticipantLeave", thai.member))
    await stage.to_teams(fiji.in_group(THREAD).in_meeting("meetingEnd"))
    async with stage.parts.database.reading() as unit:
        assert await unit.reading.meetings.present(OF) == []
        came = await unit.reading.meetings.attendance(OF)
    assert [(one.person, one.until is None) for one in came] == [
        ("fji-focal-point", False),
        ("tha-alternate", False),
    ]
    assert stage.teams.handles(THREAD) == []


async def test_the_board_is_offered_in_the_chat_that_the_floor_is_run_from(stage: Stage) -> None:
    chat = stage.talker("moderator").in_group(THREAD)
    await stage.to_teams(stage.talker("moderator").message("hello"))
    await stage.to_teams(chat.message("run the floor"))
    posted = str(stage.teams.in_(THREAD))
    assert "Board: " in posted
    assert "/board/" in posted
    assert "/desk/" not in posted
    assert stage.teams.unfit == []
