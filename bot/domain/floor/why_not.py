"""Why something cannot be done on the floor now, and what can be done instead."""

from bot.domain.floor.entry import Entry
from bot.domain.floor.floor import Floor, holder, waiting
from bot.domain.floor.item import ItemList
from bot.domain.people import Refused, refused

NO_SUCH_ENTRY = refused("floor-no-such-entry")
NO_SUCH_ITEM = refused("floor-no-such-item")
NOBODY_WAITS = refused("floor-nobody-waits")


def stands_so(entry: Entry) -> Refused:
    """Named by how it stands now: it waits, speaks, has ended."""
    return refused(f"floor-now-{entry.state}", delegation=entry.asked.delegation, state=entry.state.value)


def gone(entry: Entry | None) -> Refused:
    return NO_SUCH_ENTRY if entry is None else stands_so(entry)


def list_is(item: ItemList) -> Refused:
    return refused(f"floor-list-{item.state}", item=item.item, state=item.state.value)


def stale(floor: Floor) -> Refused:
    """What has changed since the button was drawn: who has the floor."""
    now = holder(floor)
    if now is None:
        return refused("floor-stale-nobody")
    key = {"speaking": "floor-stale", "called": "floor-stale-called"}.get(now.state, "floor-stale-paused")
    return refused(key, delegation=now.asked.delegation, state=now.state.value)


def place_of(floor: Floor, entry: Entry) -> int:
    """From 1; 0 for whoever does not wait."""
    return next(
        (at for at, e in enumerate(waiting(floor, entry.asked.item, entry.list), 1) if e.id == entry.id), 0
    )
