"""Room against online, for the Chair to see: turns, minutes, waits, and who is being forgotten."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from bot.domain.floor.entry import Mode
from bot.domain.floor.floor import Floor, waiting
from bot.domain.floor.record import TAKEN, Share, called_at, openings, recorded

STREAK, PATIENCE = 3, timedelta(minutes=1)
SIDES = (Mode.ROOM, Mode.ONLINE)


class Side(NamedTuple):
    """`wait`: the median of those who were called; None while there is none."""

    turns: int
    spoken: timedelta
    wait: timedelta | None


class Streak(NamedTuple):
    """So many in a row from one side, while others have waited for PATIENCE, the longest of them so long."""

    mode: Mode
    in_a_row: int
    others: int
    longest: timedelta


class Fairness(NamedTuple):
    room: Side
    online: Side
    streak: Streak | None


def fairness(floor: Floor, item: str, now: datetime) -> Fairness:
    modes = recorded(floor, now, item).modes
    room, online = (side(modes.get(mode)) for mode in SIDES)
    return Fairness(room, online, streak(floor, item, now))


def side(of: Share | None) -> Side:
    if of is None:
        return Side(0, timedelta(), None)
    return Side(of.turns, of.spoken, middle(of.waits))


def middle(times: Collection[timedelta]) -> timedelta | None:
    """The median, to the microsecond."""
    return timedelta(seconds=median(time.total_seconds() for time in times)) if times else None


def streak(floor: Floor, item: str, now: datetime) -> Streak | None:
    """What is pre-recorded is shown in the room, and belongs to no side here."""
    taken = [one for one in floor.entries.values() if one.asked.item == item and one.state in TAKEN]
    order = sorted(taken, key=lambda one: (called_at(one) or one.asked.at, one.number))
    mode, count = run([one.asked.mode for one in order if one.asked.mode in SIDES])
    others = [one for one in waiting(floor, item) if one.asked.mode in SIDES and one.asked.mode is not mode]
    waits = [now - max(one.asked.at, openings(floor).get(item, one.asked.at)) for one in others]
    long = [wait for wait in waits if wait >= PATIENCE]
    return Streak(mode, count, len(long), max(long)) if mode and count >= STREAK and long else None


def run(modes: Sequence[Mode]) -> tuple[Mode | None, int]:
    """The last mode and how many of it came without a break."""
    if not modes:
        return None, 0
    last = modes[-1]
    broken = (place for place, mode in enumerate(reversed(modes)) if mode is not last)
    return last, next(broken, len(modes))
