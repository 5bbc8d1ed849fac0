"""To whom the Chair gives the floor, and whose turn that changes."""

from itertools import takewhile

from bot.domain.floor import event as happened
from bot.domain.floor.command import Call, Command, Next, Start
from bot.domain.floor.entry import Entry, State
from bot.domain.floor.event import Called, Event, Requested, Started
from bot.domain.floor.floor import Floor, first, holder, line, turns
from bot.domain.floor.order import precedence
from bot.domain.floor.why_not import NO_SUCH_ITEM, NOBODY_WAITS, gone, stale
from bot.domain.people import Refused, refused


def next_called(floor: Floor, _: Command, wish: Next) -> Called | Refused:
    """Whoever stood first for the Chair; a newcomer before them neither stops that nor takes the turn."""
    now = holder(floor)
    if wish.speaker != (now.id if now else ""):
        return stale(floor)
    order = line(floor)
    if not order:
        return NOBODY_WAITS
    seen = next((e for e in order if e.id == wish.calls), None)
    if seen is None or not all(_came_since(floor, e, seen) for e in takewhile(lambda e: e != seen, order)):
        return refused("floor-stale-first", delegation=order[0].asked.delegation)
    return _suspended(floor, floor.current) or _called(floor, seen, absent=True)


def _came_since(floor: Floor, entry: Entry, seen: Entry) -> bool:
    """Whether `entry` was listed after `seen`, and no place was changed by anybody since."""
    quiet = takewhile(_leaves_places, reversed(floor.events))
    return entry.number > seen.number and any(event.number == entry.number for event in quiet)


def _leaves_places(event: Event) -> bool:
    match event.change:
        case Requested(head=head, before=before):
            return not head and not before
        case change:
            return not isinstance(change, _GIVE_PLACES)


_GIVE_PLACES = (
    happened.Called,
    happened.CarriedOver,
    happened.Deferred,
    happened.Detailed,
    happened.Drawn,
    happened.Interleaved,
    happened.Moved,
    happened.Passed,
    happened.Returned,
    happened.Swapped,
    happened.Undone,
)


def anybody_called(floor: Floor, _: Command, wish: Call) -> Called | Refused:
    now, entry = holder(floor), floor.entries.get(wish.entry)
    if wish.speaker != (now.id if now else ""):
        return stale(floor)
    if entry is None or not entry.waits:
        return gone(entry)
    return _suspended(floor, entry.asked.item) or _called(floor, entry, wish.reason)


def started(floor: Floor, _: Command, wish: Start) -> Started | Called | Refused:
    """Whoever waits is called with it, unless the call that was seen has been taken back or passed on."""
    entry = floor.entries.get(wish.entry)
    if entry is None or entry.state not in {State.CALLED, State.LISTED} or wish.saw not in {"", entry.state}:
        return gone(entry)
    if no := _suspended(floor, entry.asked.item):
        return no
    if entry.waits:
        return _called(floor, entry, begins=True)
    ends, pauses, _passes = _gives_way(floor, entry, absent=True)
    return Started(entry.id, ends, pauses)


def _called(
    floor: Floor, entry: Entry, reason: str = "", *, begins: bool = False, absent: bool = False
) -> Called:
    ends, pauses, passes = _gives_way(floor, entry, absent=absent)
    out_of_order = first(floor) not in {None, entry}
    return Called(
        entry.id,
        ends,
        pauses,
        passes,
        begins=begins or floor.items[entry.asked.item].rules.starts_at_once,
        out_of_order=out_of_order,
        reason=reason if out_of_order else "",
    )


def _gives_way(
    floor: Floor, to: Entry, *, absent: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Whose turn ends, whose only stands still, and who was called and is not there.

    Whoever goes on to the next has waited for them in vain; whoever calls another has changed their mind.
    """
    ends, pauses, passes = [], [], []
    for one in turns(floor, State.SPEAKING, State.PAUSED, State.CALLED):
        if one.id == to.id:
            continue
        called = one.state is State.CALLED
        if precedence(one) > precedence(to) or (called and not absent):
            pauses += [] if one.state is State.PAUSED else [one.id]
        elif called:
            passes.append(one.id)
        else:
            ends.append(one.id)
    return tuple(ends), tuple(pauses), tuple(passes)


def _suspended(floor: Floor, item: str) -> Refused | None:
    if item not in floor.items:
        return NO_SUCH_ITEM
    return refused("floor-suspended", item=item) if floor.items[item].suspended else None
