"""Days as people write them; what can be read in two ways is asked back, never guessed."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cards import Say, say
from bot.recognise.calendar import Calendar
from bot.recognise.numbers import digits
from bot.recognise.spelling import plain, same_but_slips

ISO = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号號]?(?:[t ]\d{2}:\d{2}.*)?")
WITHOUT_YEAR = re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?")
NUMERIC = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\s?(?:г|года|年)?\.?")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|го|ое|е|й)")
LONGEST, MONTHS, EARLIEST, LATEST = 60, 12, 1900, 9998
DAY_DIGITS, YEAR_DIGITS = 2, 4
Found = date | Say | None


@dataclass(frozen=True, slots=True)
class Days:
    """`day_first`: whether 03/04 can only be the 3rd of April in the reader's language."""

    calendars: Sequence[Calendar]
    today: date
    day_first: bool

    def day(self, typed: str) -> date | Say:
        """The day, or what is wrong and what would be right."""
        text = digits(typed).strip().casefold()
        found = (self.in_figures(text) or self.in_words(plain(text))) if len(text) <= LONGEST else None
        return found or say("not-a-date", typed=typed, example=f"{self.today.year + 1}-12-31")

    def in_figures(self, text: str) -> Found:
        if found := ISO.fullmatch(text):
            return checked(*map(int, found.groups()))
        if found := WITHOUT_YEAR.fullmatch(text):
            return self.coming(int(found[1]), int(found[2]))
        if found := NUMERIC.fullmatch(text):
            year = int(found[4]) + (2000 if len(found[4]) == DAY_DIGITS else 0)
            return self.either(int(found[1]), int(found[3]), year, certain=self.day_first or found[2] == ".")
        return None

    def either(self, one: int, other: int, year: int, *, certain: bool) -> Found:
        """Day and month, in the order that alone is possible, or the usual one where it is certain."""
        first, second = checked(year, other, one), checked(year, one, other)
        if certain or first == second or not (isinstance(first, date) and isinstance(second, date)):
            return first or second
        return say(
            "ambiguous-day",
            first=say("day", day=first.isoformat()),
            second=say("day", day=second.isoformat()),
            example=first.isoformat(),
            other=second.isoformat(),
        )

    def in_words(self, text: str) -> Found:
        for calendar in self.calendars:
            if found := self.relative(text, calendar) or self.named(text, calendar):
                return found
        return None

    def relative(self, text: str, calendar: Calendar) -> date | None:
        if (days := calendar.near.get(text)) is not None:
            return self.today + timedelta(days=days)
        if span := calendar.span(text):
            return later(self.today, *span)
        return calendar.weekday(text, self.today)

    def named(self, text: str, calendar: Calendar) -> Found:
        """With the month in letters: 31 December 2027, Dec 31st, vendredi 31 décembre."""
        words = [ORDINAL.sub(r"\1", word) for word in text.split()]
        months = [month for word in words if (month := month_of(word, calendar))]
        figures = [word for word in words if word.isdigit()]
        known = {*calendar.fillers, *calendar.weekdays}
        strange = [
            word for word in words if not (word.isdigit() or month_of(word, calendar) or word in known)
        ]
        if strange or len(months) != 1:
            return None
        match sorted(figures, key=len):
            case [day] if len(day) <= DAY_DIGITS:
                return self.coming(months[0], int(day))
            case [day, year] if len(day) <= DAY_DIGITS and len(year) == YEAR_DIGITS:
                return checked(int(year), months[0], int(day))
            case _:
                return None

    def coming(self, month: int, day: int) -> Found:
        """Of a day without its year: the next one."""
        this_year = checked(self.today.year, month, day)
        if isinstance(this_year, date) and this_year < self.today:
            return checked(self.today.year + 1, month, day)
        return this_year


def checked(year: int, month: int, day: int) -> Found:
    """None where there is no such month at all."""
    if not (1 <= month <= MONTHS and EARLIEST <= year <= LATEST):
        return None
    days = monthrange(year, month)[1]
    if 1 <= day <= days:
        return date(year, month, day)
    iso = f"{year}-{month:02}"
    return say("no-such-day", month=say("month", month=iso), days=days, count=days, example=f"{iso}-{days}")


def month_of(word: str, calendar: Calendar) -> int | None:
    if word in calendar.months:
        return calendar.months[word]
    near: Iterable[int] = {month for name, month in calendar.months.items() if same_but_slips(word, name)}
    found = list(near)
    return found[0] if len(found) == 1 and not word.isdigit() else None


def later(today: date, count: int, unit: str) -> date | None:
    """None beyond the end of the calendar; the last day of a month stays within the next."""
    with suppress(OverflowError, ValueError):
        if unit in {"days", "weeks"}:
            return today + timedelta(**{unit: count})
        months = today.month - 1 + count * (MONTHS if unit == "years" else 1)
        year, month = today.year + months // MONTHS, months % MONTHS + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return None
