"""Where an entry stands on its list, why there, and when its turn may come."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.floor.entry import ORDINARY, SPOKEN, Class, Entry
from bot.domain.floor.fairness import middle
from bot.domain.floor.floor import Floor, waiting
from bot.domain.floor.forecast import remaining, still
from bot.domain.floor.order import class_of, own_category

ENOUGH = 3


class Ahead(NamedTuple):
    """So many of a class and category before it; category −1: called back or returned to the head."""

    of: Class
    category: int
    turns: int


class Position(NamedTuple):
    """`number` counts from 1; `moved`: somebody changed its place, for the reason `why`."""

    number: int
    ahead: Sequence[Ahead]
    moved: bool
    why: str


def position(floor: Floor, entry: Entry) -> Position | None:
    """None for one that does not wait."""
    order = waiting(floor, entry.asked.item, entry.list)
    if entry not in order:
        return None
    place = order.index(entry)
    counts = Counter(map(sort, order[:place]))
    ahead = [Ahead(of, category, turns) for (of, category), turns in sorted(counts.items())]
    return Position(place + 1, ahead, entry.moved, entry.why)


def sort(entry: Entry) -> tuple[Class, int]:
    """Where it was moved its place is a neighbour's, and says nothing of itself."""
    category = own_category(entry.asked) if entry.moved else entry.place.category
    return class_of(entry.asked, entry.list), category


def estimate(floor: Floor, entry: Entry, now: datetime) -> timedelta | None:
    """Until its turn, if those before it take what has been usual so far; None for one that does not wait."""
    order = waiting(floor, entry.asked.item, entry.list)
    if entry not in order:
        return None
    usual, before = typical(floor, entry.asked.item, now), order[: order.index(entry)]
    turns = (min(usual, still(floor, one, now)) if usual else still(floor, one, now) for one in before)
    return sum(turns, remaining(floor, now))


def typical(floor: Floor, item: str, now: datetime) -> timedelta | None:
    """The median of the statements made, once there are enough to tell."""
    lengths = [
        one.elapsed(now)
        for one in floor.entries.values()
        if one.asked.item == item and one.state in SPOKEN and one.asked.kind in ORDINARY
    ]
    return middle(lengths) if len(lengths) >= ENOUGH else None
