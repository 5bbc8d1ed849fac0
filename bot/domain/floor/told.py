"""Who is told how near the turn is: five, two and one places ahead, once each; and that it is not so."""

from collections.abc import Mapping
from itertools import chain

from bot.domain.floor import event as happened
from bot.domain.floor.entry import ListName
from bot.domain.floor.event import Change
from bot.domain.floor.floor import Floor, waiting

THRESHOLDS = (1, 2, 5)
CORRECTION = 0
FAR = 1_000_000
Told = tuple[tuple[str, int], ...]


def told(before: Floor, after: Floor) -> Told:
    """Of all who wait on the current item, as they would be called; `after` is one event on."""
    here = before.current == after.current
    stood = places(before, after.current) if here else {}
    stand = places(after, after.current)
    if stand == stood:
        return ()
    change = after.events[-1].change
    nearest, last = _known(after)
    came = {one for one in stand if one in before.entries and (not here or _put_back(change, one))}
    news = [
        (entry, near)
        for entry, place in stand.items()
        if (near := _threshold(place)) < min(stood.get(entry, FAR), nearest.get(entry, FAR))
        and (entry in stood or entry in came)
    ]
    untrue = [entry for entry, place in stand.items() if 0 < last.get(entry, 0) < place]
    return (*news, *((entry, CORRECTION) for entry in untrue if _unsettles(change)))


def _threshold(place: int) -> int:
    return next((one for one in THRESHOLDS if place <= one), FAR)


def _put_back(change: Change, entry: str) -> bool:
    """For a point of order; of all else that puts one back on the list it hears anyway."""
    return isinstance(change, happened.Called | happened.Resumed) and entry in change.pauses


def places(floor: Floor, item: str) -> Mapping[str, int]:
    """From 1, of those who wait on an item: first for statements, then for questions, then for replies."""
    line = chain.from_iterable(waiting(floor, item, of) for of in ListName)
    return {entry.id: place for place, entry in enumerate(line, 1)}


def _known(floor: Floor) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The nearest place each was told, and what it was told last."""
    nearest: dict[str, int] = {}
    last: dict[str, int] = {}
    for event in floor.events:
        last.update(dict.fromkeys(_heard_otherwise(event.change), CORRECTION))
        for entry, place in event.told:
            last[entry] = place
            if place:
                nearest[entry] = min(place, nearest.get(entry, place))
    return nearest, last


def _heard_otherwise(change: Change) -> tuple[str, ...]:
    """Who gave up a place that was told, or was told of its loss by other words: nothing to correct later."""
    match change:
        case happened.Passed(of) | happened.Deferred(of):
            return (of,)
        case happened.Swapped(entry, other):
            return (entry, other)
        case happened.Called(passes=passes):
            return passes
        case _:
            return ()


def _unsettles(change: Change) -> bool:
    """Whether a place that was told may be taken from somebody who only waits."""
    match change:
        case happened.Requested(head=head, before=asked_before):
            return head or bool(asked_before)
        case happened.Called(pauses=pauses) | happened.Resumed(pauses=pauses):
            return bool(pauses)
        case _:
            return isinstance(change, _UNSETTLING)


_UNSETTLING = (
    happened.Undone,
    happened.Moved,
    happened.Interleaved,
    happened.Drawn,
    happened.Returned,
)
