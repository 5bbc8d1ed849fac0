"""What becomes of those who still wait when an item ends: carried over to another, or released."""

from collections.abc import Sequence

from bot.domain.floor.asking import STAND_IN_LINE
from bot.domain.floor.command import CarryOver, Command, Release
from bot.domain.floor.entry import ORDINARY, Entry, Kind, State
from bot.domain.floor.event import CarriedOver, Released
from bot.domain.floor.floor import Floor
from bot.domain.floor.item import ItemList, ListState
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
    taken = [(e.asked.delegation, e.asked.kind) for e in _there(floor, target.item)]
    for entry in entries:
        if entry.asked.item == target.item or _waits_already(entry, taken, target):
            return refused("floor-carry-twice", delegation=entry.asked.delegation, item=target.item)
        taken.append((entry.asked.delegation, entry.asked.kind))
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


def _there(floor: Floor, item: str) -> list[Entry]:
    """Whoever speaks there now may wait a second time, as ever."""
    return [e for e in floor.entries.values() if e.asked.item == item and e.state in STAND_IN_LINE]


def _waits_already(entry: Entry, taken: Sequence[tuple[str, Kind]], target: ItemList) -> bool:
    if target.rules.several and entry.asked.kind in ORDINARY:
        return False
    return any(
        delegation == entry.asked.delegation and same_sort(kind, entry.asked.kind)
        for delegation, kind in taken
    )
