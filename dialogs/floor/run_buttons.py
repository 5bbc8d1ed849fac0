"""What can be done now from a moderator's card; each button names what is seen on it."""

from collections.abc import Iterator
from typing import Literal

from bot.cards import Actions, Block, Button, Item, Pointer, Text, say
from bot.domain.floor.entry import Entry, State
from bot.domain.floor.floor import Floor, ItemList, ListState, first, holder, newest, queue
from bot.domain.floor.log import logged
from bot.domain.floor.script import goes_on
from bot.domain.meetings import Meeting
from dialogs.floor.logbook import happened
from dialogs.floor.words import clock, item_of, length, named

Style = Literal["plain", "primary", "danger"]
TAKING = frozenset({ListState.INSCRIPTION, ListState.OPEN})


def on_turn(floor: Floor) -> Iterator[Block]:
    has = holder(floor)
    buttons = (*speaks_on(floor), *following(floor, has), *(of_holder(has, floor) if has else ()))
    if buttons:
        yield Actions(buttons)


def speaks_on(floor: Floor) -> Iterator[Button]:
    """After a point of order or a question the floor goes back to whom it was taken from."""
    if one := goes_on(floor):
        yield resumes(one, "primary")


def following(floor: Floor, has: Entry | None) -> Iterator[Button]:
    """Named, so that nobody is called unseen."""
    calls, item = first(floor), floor.items.get(floor.current)
    if calls and item and not item.suspended:
        label = say("floor-next", delegation=named(calls))
        saw = f"{has.id if has else ''},{calls.id}"
        called = has is not None and has.state is State.CALLED
        style: Style = "plain" if called or goes_on(floor) else "primary"
        yield Button(label, Pointer("floor.next", floor.meeting, saw), style=style)


def of_holder(has: Entry, floor: Floor) -> Iterator[Button]:
    match has.state:
        case State.CALLED:
            yield does("start", has, "primary", has.state)
            yield does("pass", has)
        case State.SPEAKING:
            yield does("pause", has)
            yield does("end", has)
            yield does("interrupt", has)
        case _:
            if has != goes_on(floor):
                yield resumes(has)
            yield does("interrupt", has)


def resumes(entry: Entry, style: Style = "plain") -> Button:
    label = say("floor-resume", delegation=named(entry))
    return Button(label, Pointer("floor.resume", entry.id), style=style)


def does(what: str, entry: Entry, style: Style = "plain", saw: str = "") -> Button:
    return Button(say(f"do.{what}"), Pointer(f"floor.{what}", entry.id, saw), style=style)


def on_list(floor: Floor) -> Iterator[Block]:
    item = floor.items.get(floor.current)
    buttons = (*(of_list(floor, item) if item else ()), *taking_back(floor))
    if buttons:
        yield Actions(buttons)
    yield from to_be_undone(floor)


def of_list(floor: Floor, item: ItemList) -> Iterator[Button]:
    of, saw = f"{floor.meeting}/{item.item}", item.state.value
    if item.suspended:
        yield Button(say("do.continue"), Pointer("floor.continue", of, saw), style="primary")
    if item.state in TAKING:
        yield Button(say("do.close-list"), Pointer("floor.close", of, saw))
    elif item.state is ListState.CLOSED:
        yield Button(say("do.open-again"), Pointer("floor.open", of, saw))
    yield Button(say("do.limit", limit=length(item.limit_s)), Pointer("floor-limit", of))


def taking_back(floor: Floor) -> Iterator[Button]:
    if event := newest(floor):
        yield Button(say("do.undo"), Pointer("floor.undo", floor.meeting, str(event.number)))


def to_be_undone(floor: Floor) -> Iterator[Block]:
    """In words, so that nothing is taken back unseen."""
    if event := newest(floor):
        line = logged(floor, floor.version - event.number + 1)[0]
        yield Text(say("floor-undo-takes", what=happened(line), at=clock(event.at)), quiet=True)


def openings(floor: Floor, meeting: Meeting) -> Iterator[Block]:
    """Items whose list has not been opened yet, once there is nobody to be heard on another."""
    if holder(floor) or queue(floor):
        return
    style: Style = "plain" if floor.current else "primary"
    for number, one in floor.items.items():
        if one.state is ListState.INSCRIPTION:
            of = Pointer("floor.open", f"{floor.meeting}/{number}", one.state.value)
            yield Item(item_of(meeting, number), (Button(say("do.open-list"), of, style=style),))
