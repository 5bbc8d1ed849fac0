"""Words that are no command can do what an action hears in them, for those who may."""

import pytest

from bot.cards import Pointer, say
from bot.dialog import Action, Context, Outcome
from bot.domain.access import secretariat
from bot.ports import Lexicon
from dialogs import ACTIONS
from tests.worlds import World


def heard(typed: str, lexicon: Lexicon) -> str | None:
    """What follows a word in front."""
    before, _, name = typed.partition(" ")
    return name if before == "ring" and lexicon.yes("yes") else None


async def told(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(say("delegation", id=pointer.of))


@pytest.fixture(autouse=True)
def hearing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTIONS, "menu.name", Action("menu.name", secretariat, told, heard=heard))


async def test_what_is_heard_is_done(world: World) -> None:
    sec = await world.secretariat()
    assert "Fiji" in await sec.say("ring FJI")


async def test_other_words_are_commands_as_before(world: World) -> None:
    sec = await world.secretariat()
    assert "What would you like to do?" in await sec.say("menu")


async def test_who_may_not_is_not_heard(world: World) -> None:
    ana = await world.focal_point("ana")
    assert "Fiji" not in await ana.say("ring FJI")


async def test_an_open_question_is_answered_first(world: World) -> None:
    sec = await world.secretariat()
    await sec.say("add a person")
    assert "fiji" not in (await sec.say("ring FJI")).casefold()
