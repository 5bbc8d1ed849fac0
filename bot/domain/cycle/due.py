"""What is due for one person now: of each series the newest, nothing that was over before it was known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.domain.calendar import Calendars
from bot.domain.cycle.hours import DAY, MORNING, day_to_write, morning, quiet, quiet_ends
from bot.domain.cycle.touch import Manner, Touch, Window
from bot.domain.people import Person
from bot.domain.wall_clock import instant, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """`zone`: whose clocks count for this person; `country`: whose days of rest."""

    person: Person
    zone: str
    country: str


def opens(touch: Touch, reader: Reader, calendars: Calendars, known_at: datetime) -> datetime:
    """In UTC. Quiet hours hold nothing back until it is of no use any more."""
    if touch.manner is Manner.AT_ONCE and touch.at:
        return touch.at
    day = day_of(touch, reader.zone)
    if touch.rests:
        day = day_to_write(day, reader.country, calendars, shown(known_at, reader.zone).date())
    at = morning(day, reader.person, reader.zone)
    return at if at < touch.until else instant(datetime.combine(day, MORNING), reader.zone)


def day_of(touch: Touch, zone: str) -> date:
    """On the calendars of that zone."""
    if touch.day:
        return touch.day
    return shown(touch.at, zone).date() + DAY * touch.days if touch.at else date.max


def windows(
    touches: Iterable[Touch], reader: Reader, calendars: Calendars, known_at: datetime
) -> Iterator[Window]:
    """By row, in the order of time: each until the next of its row opens; what is never open is left out."""
    rows = sorted(touches, key=lambda one: (one.row, one.number))
    for _, row in groupby(rows, key=lambda one: one.row):
        opening = [(one, opens(one, reader, calendars, known_at)) for one in row]
        closing = [*(at for _, at in opening[1:]), datetime.max.replace(tzinfo=known_at.tzinfo)]
        for (one, at), following in zip(opening, closing, strict=True):
            begins = max(at, known_at) if one.asks else at
            if begins < (closes := min(one.until, following)):
                yield Window(one, begins, closes)


def due(
    touches: Iterable[Touch], reader: Reader, calendars: Calendars, *, known_at: datetime, now: datetime
) -> Sequence[Touch]:
    """What was to go before it was made known counts as gone, but for what asks for an answer."""
    found = windows(touches, reader, calendars, known_at)
    return [
        one.touch
        for one in found
        if one.holds(now) and (one.touch.asks or known_at < one.opens) and not rests(one, reader, now)
    ]


def rests(window: Window, reader: Reader, now: datetime) -> bool:
    """Whether quiet hours hold it back, till they end or a newer one replaces it; never beyond its use."""
    person, zone = reader.person, reader.zone
    if window.touch.manner is Manner.AT_ONCE or not quiet(person, shown(now, zone).hour):
        return False
    return quiet_ends(person, zone, now) < window.touch.until
