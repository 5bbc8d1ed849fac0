"""Whoever presses on a page of ours is told there whether it was done; their chat stays as it was."""

from dataclasses import replace

import pytest

from bot.cards import Pointer, say
from bot.chat import DESK, Address, Carries, Done, Inbound, Pressed, Refused
from bot.dialog import Action, Context, Open, Outcome, Refuse, Show, To
from bot.domain.access import secretariat
from bot.errors import Flooded, Unavailable
from dialogs import ACTIONS
from tests.worlds import User, World

VERB = "menu.ring"


class Bell:
    """An action of this test's own, which keeps what it was given."""

    def __init__(self) -> None:
        self.rung: list[Context] = []

    async def ring(self, pointer: Pointer, context: Context) -> Outcome:
        self.rung.append(context)
        match pointer.saw:
            case "broken":
                raise ValueError("a mistake of ours")
            case "refused":
                await context.work.drafts.delete(pointer.of)
                return Outcome(Refuse(say("not-allowed"), Show("menu")))
            case "form":
                return Outcome(Open("person-find"))
            case _:
                told = To(what=say("floor-none-open"), person="ana")
                return Outcome(Show("menu"), notify=(told,), touch=("bell",))


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Bell:
    made = Bell()
    monkeypatch.setitem(ACTIONS, VERB, Action(VERB, secretariat, made.ring))
    return made


@pytest.fixture
async def sec(world: World) -> User:
    user = await world.secretariat()
    await user.say("menu")
    return user


def press(user: User, saw: str = "", **given: str) -> Inbound:
    at_the_desk = user.inbound(Pressed(Pointer(VERB, saw=saw), given=dict(given)), Carries.VERDICT)
    return replace(at_the_desk, sender=Address(DESK, user.name), place=None)


async def test_who_presses_at_the_desk_is_the_person_of_the_link(world: World, sec: User, bell: Bell) -> None:
    pressed = press(sec, mode="online")
    assert await world.turns.handle(pressed) == Done(Show("menu"))
    context = bell.rung[0]
    assert (context.person.id, context.given) == ("sec", {"mode": "online"})
    assert context.event == f"desk:{pressed.id}"


async def test_nothing_goes_into_their_own_chat_but_others_are_told(
    world: World, sec: User, bell: Bell
) -> None:
    ana, before = await world.focal_point("ana"), sec.all
    await ana.say("menu")
    await world.turns.handle(press(sec))
    await world.turns.handle(press(sec, "form"))
    await world.settle()
    assert sec.all == before
    assert "no list" in ana.screen.lower()


async def test_a_refusal_says_why_and_is_judged_again_when_it_comes_again(
    world: World, sec: User, bell: Bell
) -> None:
    refused = press(sec, "refused")
    for _ in range(2):
        reply = await world.turns.handle(refused)
        assert isinstance(reply, Refused)
        assert reply.words(reply.why) == reply.words(say("not-allowed"))
    assert len(bell.rung) == 2


async def test_what_was_done_is_not_done_again(world: World, sec: User, bell: Bell) -> None:
    pressed = press(sec)
    answers = [await world.turns.handle(pressed) for _ in range(3)]
    assert answers == [Done(Show("menu")), Done(), Done()]
    assert len(bell.rung) == 1


async def test_a_role_that_is_gone_opens_nothing(world: World, bell: Bell) -> None:
    ana = await world.focal_point("ana")
    assert isinstance(await world.turns.handle(press(ana)), Refused)
    assert bell.rung == []


async def test_a_mistake_of_ours_is_not_taken_for_done(world: World, sec: User, bell: Bell) -> None:
    before = sec.all
    with pytest.raises(Unavailable):
        await world.turns.handle(press(sec, "broken"))
    await world.settle()
    assert sec.all == before


async def test_ten_a_second_and_no_more(world: World, sec: User, bell: Bell) -> None:
    for _ in range(10):
        await world.turns.handle(press(sec))
    with pytest.raises(Flooded):
        await world.turns.handle(press(sec))
    await sec.say("menu")
    assert "too much" not in sec.all
