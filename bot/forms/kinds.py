"""Kinds of questions, and what an answer to each means; free of any platform."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.cards import Say, say
from bot.domain.floor.written import an_address
from bot.forms.legible import legible, lines, one_line, several
from bot.ports import Lexicon

Labelled = tuple[Say, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant, and the spelling to keep: it reads the same in every language and on every day."""

    value: object
    kept: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    why: Say


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nothing is kept; these are offered: (label, spelling)."""

    guesses: tuple[Labelled, ...]


Read = Understood | Problem | Unsure


class NotYet(Exception):
    """A condition asks about an answer that is still open: its question waits."""


class SoFar(dict[str, object]):
    """The answers above a question."""

    def has(self, name: str, value: object) -> bool:
        """Whether the answer is this value, or holds it."""
        if name not in self:
            raise NotYet
        answer = self[name]
        return value in answer if isinstance(answer, tuple) else answer == value


When = Callable[[SoFar], bool]


def always(_so_far: SoFar) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`page`: questions of a later page wait until all of the earlier ones are settled."""

    optional: bool = False
    when: When = always
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(Question):
    """`long`: several lines; `secret`: never kept or offered again; `link`: the address of a page; lengths in
    characters.
    """

    max_length: int
    long: bool = False
    secret: bool = False
    link: bool = False

    def parse(self, raw: str, _lexicon: Lexicon) -> Read:
        text = raw if self.long else one_line(raw)
        if len(text) > self.max_length:
            return Problem(say("too-long", limit=self.max_length, length=len(text)))
        if self.link and an_address(text) is None:
            return Problem(say("not-an-address", typed=text))
        return Understood(text, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    low: int
    high: int
    decimal: bool = False

    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        found = lexicon.number(raw)
        if found is None or (not self.decimal and found != int(found)):
            return Problem(say("not-a-decimal" if self.decimal else "not-a-number", typed=raw))
        if not self.low <= found <= self.high:
            return Problem(say("out-of-range", low=self.low, high=self.high))
        value = found if self.decimal else int(found)
        return Understood(value, str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """`options`: an enum, or the name of a list that the network or the languages decide."""

    options: type[StrEnum] | str

    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        found = one_of(listed(self, lexicon), raw, lexicon)
        if isinstance(found, Understood) and not isinstance(self.options, str):
            return Understood(self.options(str(found.kept)), found.kept)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Question):
    options: type[StrEnum] | str
    most: int = 100

    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        offered = listed(self, lexicon)
        parts = [part for line in lines(raw) for part in parted(line, offered, lexicon)]
        if not parts:
            return read(self, None, lexicon)
        found = [one_of(offered, part, lexicon) for part in parts]
        if unclear := next((one for one in found if not isinstance(one, Understood)), None):
            return alone(unclear, len(parts))
        picked = tuple(dict.fromkeys(str(one.kept) for one in found if isinstance(one, Understood)))
        if len(picked) > self.most:
            return Problem(say("too-many", most=self.most, count=len(picked)))
        values = picked if isinstance(self.options, str) else tuple(map(self.options, picked))
        return Understood(values, ",".join(picked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Question):
    """`future`: today or later, by the day it is where the person is."""

    future: bool = False

    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        found = lexicon.day(raw)
        if isinstance(found, Say):
            return Problem(found)
        if self.future and found < lexicon.today:
            return Problem(say("date-in-the-past", day=say("day", day=found.isoformat())))
        return Understood(found, found.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Question):
    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        found = lexicon.yes(raw)
        if found is None:
            return self.by_number(raw, lexicon)
        return Understood(found, "yes" if found else "no")

    def by_number(self, raw: str, lexicon: Lexicon) -> Read:
        """As they are numbered in a text chat."""
        match place(raw, lexicon):
            case 1:
                return Understood(value=True, kept="yes")
            case 2:
                return Understood(value=False, kept="no")
            case _:
                return Problem(say("not-yes-or-no"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Question):
    """Kept and given as ISO 3166 alpha-3."""

    def parse(self, raw: str, lexicon: Lexicon) -> Read:
        match lexicon.countries(raw):
            case [code] if lexicon.sure(raw, code):
                return Understood(code, code)
            case []:
                return Problem(say("not-a-country", typed=raw))
            case codes:
                return Unsure(tuple((say(f"country-{code}"), code) for code in codes))


AnyQuestion = FreeText | Number | Choice | Choices | Day | YesNo | Country


def parted(raw: str, offered: Sequence[Labelled], lexicon: Lexicon) -> list[str]:
    """A label may hold commas itself."""
    parts = several(raw)
    return [raw] if len(parts) > 1 and any(lexicon.same(raw, label) for label, _ in offered) else parts


def place(raw: str, lexicon: Lexicon) -> int | None:
    """The number of a list that is meant: `2`, `2.`, `#2`, `２`."""
    found = lexicon.number(raw.strip("#№().、。 "))
    return int(found) if found is not None and found == int(found) else None


def one_of(offered: Sequence[Labelled], raw: str, lexicon: Lexicon) -> Read:
    """By value, by its number in a text chat, by its label, or by something near that is asked back."""
    if meant := exactly(offered, raw.strip().casefold(), lexicon):
        return Understood(meant, meant)
    near = lexicon.near(raw, [label for label, _ in offered])
    if near:
        return Unsure(tuple(offered[place] for place in near))
    return Problem(say("not-an-option", typed=raw.strip()))


def exactly(offered: Sequence[Labelled], typed: str, lexicon: Lexicon) -> str | None:
    """By value before all else: so forms send it and drafts keep it."""
    if value := next((value for _, value in offered if value.casefold() == typed), None):
        return value
    number = place(typed, lexicon)
    if number is not None and 0 < number <= len(offered):
        return offered[number - 1][1]
    return next((value for label, value in offered if lexicon.same(typed, label)), None)


def alone(unclear: Problem | Unsure, parts: int) -> Problem | Unsure:
    """A guess can be confirmed only where it was the whole answer: else picking it would drop the rest."""
    if isinstance(unclear, Unsure) and parts > 1:
        return Problem(say("unclear-part", guess=unclear.guesses[0][0]))
    return unclear


def listed(question: Choice | Choices, lexicon: Lexicon) -> tuple[Labelled, ...]:
    options = question.options
    if isinstance(options, str):
        return tuple(lexicon.listed(options))
    return members(options)


@cache
def members(options: type[StrEnum]) -> tuple[Labelled, ...]:
    return tuple((say(f"{options.__name__.casefold()}-{option}"), option.value) for option in options)


def labels(question: AnyQuestion, lexicon: Lexicon) -> tuple[Labelled, ...]:
    """What can be chosen: (label, spelling)."""
    match question:
        case Choice() | Choices():
            return listed(question, lexicon)
        case YesNo():
            return (say("yes"), "yes"), (say("no"), "no")
        case _:
            return ()


def read(question: AnyQuestion, raw: str | None, lexicon: Lexicon) -> Read:
    """None is what was skipped."""
    if raw is not None and (text := legible(raw)):
        return question.parse(text, lexicon)
    empty = () if isinstance(question, Choices) else None
    return Understood(empty, None) if question.optional else Problem(say("required"))
