"""How a moderator gives and takes the floor: each press names the turn, and what was seen of it."""

from collections.abc import Callable

from bot.cards import Pointer
from bot.dialog import Action, Context, Dialog, Outcome
from bot.domain.access import moderators
from bot.domain.floor.command import (
    Call,
    CallBack,
    Decline,
    Defer,
    End,
    Interrupt,
    Move,
    Next,
    Pass,
    Pause,
    Resume,
    Return,
    Rule,
    Start,
    Wish,
)
from dialogs.floor.done import done, done_to, given

Wishing = Callable[[Pointer, Context], Wish]


def on_turn(verb: str, wish: Wishing) -> Action:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        return await done_to(wish(pointer, context), pointer.of, context)

    return Action(verb, moderators, act)


def pressed(wish: Callable[[str], Wish]) -> Wishing:
    """All there is to say is in the press."""
    return lambda pointer, _context: wish(pointer.of)


def called(pointer: Pointer, context: Context) -> Wish:
    """`saw`: who had the floor."""
    return Call(pointer.saw, pointer.of, given(context, "reason"))


def moved(pointer: Pointer, context: Context) -> Wish:
    """`saw`: the turn it goes before; empty: to the end."""
    return Move(pointer.of, pointer.saw or None, given(context, "reason"))


async def following(pointer: Pointer, context: Context) -> Outcome:
    """`saw`: who had the floor and who stood first, with a comma between."""
    speaker, _, calls = pointer.saw.partition(",")
    return await done(Next(speaker, calls), pointer.of, context)


ACTIONS: tuple[Action, ...] = (
    Action("floor.next", moderators, following),
    on_turn("floor.call", called),
    on_turn("floor.start", lambda pointer, _: Start(pointer.of, pointer.saw)),
    on_turn("floor.pause", pressed(Pause)),
    on_turn("floor.resume", pressed(Resume)),
    on_turn("floor.end", pressed(End)),
    on_turn("floor.cut", pressed(lambda of: End(of, cut_off=True))),
    on_turn("floor.pass", pressed(Pass)),
    on_turn("floor.interrupt", lambda pointer, context: Interrupt(pointer.of, given(context, "reason"))),
    on_turn("floor.return", pressed(Return)),
    on_turn("floor.back", lambda pointer, context: CallBack(context.fresh, pointer.of)),
    on_turn("floor.rule", lambda pointer, context: Rule(pointer.of, given(context, "ruling"))),
    on_turn("floor.decline", lambda pointer, context: Decline(pointer.of, given(context, "reason"))),
    on_turn("floor.move", moved),
    on_turn("floor.later", lambda pointer, context: Defer(pointer.of, given(context, "reason"))),
)
DIALOG = Dialog("floor-turns", actions=ACTIONS)
