"""The next sentences for the Chair to read out, with the right names."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.domain.floor.entry import Entry, Kind, ListName
from bot.domain.floor.floor import Floor, ListState, called, first, paused, speaking, waiting
from bot.domain.floor.order import precedence


class Sentence(NamedTuple):
    """`key` is a key of the catalogues; `entry` whom it speaks of, `then` who follows."""

    key: str
    entry: Entry | None = None
    then: Entry | None = None


def script(floor: Floor, item: str) -> Sequence[Sentence]:
    order = [one for name in ListName for one in waiting(floor, item, name)]
    return [*thanks(floor, order), *gives(floor, item, order)]


def thanks(floor: Floor, order: Sequence[Entry]) -> Iterator[Sentence]:
    """Not yet whoever speaks on after a question or a point of order; who is called has not said anything."""
    if (entry := speaking(floor)) and not called(floor) and not breaks_in(order, entry):
        yield Sentence("floor-script-thanks", entry)


def gives(floor: Floor, item: str, order: Sequence[Entry]) -> Iterator[Sentence]:
    if entry := called(floor):
        yield Sentence(giving(entry), entry, None if paused(floor) else next(iter(order), None))
    elif order and (order[0].asked.kind is Kind.POINT_OF_ORDER or breaks_in(order, speaking(floor))):
        yield Sentence(giving(order[0]), order[0])
    elif entry := paused(floor):
        yield Sentence("floor-script-goes-on", entry)
    elif order:
        yield Sentence(giving(order[0]), order[0], next(iter(order[1:]), None))
    else:
        state = floor.items[item].state if item in floor.items else ListState.FINISHED
        yield Sentence("floor-script-anybody" if state is ListState.OPEN else "floor-script-nobody")


def breaks_in(order: Sequence[Entry], on: Entry | None) -> bool:
    """Whether the first of them takes the floor from who speaks for a while only."""
    return on is not None and bool(order) and precedence(order[0]) < precedence(on)


def goes_on(floor: Floor) -> Entry | None:
    """Who was paused and speaks on now: not while somebody has been called or a point of order waits."""
    follows = first(floor)
    if called(floor) or (follows and follows.asked.kind is Kind.POINT_OF_ORDER):
        return None
    return paused(floor)


def giving(entry: Entry) -> str:
    """One key for each way of giving the floor."""
    if entry.asked.kind is Kind.POINT_OF_ORDER:
        return "floor-script-point"
    if entry.asked.kind is Kind.RIGHT_OF_REPLY:
        return "floor-script-reply"
    if entry.asked.kind in {Kind.QUESTION, Kind.ANSWER}:
        return f"floor-script-{entry.asked.kind}"
    if entry.asked.group:
        return "floor-script-group"
    return "floor-script-gives"
