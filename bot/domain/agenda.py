"""What does not add up in an agenda: it is told, never mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.meetings import Item, Meeting, rules
from bot.domain.network import Floor
from bot.domain.wall_clock import repeated, skipped

HALF_A_MINUTE = 30
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The length printed beside the item is another than that of its printed times; minutes."""

    item: Item
    timed: int


@dataclass(frozen=True, slots=True)
class Overfull:
    """Statements that do not fit; seconds. `fits_s`: how long each may be, 0 where not even half a minute."""

    item: Item
    speakers: int
    limit_s: int
    left_s: int
    fits_s: int

    @property
    def needed_s(self) -> int:
        return self.speakers * self.limit_s


@dataclass(frozen=True, slots=True)
class Outside:
    """Printed for a time at which, at least in part, nobody sits."""

    item: Item


@dataclass(frozen=True, slots=True)
class Overlap:
    """It begins before the item above it has ended."""

    item: Item
    above: Item


@dataclass(frozen=True, slots=True)
class OddClock:
    """A time that the clocks of the zone skip, or show `twice`.

    `of`: sitting or item, at this `place` from 0; `end`: starts or ends.
    """

    at: datetime
    twice: bool
    of: str
    place: int
    end: str


Doubt = Contradiction | Overfull | Outside | Overlap | OddClock


def doubts(meeting: Meeting, speakers: int, of: Floor) -> tuple[Doubt, ...]:
    """`speakers`: of how many member States a statement is to be reckoned with."""
    found: list[Doubt] = list(odd_clocks(meeting))
    for item in meeting.items:
        found += [*contradiction(item), *outside(meeting, item), *overfull(item, speakers, of)]
    return (*found, *overlaps(meeting.items))


def contradiction(item: Item) -> Iterator[Contradiction]:
    timed = item.printed.lasts // MINUTE if item.printed else None
    if timed is not None and item.printed_minutes not in {None, timed}:
        yield Contradiction(item, timed)


def overfull(item: Item, speakers: int, of: Floor) -> Iterator[Overfull]:
    """The printed times count, not the printed length."""
    has = time_of(item)
    if not (item.floor and has and speakers):
        return
    left = max(0, int(has.total_seconds()) - item.reserved_minutes * 60)
    limit = rules(item, of).limit_s
    if speakers * limit > left:
        yield Overfull(item, speakers, limit, left, left // speakers // HALF_A_MINUTE * HALF_A_MINUTE)


def time_of(item: Item) -> timedelta | None:
    if item.printed:
        return item.printed.lasts
    return timedelta(minutes=item.printed_minutes) if item.printed_minutes else None


def outside(meeting: Meeting, item: Item) -> Iterator[Outside]:
    printed = item.printed
    if printed and not any(
        one.starts <= printed.starts and printed.ends <= one.ends for one in meeting.sittings
    ):
        yield Outside(item)


def overlaps(items: Iterable[Item]) -> Iterator[Overlap]:
    timed = [(item, item.printed) for item in items if item.printed]
    for (above, first), (below, second) in pairwise(timed):
        if second.starts < first.ends:
            yield Overlap(below, above)


def odd_clocks(meeting: Meeting) -> Iterator[OddClock]:
    named = [("sitting", place, one) for place, one in enumerate(meeting.sittings)]
    named += [("item", place, item.printed) for place, item in enumerate(meeting.items) if item.printed]
    for of, place, printed in named:
        for end, at in (("starts", printed.starts), ("ends", printed.ends)):
            twice = repeated(at, meeting.zone)
            if twice or skipped(at, meeting.zone):
                yield OddClock(at, twice, of, place, end)
