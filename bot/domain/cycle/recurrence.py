"""The same day in another year or month, where no such day is to be had."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

WEEK = timedelta(days=7)


def months_after(day: date, months: int) -> date:
    """The last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_year(day: date) -> date:
    """The same weekday of its month, such as the second Tuesday; the last where there is no fifth."""
    first = date(day.year + 1, day.month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % 7) + WEEK * ((day.day - 1) // 7)
    return found if found.month == day.month else found - WEEK


def same_date(day: date, year: int) -> date:
    """The 28th for the 29th of February."""
    last = monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))


def yearly_alarms(held: date, coming: Iterable[date], months: Sequence[int]) -> tuple[date, ...]:
    """Days on which to say that a body which is to meet once a year has no meeting within it."""
    within = months_after(held, 12)
    if any(held < day <= within for day in coming):
        return ()
    return tuple(months_after(held, each) for each in months)
