"""What nobody expected: nothing of it is kept, one apology names a reference, and it is not tried again."""

import logging

import pytest

import dialogs
from bot.cards import Pointer
from bot.dialog import Action, Context, Outcome, Show
from bot.domain.access import insiders
from bot.errors import Unavailable
from storage.unit_of_work import Unit
from tests.worlds import User, World

SORRY = "Something went wrong on our side. Nothing was changed."


@pytest.fixture
async def ana(world: World) -> User:
    return await world.focal_point("ana")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The events of a command that changes something and then breaks."""
    events: list[str] = []

    async def breaks(_pointer: Pointer, context: Context) -> Outcome:
        events.append(context.person.id)
        one = await context.work.focal_points.locked(context.person.id)
        assert one
        await context.work.focal_points.save(context.person.__class__(id=one.person.id, name="Changed"))
        raise ZeroDivisionError

    monkeypatch.setitem(
        dialogs.ACTIONS, "meetings.page", Action("meetings.page", insiders, breaks, typed=True)
    )
    return events


def references(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [str(vars(record)["reference"]) for record in caplog.records if "reference" in vars(record)]


async def test_it_is_rolled_back_and_apologized_for_once(
    world: World, ana: User, tried: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    said = await ana.say("meetings")
    assert SORRY in said
    [reference] = references(caplog)
    assert f"this reference: {reference}" in said
    async with world.database.reading() as unit:
        assert await unit.reading.name_of("ana") == "Ana"
    await ana.again()
    assert (len(tried), ana.all.count(SORRY)) == (1, 1)


async def test_the_talk_goes_on_where_it_was(ana: User, tried: list[str]) -> None:
    await ana.says("submit an offer", "Rice course", "menu", "meetings", "submit an offer")
    assert "Unfinished: Submit an offer" in ana.screen
    assert "Describe it" in await ana.say("1")
    assert tried == ["ana"]


async def test_a_commit_that_fails_is_apologized_for_and_nothing_is_half_done(
    world: World, ana: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training")
    failing(monkeypatch, RuntimeError("disk"))
    assert SORRY in await ana.say("skip all")
    assert caplog.records[-1].levelno == logging.ERROR
    assert "no needs or offers yet" in await ana.says("menu", "my needs and offers")
    assert "Offer of Fiji: Rice course" in await ana.says("drafts", "1", "skip all")


async def test_where_the_database_is_away_nothing_is_said_and_the_event_may_come_again(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ana.say("hello")
    failing(monkeypatch, Unavailable("away"))
    with pytest.raises(Unavailable):
        await ana.say("settings")
    await ana.again()
    assert SORRY not in ana.all
    assert "Your settings" in ana.screen


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The next commit does; those after it do not."""
    commit, left = Unit.commit, [error]

    async def once(unit: Unit, touches: tuple[str, ...] = ()) -> None:
        if left:
            raise left.pop()
        await commit(unit, touches)

    monkeypatch.setattr(Unit, "commit", once)


async def test_the_reference_is_all_a_person_sees_of_the_error(ana: User, tried: list[str]) -> None:
    await ana.say("meetings")
    assert "ZeroDivision" not in ana.all
    assert "Traceback" not in ana.all
    assert Show("menu").view not in ana.screen
