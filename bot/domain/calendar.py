"""On which days a member rests: weekends and public holidays, as far as anybody knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

DAY = timedelta(days=1)
SATURDAY_SUNDAY = frozenset({5, 6})


class Rest(StrEnum):
    """ESTIMATED: a holiday by the moon, which may yet be moved; UNKNOWN: nobody has published that year."""

    WORKS = "works"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


FREE = frozenset({Rest.WEEKEND, Rest.HOLIDAY, Rest.ESTIMATED})


@dataclass(frozen=True, slots=True)
class Holiday:
    name: str
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Of one country. `known`: its holidays have been published; `weekend`: Monday is 0; `working`: days of a
    weekend on which it works nevertheless.
    """

    known: bool
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    weekend: frozenset[int] = SATURDAY_SUNDAY
    working: frozenset[date] = frozenset()


NOBODY_KNOWS = Year(known=False)


class Calendars(Protocol):
    """`country`: ISO 3166 alpha-3 code, or an organization's id, of which nothing is known."""

    def year(self, country: str, year: int) -> Year: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOverride:
    """What the secretariat or the network file says of a day; it stands above all else."""

    country: str
    day: date
    rests: bool
    name: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overridden:
    """Calendars with what is known better; the last one said of a day holds."""

    calendars: Calendars
    overrides: Sequence[DayOverride]

    def year(self, country: str, year: int) -> Year:
        of_it = {one.day: one for one in self.overrides if (one.country, one.day.year) == (country, year)}
        found = self.calendars.year(country, year)
        if not of_it:
            return found
        holidays = {day: what for day, what in found.holidays.items() if day not in of_it}
        rests = {day: Holiday(one.name) for day, one in of_it.items() if one.rests}
        works = {day for day, one in of_it.items() if not one.rests}
        return Year(
            known=found.known,
            holidays=holidays | rests,
            weekend=found.weekend,
            working=(found.working | works) - frozenset(rests),
        )


def holiday(country: str, day: date, calendars: Calendars) -> Holiday | None:
    return calendars.year(country, day.year).holidays.get(day)


def rest(country: str, day: date, calendars: Calendars) -> Rest:
    """A weekend is known even of a year whose holidays are not."""
    year = calendars.year(country, day.year)
    if found := year.holidays.get(day):
        return Rest.ESTIMATED if found.estimated else Rest.HOLIDAY
    if day in year.working:
        return Rest.WORKS
    if day.weekday() in year.weekend:
        return Rest.WEEKEND
    return Rest.WORKS if year.known else Rest.UNKNOWN


def working_day_before(country: str, day: date, calendars: Calendars, most: int = 21) -> date:
    """The day itself where it is none of rest; of a longer rest than `most` days the day itself too."""
    earlier = (day - DAY * back for back in range(most + 1))
    return next((one for one in earlier if rest(country, one, calendars) not in FREE), day)
