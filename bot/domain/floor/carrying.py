"""What becomes of those who still wait when an item ends: carried over to another, or released."""

from collections.abc import Sequence

from bot.domain.floor.asking import STAND_IN_LINE, of_delegation
from bot.domain.floor.command import CarryOver, Command, Release
from bot.domain.floor.entry import ORDINARY, Entry, State
from bot.domain.floor.event import CarriedOver, Released
from bot.domain.floor.floor import Floor
from bot.domain.floor.item import ListState
from bot.domain.floor.order import same_sort
from bot.domain.floor.why_not import NO_SUCH_ITEM, NOBODY_WAITS, gone
from bot.domain.people import Refused, refused

_LEFT = frozenset({State.LISTED, State.INTERRUPTED})


def carried_over(floor: Floor, _: Command, wish: CarryOver) -> CarriedOver | Refused:
    entries, target = _left(floor, wish.entries), floor.items.get(wish.item)
    if isinstance(entries, Refused) or target is None:
        return entries if isinstance(entries, Refused) else NO_SUCH_ITEM
    if target.state is ListState.FINISHED:
        return refused("floor-finished", item=target.item)
    for at, entry in enumerate(entries):
        if (
            entry.asked.item == target.item
            or _there(floor, entry, target.item)
            or _among(entries[:at], entry)
        ):
            return refused("floor-carry-twice", delegation=entry.asked.delegation, item=target.item)
    return CarriedOver(tuple(entry.id for entry in entries), target.item)


def released(floor: Floor, _: Command, wish: Release) -> Released | Refused:
    entries = _left(floor, wish.entries)
    return entries if isinstance(entries, Refused) else Released(tuple(e.id for e in entries), wish.reason)


def _left(floor: Floor, entries: Sequence[str]) -> list[Entry] | Refused:
    """In the order in which they would have been called."""
    found = []
    for id_ in dict.fromkeys(entries):
        entry = floor.entries.get(id_)
        if entry is None or entry.state not in _LEFT:
            return gone(entry)
        found.append(entry)
    return sorted(found, key=lambda entry: (entry.waits, entry.place)) or NOBODY_WAITS


def _there(floor: Floor, entry: Entry, item: str) -> bool:
    """One that speaks there now may wait a second time, as ever."""
    if floor.items[item].rules.several and entry.asked.kind in ORDINARY:
        return False
    beside = of_delegation(floor, entry.asked._replace(item=item))
    return any(e.state in STAND_IN_LINE and same_sort(e.asked.kind, entry.asked.kind) for e in beside)


def _among(earlier: Sequence[Entry], entry: Entry) -> bool:
    return any(
        one.asked.delegation == entry.asked.delegation and same_sort(one.asked.kind, entry.asked.kind)
        for one in earlier
    )
