"""Which entries an event is about."""

from bot.domain.floor import event as happened
from bot.domain.floor.event import Change

_OF_ITEMS = (
    happened.Opened
    | happened.TakenUp
    | happened.Closed
    | happened.Suspended
    | happened.Continued
    | happened.Finished
    | happened.VoteBegun
    | happened.VoteEnded
    | happened.Limited
)
_OF_MANY = happened.Interleaved | happened.Drawn | happened.Released


def concerned(change: Change) -> frozenset[str]:
    """Also those it takes the floor from, and the new ones of those carried over."""
    if isinstance(change, _OF_ITEMS):
        return frozenset()
    if isinstance(change, _OF_MANY):
        return frozenset(change.entries)
    match change:
        case happened.CarriedOver(entries=entries):
            return frozenset(entries) | {f"{entry}+" for entry in entries}
        case happened.Swapped(entry, other) | happened.SwapOffered(entry, other):
            return frozenset({entry, other}) - {""}
        case happened.Called(entry, ends, pauses, passes):
            return frozenset({entry, *ends, *pauses, *passes})
        case happened.Started(entry, ends, pauses) | happened.Resumed(entry, ends, pauses):
            return frozenset({entry, *ends, *pauses})
        case _:
            return frozenset({change.entry}) - {""}
