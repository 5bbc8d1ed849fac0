"""Why an entry stands elsewhere than by itself: by how many places it was moved last, and by what."""

from bot.cards import Say, say
from bot.domain.floor.entry import Entry
from bot.domain.floor.event import Change, Event, Interleaved, Moved, Swapped
from bot.domain.floor.floor import Floor, begun_again, folded
from bot.domain.floor.fold import in_force
from bot.domain.floor.why_not import place_of


def moved(entry: Entry, floor: Floor) -> Say:
    """+1 is one place forward."""
    events = in_force(floor.events)
    last = next((at for at in reversed(range(len(events))) if moves(events[at].change, entry.id)), None)
    if last is None:
        return say("floor-put-there", reason=entry.why or say("floor-no-reason"))
    before = folded(begun_again(floor), events[:last])
    return by_whom(events[last], entry, before, folded(before, [events[last]]))


def moves(change: Change, of: str) -> bool:
    match change:
        case Swapped(entry, other):
            return of in {entry, other}
        case Interleaved(entries):
            return of in entries
        case Moved(entry):
            return of == entry
        case _:
            return False


def by_whom(event: Event, entry: Entry, before: Floor, after: Floor) -> Say:
    was, now = (place_of(floor, floor.entries[entry.id]) for floor in (before, after))
    by = f"{was - now:+}".replace("-", "−")
    match event.change:
        case Swapped():
            return say("floor-moved-in-exchange", by=by)
        case Interleaved():
            return say("floor-moved-in-turn", by=by)
        case _:
            return say("floor-moved", by=by, reason=entry.why or say("floor-no-reason"))
