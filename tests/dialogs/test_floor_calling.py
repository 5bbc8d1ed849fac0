"""A moderator calls by typing a name; where it is not sure who is meant, that is asked."""

import pytest

from bot.domain.floor.entry import State
from bot.domain.people import Role
from dialogs.floor.calling import heard
from tests.sitting import Sitting, held
from tests.worlds import FIJI, THAILAND, User, World, lexicons


@pytest.fixture
async def sitting(world: World) -> Sitting:
    found = await held(world)
    await found.opens()
    for name, delegation in (("sera", FIJI), ("chai", THAILAND), ("kim", "VNM")):
        user = await world.focal_point(name, delegation)
        await user.say("request the floor")
    return found


@pytest.fixture
async def mod(world: World, sitting: Sitting) -> User:
    user = await world.person("mod", Role.MODERATOR)
    await user.say("run the floor")
    return user


async def state(sitting: Sitting, delegation: str) -> State:
    return (await sitting.floor()).entries[await sitting.entry(delegation)].state


@pytest.mark.parametrize(
    "typed",
    ["call Thailand", "Thailand", "THA", "Give the floor to thailand", "the floor to TH", "call Siam"],
)
async def test_a_name_calls(world: World, sitting: Sitting, mod: User, typed: str) -> None:
    await mod.say(typed)
    assert "Thailand has been called" in mod.screen
    assert await state(sitting, THAILAND) is State.CALLED


async def test_a_slip_of_the_finger_is_asked_back(world: World, sitting: Sitting, mod: User) -> None:
    assert "Whom do you mean?" in await mod.say("call Thialand")
    assert await state(sitting, THAILAND) is State.LISTED
    await mod.press("Give the floor", on="Thailand")
    assert await state(sitting, THAILAND) is State.CALLED


async def test_who_is_not_on_the_list_is_not_called(world: World, sitting: Sitting, mod: User) -> None:
    assert "Nobody on the list is called “Singapore”." in await mod.say("call Singapore")
    assert "1. Fiji" in mod.screen


async def test_of_who_has_been_called_it_is_said_how_the_turn_stands(
    world: World, sitting: Sitting, mod: User
) -> None:
    await mod.say("call Thailand")
    before = await sitting.floor()
    assert "Thailand has been called and has not begun" in await mod.say("call Thailand")
    await mod.press("Start")
    assert "Thailand is speaking now." in await mod.say("call Thailand")
    assert len((await sitting.floor()).events) == len(before.events) + 1


async def test_other_words_of_moderators_are_what_they_were(
    world: World, sitting: Sitting, mod: User
) -> None:
    assert "What would you like to do?" in await mod.say("menu")
    assert "could be" not in await mod.say("settings")


async def test_delegates_call_nobody(world: World, sitting: Sitting) -> None:
    sera = User(world, "sera")
    await sera.say("call Thailand")
    await sera.say("Thailand")
    assert await state(sitting, THAILAND) is State.LISTED


async def test_without_a_meeting_nothing_is_called(world: World) -> None:
    mod = await world.person("mod", Role.MODERATOR)
    assert "No meeting with a list of speakers" in await mod.say("call Fiji")


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("fr", "la parole à la Thaïlande", "la Thaïlande"),
        ("fr", "Thaïlande", "Thaïlande"),
        ("ru", "слово Таиланд", "Таиланд"),
        ("zh", "请泰国发言", "泰国"),
        ("zh", "泰国", "泰国"),
        ("en", "call", None),
        ("en", "all", None),
        ("en", "my needs and offers", None),
        ("en", "call …", "…"),
        ("en", "no", None),
        ("en", "can", None),
        ("en", "call no", "no"),
    ],
)
def test_what_is_heard_in_each_language(world: World, language: str, typed: str, name: str | None) -> None:
    assert heard(typed, lexicons().speaking(language, "Asia/Bangkok", world.now)) == name
