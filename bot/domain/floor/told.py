"""Who is told how near the turn is: five, two and one places ahead, once each; and that it is not so."""

from collections.abc import Mapping

from bot.domain.floor import event as happened
from bot.domain.floor.event import Change
from bot.domain.floor.floor import Floor, waiting

THRESHOLDS = (1, 2, 5)
CORRECTION = 0
Told = tuple[tuple[str, int], ...]


def told(before: Floor, after: Floor) -> Told:
    """Of the statements of the current item; `after` is one event on."""
    there, here = places(before, after.current), places(after, after.current)
    if here == there and before.current == after.current:
        return ()
    known, last = _known(before)
    stood = there if before.current == after.current else {}
    near = _near(before, here, stood, known)
    if not _unsettles(after.events[-1].change):
        return near
    return near + tuple(
        (entry, CORRECTION) for entry, place in here.items() if 0 < last.get(entry, 0) < place
    )


def places(floor: Floor, item: str) -> Mapping[str, int]:
    """From 1, of those who wait for the statements of an item."""
    return {entry.id: place for place, entry in enumerate(waiting(floor, item), 1)}


def _known(floor: Floor) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The nearest place each was told, and what it was told last."""
    nearest: dict[str, int] = {}
    last: dict[str, int] = {}
    for event in floor.events:
        for entry, place in event.told:
            last[entry] = place
            if place:
                nearest[entry] = min(place, nearest.get(entry, place))
    return nearest, last


def _near(before: Floor, here: Mapping[str, int], stood: Mapping[str, int], known: Mapping[str, int]) -> Told:
    """A newcomer reads on its card where it stands."""
    found = []
    for entry, place in here.items():
        threshold = next((one for one in THRESHOLDS if place <= one), None)
        if threshold is None:
            break
        came_down = threshold < stood.get(entry, place + THRESHOLDS[-1])
        if came_down and entry in before.entries and threshold < known.get(entry, threshold + 1):
            found.append((entry, threshold))
    return tuple(found)


def _unsettles(change: Change) -> bool:
    """Whether a place that was told may be taken from somebody who only waits."""
    match change:
        case happened.Requested(head=head, before=asked_before):
            return head or bool(asked_before)
        case happened.Called(pauses=pauses):
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
