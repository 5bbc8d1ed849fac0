"""A table of a TOML file, read field by field; what is wrong is gathered, not raised."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.networks.lines import Lines, Path

E = TypeVar("E", bound=StrEnum)
LONGEST_TITLE = 75


@dataclass(frozen=True, slots=True)
class Fault:
    """`word`: what exactly is wrong in a longer value."""

    at: Path
    why: str
    word: str = ""


def told(faults: Iterable[Fault], file: str, text: str) -> list[str]:
    """One line each, as compilers write them, in the order of the file."""
    lines = Lines.of(text)
    found = sorted(
        (lines.number(fault.at, fault.word), f"{named(fault.at)}: {fault.why}") for fault in faults
    )
    return [f"{file}:{number}: {what}" for number, what in found]


def named(path: Path) -> str:
    """`("body", 1, "proposed")` is `body[2].proposed`."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


@dataclass(slots=True)
class Table:
    """A field that is missing or wrong is noted and read as empty, so that all faults are found at once."""

    values: Mapping[str, object]
    faults: list[Fault]
    at: Path = ()
    asked: set[str] = field(default_factory=set)

    def wrong(self, name: str, why: str, word: str = "") -> None:
        self.faults.append(Fault((*self.at, name) if name else self.at, why, word))

    def get(self, name: str) -> object:
        self.asked.add(name)
        return self.values.get(name)

    def has(self, name: str) -> bool:
        return self.get(name) is not None

    def text(self, name: str) -> str:
        match self.get(name):
            case str(text) if text.strip():
                return text.strip()
            case None:
                self.wrong(name, "is missing")
            case _:
                self.wrong(name, "must be a text in quotes")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Empty where the field is not there."""
        match self.get(name):
            case None:
                return ()
            case list(items) if all(isinstance(item, str) for item in items):
                return tuple(self.once(name, [str(item) for item in items]))
            case _:
                self.wrong(name, 'must be a list of texts, such as ["a", "b"]')
                return ()

    def once(self, name: str, items: list[str]) -> Iterator[str]:
        for place, item in enumerate(items):
            if item in items[:place]:
                self.wrong(name, f"“{item}” stands there twice", item)
            else:
                yield item

    def numbers(self, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """Whole and positive; a single number counts as a list of one."""
        value = self.get(name)
        match [value] if isinstance(value, int) else value:
            case None:
                return default
            case list(items) if items and all(type(item) is int and item > 0 for item in items):
                return tuple(int(str(item)) for item in items)
            case _:
                self.wrong(name, "must be whole and above 0, such as 420")
                return default

    def one_of(self, name: str, options: type[E]) -> E:
        text = self.text(name)
        if text and text not in list(options):
            self.wrong(name, f"“{text}” is none of {', '.join(options)}")
        return options(text) if text in list(options) else next(iter(options))

    def some_of(self, name: str, options: type[E]) -> tuple[E, ...]:
        """All of them where the field is not there."""
        if not self.has(name):
            return tuple(options)
        texts = self.texts(name)
        for text in texts:
            if text not in list(options):
                self.wrong(name, f"“{text}” is none of {', '.join(options)}", text)
        return tuple(options(text) for text in texts if text in list(options))

    def id(self, name: str) -> str:
        text = self.text(name)
        if text and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text):
            self.wrong(name, f"“{text}” may hold small letters, digits and hyphens only, 40 at most")
        return text

    def zone(self, name: str) -> str:
        text = self.text(name)
        try:
            ZoneInfo(text or "UTC")
        except (ValueError, OSError, LookupError):
            self.wrong(name, f"“{text}” is no time zone; an IANA name is meant, such as Asia/Bangkok")
        return text

    def day(self, name: str) -> date:
        value = self.get(name)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.wrong(
            name, "is missing" if value is None else "must be a day such as 2022-09-12, without quotes"
        )
        return date.min

    def local(self, name: str) -> datetime | None:
        """Without a zone: by the clocks of the place."""
        value = self.get(name)
        if isinstance(value, datetime) and value.tzinfo is None:
            return value
        such = "must be a local time such as 2022-03-24T14:30:00, without quotes and without an offset"
        self.wrong(name, "is missing" if value is None else such)
        return None

    def clock(self, name: str) -> time | datetime | None:
        """A time of day, with or without its day; None where the field is not there."""
        value = self.get(name)
        match value:
            case None | time():
                return value
            case datetime() if value.tzinfo is None:
                return value
            case str() if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
                return time.fromisoformat(value)
            case _:
                self.wrong(name, 'must be a time such as "14:45", or with its day 2022-03-24T14:45:00')
                return None

    def number(self, name: str, least: int) -> int | None:
        """None where the field is not there."""
        value = self.get(name)
        if type(value) is int and value >= least:
            return value
        if value is not None:
            self.wrong(name, f"must be a whole number, {least} at least")
        return None

    def flag(self, name: str) -> bool | None:
        """None where the field is not there."""
        value = self.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(name, "must be true or false, without quotes")
        return None

    def titles(self, languages: tuple[str, ...]) -> dict[str, str]:
        """In English at least."""
        if not self.has("title"):
            self.wrong("title.en", "is missing")
            return {}
        table = self.table("title")
        found = {
            name: table.title(name)
            for name in dict.fromkeys(("en", *languages))
            if name == "en" or table.has(name)
        }
        table.rest()
        return found

    def title(self, name: str) -> str:
        text = self.text(name)
        if len(text) > LONGEST_TITLE:
            self.wrong(name, f"has {len(text)} characters; {LONGEST_TITLE} fit on a button")
        return text

    def table(self, name: str) -> "Table":
        """An empty one where the field is not there."""
        match self.get(name):
            case Mapping() as values:
                return Table(
                    {str(key): value for key, value in values.items()}, self.faults, (*self.at, name)
                )
            case None:
                return Table({}, self.faults, (*self.at, name))
            case _:
                self.wrong(name, f"must be a table, [{name}]")
                return Table({}, self.faults, (*self.at, name))

    def tables(self, name: str) -> "list[Table]":
        match self.get(name):
            case None:
                return []
            case list(items) if all(isinstance(item, Mapping) for item in items):
                return [
                    Table(dict(item), self.faults, (*self.at, name, place))
                    for place, item in enumerate(items)
                ]
            case _:
                self.wrong(name, f"must be a list of tables, [[{name}]]")
                return []

    def rest(self) -> None:
        """What has not been asked for is unknown."""
        for name in self.values:
            if name not in self.asked:
                self.wrong(name, f"is no field here; known are {', '.join(sorted(self.asked))}")
