"""Whether all who wait will be heard before the item ends, and what the Chair could do if not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.floor.entry import Entry, ListName, State
from bot.domain.floor.floor import Floor, limit_of, turns, waiting

HALF_MINUTE, SHORTEST = timedelta(seconds=30), timedelta(seconds=60)


class Forecast(NamedTuple):
    """`needed` to hear everybody in full, `left` until the printed end; below zero when that has passed.

    `limit`: the longest in half minutes with which all fit, None where even a minute is too long;
    `too_late`: those who would not be heard in full, in their order.
    """

    needed: timedelta
    left: timedelta
    waiting: int
    limit: timedelta | None
    too_late: Sequence[Entry]

    @property
    def fits(self) -> bool:
        return self.needed <= self.left


def forecast(floor: Floor, item: str, now: datetime, ends: datetime) -> Forecast:
    left, needed = ends - now, remaining(floor, now) + to_come_back(floor, item, now)
    entries = [one for name in ListName for one in waiting(floor, item, name)]
    room = left - needed
    too_late = []
    for one in entries:
        needed += still(floor, one, now)
        if needed > left:
            too_late.append(one)
    return Forecast(needed, left, len(entries), fitting(room, len(entries)), too_late)


def remaining(floor: Floor, now: datetime) -> timedelta:
    """Of who has the floor or is to go on; nothing once over, for nobody knows how long that lasts."""
    held = turns(floor, State.SPEAKING, State.CALLED, State.PAUSED)
    return sum((still(floor, one, now) for one in held), timedelta())


def to_come_back(floor: Floor, item: str, now: datetime) -> timedelta:
    """Of those who were interrupted: what was left to them."""
    lost = (one for one in turns(floor, State.INTERRUPTED) if one.asked.item == item)
    return sum((still(floor, one, now) for one in lost), timedelta())


def still(floor: Floor, entry: Entry, now: datetime) -> timedelta:
    limit = timedelta(seconds=limit_of(floor, entry))
    return max(timedelta(), limit - entry.elapsed(now))


def fitting(room: timedelta, speakers: int) -> timedelta | None:
    if speakers == 0:
        return None
    longest = room / speakers // HALF_MINUTE * HALF_MINUTE
    return longest if longest >= SHORTEST else None
