"""The words for days that a language has: months and weekdays from babel, the rest from its catalogue."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from babel import Locale

from bot.recognise.spelling import is_han, plain
from bot.wording import Catalogue

UNITS = ("days", "weeks", "months", "years")
Slots = Mapping[str, Iterable[str]]
RELATIVE = {"today": 0, "tomorrow": 1, "day-after-tomorrow": 2, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Spelled plainly. `spans`: "in 3 months"; `coming`: the next such day; `next_week`: after Sunday."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    fillers: frozenset[str]
    spans: tuple[re.Pattern[str], ...]
    coming: tuple[re.Pattern[str], ...]
    next_week: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        locale = catalogue.locale
        weekdays = _names(locale, "days") | _weekdays(catalogue.lines("spoken-weekdays"))
        units = {plain(word): unit for unit in UNITS for word in catalogue.lines(f"spoken-{unit}")}
        counts = dict(_counts(catalogue.lines("spoken-counts")))
        slots: Slots = {"weekday": weekdays, "unit": units, "count": counts}
        return cls(
            months={name: month for name, month in _names(locale, "months").items() if not name.isdigit()},
            weekdays=weekdays,
            near={
                plain(word): days
                for key, days in RELATIVE.items()
                for word in catalogue.lines(f"spoken-{key}")
            },
            units=units,
            counts=counts,
            fillers=frozenset(map(plain, catalogue.lines("spoken-date-fillers"))),
            spans=_patterns(catalogue.lines("spoken-in"), slots),
            coming=_patterns(catalogue.lines("spoken-coming"), slots),
            next_week=_patterns(catalogue.lines("spoken-next-week"), slots),
        )

    def weekday(self, typed: str, today: date) -> date | None:
        """The first such day after today, or that of next week; weeks begin on Monday."""
        if found := _match(self.next_week, typed):
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
            return monday + timedelta(days=self.weekdays[found["weekday"]])
        if found := _match(self.coming, typed):
            return today + timedelta(days=(self.weekdays[found["weekday"]] - today.weekday() - 1) % 7 + 1)
        return None

    def span(self, typed: str) -> tuple[int, str] | None:
        """How many of which unit from today."""
        found = _match(self.spans, typed)
        if found is None:
            return None
        count = found.groupdict().get("count") or "1"
        return int(count) if count.isdigit() else self.counts[count], self.units[found["unit"]]


def _names(locale: Locale, what: str) -> dict[str, int]:
    """Plain name → number, in every width and grammatical form but single letters."""
    found: dict[str, int] = {}
    tables = locale.months if what == "months" else locale.days
    for widths in tables.values():
        for names in widths.values():
            for number, name in names.items():
                spelled = plain(str(name))
                if len(spelled) > 1:
                    found.setdefault(spelled, int(number))
    return found


def _weekdays(lines: Iterable[str]) -> dict[str, int]:
    """Other forms of their names: one weekday a line, from Monday."""
    return {plain(word): day for day, line in enumerate(lines) for word in line.split(",")}


def _counts(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """One number a line, from one; other words for it after commas."""
    for number, line in enumerate(lines, 1):
        yield from ((plain(word), number) for word in line.split(","))


def _patterns(lines: Iterable[str], slots: Slots) -> tuple[re.Pattern[str], ...]:
    """`in <count> <unit>` as a pattern of plain text."""
    return tuple(re.compile(_pattern(line, slots)) for line in lines)


def _pattern(line: str, slots: Slots) -> str:
    parts = re.split(r"<(\w+)>", line)
    literals = (re.escape(plain(part)) for part in parts[::2])
    groups = (f"(?P<{name}>{_any_of(slots[name], name)})" for name in parts[1::2])
    space = "" if is_han(line) else r"\s+"
    return space.join(filter(None, _alternating(literals, groups)))


def _any_of(words: Iterable[str], name: str) -> str:
    digits = [r"\d{1,4}"] if name == "count" else []
    return "|".join((*digits, *map(re.escape, sorted(words, key=len, reverse=True))))


def _alternating(literals: Iterable[str], groups: Iterable[str]) -> Iterator[str]:
    rest = iter(groups)
    for literal in literals:
        yield literal
        yield next(rest, "")


def _match(patterns: Iterable[re.Pattern[str]], typed: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(typed))), None)
