"""Whether what a delegation has done still holds when something before it is taken back."""

from bot.domain.floor import event as happened
from bot.domain.floor.asking import STAND_IN_LINE, listed_already
from bot.domain.floor.concern import concerned
from bot.domain.floor.entry import LIVE, Entry
from bot.domain.floor.event import Change, Event
from bot.domain.floor.floor import Floor


def still_holds(floor: Floor, event: Event) -> bool:
    """On the floor as it would have been then."""
    change = event.change
    match change:
        case happened.Requested(asked=asked):
            return listed_already(floor, asked, "") is None
        case happened.Written(asked=asked) if asked is not None:
            return True
    entries = [floor.entries.get(entry) for entry in concerned(change)]
    return all(entry is not None and _fits(floor, entry, change) for entry in entries)


def _fits(floor: Floor, entry: Entry, change: Change) -> bool:
    match change:
        case happened.Deferred():
            return entry.waits
        case happened.Swapped(one, other):
            return entry.waits and floor.entries[one].swap == other
        case happened.SwapOffered(_, other):
            return entry.waits if other else entry.swap != ""
        case happened.Detailed(_, asked) if asked.kind is not entry.asked.kind:
            return entry.waits and listed_already(floor, asked, entry.id) is None
        case happened.Detailed():
            return entry.state in LIVE
        case _:
            return entry.state in STAND_IN_LINE
