"""How a moderator opens, closes, reorders and ends the lists of a meeting, and takes a step back."""

from collections.abc import Callable

from bot.cards import Pointer
from bot.dialog import Action, Context, Dialog, Outcome
from bot.domain.access import moderators
from bot.domain.floor.command import (
    CarryOver,
    Close,
    Continue,
    DrawLots,
    Finish,
    Interleave,
    Limit,
    Open,
    Release,
    Suspend,
    Undo,
    Vote,
    Wish,
)
from dialogs.figure import figure
from dialogs.floor.done import done, given

Wishing = Callable[[str, Pointer, Context], Wish]
"""Of an item's number, or nothing where it is about the whole meeting."""
DIGITS = 9


def on_item(verb: str, wish: Wishing) -> Action:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        meeting, _, number = pointer.of.rpartition("/")
        return await done(wish(number, pointer, context), meeting, context)

    return Action(verb, moderators, act)


def on_meeting(verb: str, wish: Wishing) -> Action:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        return await done(wish("", pointer, context), pointer.of, context)

    return Action(verb, moderators, act)


def ids(saw: str) -> tuple[str, ...]:
    return tuple(filter(None, saw.split(",")))


def number(typed: str) -> int:
    """0 for what is none: no event, limit or list has it."""
    return figure(typed, digits=DIGITS)


ACTIONS: tuple[Action, ...] = (
    on_item("floor.open", lambda item, pointer, _: Open(item, pointer.saw)),
    on_item("floor.close", lambda item, pointer, _: Close(item, pointer.saw)),
    on_item(
        "floor.suspend", lambda item, pointer, context: Suspend(item, pointer.saw, given(context, "reason"))
    ),
    on_item("floor.continue", lambda item, pointer, _: Continue(item, pointer.saw)),
    on_item("floor.finish", lambda item, pointer, _: Finish(item, pointer.saw)),
    on_item("floor.vote", lambda item, _, context: Vote(item, begins=given(context, "begins") == "yes")),
    on_item("floor.interleave", lambda _, pointer, __: Interleave(ids(pointer.saw))),
    on_item("floor.draw", lambda _, pointer, context: DrawLots(ids(pointer.saw), context.fresh)),
    on_item(
        "floor.limit",
        lambda item, pointer, context: Limit(item, number(given(context, "limit_s")), number(pointer.saw)),
    ),
    on_item("floor.carry", lambda item, pointer, _: CarryOver(ids(pointer.saw), item)),
    on_meeting(
        "floor.release", lambda _, pointer, context: Release(ids(pointer.saw), given(context, "reason"))
    ),
    on_meeting("floor.undo", lambda _, pointer, __: Undo(number(pointer.saw))),
)
DIALOG = Dialog("floor-lists-run", actions=ACTIONS)
