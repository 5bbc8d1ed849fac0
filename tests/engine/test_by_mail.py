"""Who is in no chat, or wants letters, is reached by mail; what a mailbox does not take goes to the chat."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Assignment, Person, Role
from bot.errors import Unreachable
from bot.meeting_list import import_meeting
from bot.sample_meeting import printed
from bot.scheduler import tick
from tests.adapters.email.sending import ANA, posted
from tests.fakes.mail import FakeMail, Fault
from tests.worlds import FIJI, User, World, network

TWO_DAYS_BEFORE = datetime(2022, 3, 22, 7, 0, tzinfo=UTC)
NINE_IN_SUVA = datetime(2022, 3, 22, 21, 0, tzinfo=UTC)
MARK = "You may have received this message before"


@pytest.fixture
async def mail(world: World) -> AsyncIterator[FakeMail]:
    world.now = TWO_DAYS_BEFORE
    async with posted(world) as fake:
        yield fake


def roundtable() -> Meeting:
    found = printed(network())
    assert found
    return replace(found, status=MeetingStatus.CONFIRMED, link="https://example.org/join", sequence=2)


async def listed(world: World, language: str = "en") -> None:
    """Ana of Fiji, whose account nobody knows."""
    role = Assignment(id="r-ana", person="ana", role=Role.FOCAL_POINT, delegation=FIJI)
    async with world.database.unit() as unit:
        await unit.focal_points.add(Person(id="ana", name="Ana", email=ANA, language=language))
        await unit.focal_points.assign(role)
        await unit.commit()


async def in_chat(world: World, reach: str = "") -> User:
    """Ana of Fiji, who has an address too."""
    ana = await world.focal_point("ana")
    await ana.say("menu")
    async with world.database.unit() as unit:
        one = await unit.focal_points.locked("ana")
        assert one
        await unit.focal_points.save(replace(one.person, email=ANA, reach=reach))
        await unit.commit()
    return ana


async def reminded(world: World) -> None:
    await import_meeting(world.database.unit, roundtable())
    world.now = NINE_IN_SUVA
    assert await tick(world.database.unit, world.now, world.fresh)
    await world.settle()


async def test_who_is_in_no_chat_is_reminded_by_mail_with_an_entry_for_the_calendar(
    world: World, mail: FakeMail
) -> None:
    await listed(world, "fr")
    await reminded(world)
    (letter,) = mail.to(ANA)
    assert letter.subject.startswith("Rappel : ")
    assert "Rejoindre" in letter.text
    assert "https://example.org/join" in letter.text
    (event,) = letter.calendar.walk("VEVENT")
    assert event["uid"] == "roundtable-2022-1@example.org"
    assert (event.decoded("dtstart"), event.decoded("sequence")) == (roundtable().starts, 2)
    assert str(event["location"]) == "CR-3"


async def test_who_is_in_a_chat_is_reminded_there_and_gets_no_letter(world: World, mail: FakeMail) -> None:
    ana = await in_chat(world)
    await reminded(world)
    assert "Reminder: " in ana.screen
    assert mail.letters == []


async def test_who_wants_letters_gets_them(world: World, mail: FakeMail) -> None:
    ana = await in_chat(world, "email")
    await reminded(world)
    assert "Reminder: " not in ana.all
    assert [letter.to for letter in mail.letters] == [ANA]


async def test_what_somebody_asks_in_a_chat_is_answered_there_all_the_same(
    world: World, mail: FakeMail
) -> None:
    ana = await in_chat(world, "email")
    assert "Your settings" in await ana.say("settings")
    assert mail.letters == []


async def test_what_the_mailbox_refuses_goes_to_the_chat(world: World, mail: FakeMail) -> None:
    ana = await in_chat(world, "email")
    mail.fail("recipient", Fault(answer="550 5.1.1 No such user"))
    await reminded(world)
    assert "Reminder: " in ana.screen
    assert mail.letters == []


async def test_what_the_chat_refuses_goes_by_mail(world: World, mail: FakeMail) -> None:
    ana = await in_chat(world)
    world.recorder.fails = [Unreachable("removed")]
    await reminded(world)
    assert "Reminder: " not in ana.all
    assert [letter.to for letter in mail.letters] == [ANA]


async def test_a_letter_whose_answer_was_lost_comes_once_more_and_says_so(
    world: World, mail: FakeMail
) -> None:
    await listed(world)
    mail.fail("letter", Fault(reset=True, accepted=True))
    await reminded(world)
    world.now += timedelta(minutes=2)
    await world.settle()
    first, second = mail.to(ANA)
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert MARK not in first.text
    assert MARK in second.text


async def test_a_busy_server_is_written_to_again_later(world: World, mail: FakeMail) -> None:
    await listed(world)
    mail.fail("sender", Fault(answer="450 4.7.1 Too fast"))
    await reminded(world)
    assert mail.letters == []
    world.now += timedelta(minutes=2)
    await world.settle()
    assert [letter.to for letter in mail.letters] == [ANA]
