"""Words and options for tests of drawing: a key is its own text, with what stands in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.cards import Say, say
from bot.dialog import Ask, Draft
from bot.forms import (
    AnyQuestion,
    choice,
    choices,
    choices_of,
    country,
    day,
    decimal,
    form,
    number,
    questions,
    text,
    yes_no,
)
from bot.ports import Words


class Sector(StrEnum):
    HEALTH = "health"
    WATER = "water"


@form
class Answers:
    """One question of each kind."""

    title: str = text(max_length=120)
    about: str | None = text(max_length=4_000, long=True, optional=True)
    places: int = number(low=1, high=500)
    budget: Decimal | None = decimal(low=0, high=10_000_000, optional=True)
    sector: Sector = choice(Sector)
    modality: tuple[Sector, ...] = choices(Sector)
    sdgs: tuple[str, ...] = choices_of("sdgs", optional=True)
    triangular: bool = yes_no()
    partner: str = country()
    until: date | None = day(future=True, optional=True)


QUESTIONS = questions(Answers)


def texts(said: Say, /, escape: Callable[[str], str] = str) -> str:
    parts = (texts(arg, escape) if isinstance(arg, Say) else escape(str(arg)) for arg in said.args.values())
    return ": ".join((said.key, *parts))


@dataclass(frozen=True, slots=True)
class Plain:
    """A Lexicon that understands nothing but what the renderer asks for."""

    options: Mapping[str, Sequence[tuple[Say, str]]] = field(
        default_factory=lambda: {"sdgs": [(say("sdg", number=one), str(one)) for one in range(1, 18)]}
    )
    speaks: Words = texts

    @property
    def words(self) -> Words:
        return self.speaks

    @property
    def today(self) -> date:
        return date(2026, 11, 24)

    def number(self, typed: str) -> Decimal | None:
        return Decimal(typed)

    def day(self, typed: str) -> date | Say:
        return date.fromisoformat(typed)

    def yes(self, typed: str) -> bool | None:
        return {"yes": True, "no": False}.get(typed)

    def same(self, typed: str, label: Say) -> bool:
        return typed == self.speaks(label)

    def near(self, typed: str, labels: Sequence[Say]) -> Sequence[int]:
        return ()

    def listed(self, name: str) -> Sequence[tuple[Say, str]]:
        return self.options[name]

    def countries(self, typed: str) -> Sequence[str]:
        return ()

    def sure(self, typed: str, code: str) -> bool:
        return False

    def command(self, typed: str, verbs: Iterable[str]) -> tuple[str | None, Sequence[str]]:
        return None, ()


def asking(
    questions: Mapping[str, AnyQuestion] = QUESTIONS,
    *,
    typed: Mapping[str, str | None] | None = None,
    problems: Mapping[str, Say] | None = None,
    before: Mapping[str, str | None] | None = None,
    guesses: Mapping[str, tuple[tuple[Say, str], ...]] | None = None,
    pages: int = 1,
) -> Ask:
    draft = Draft(id="01J0DRAFT", form="offer", owner="FJI", holder="ana", version=3, before=before or {})
    return Ask(
        draft=draft,
        questions=questions,
        page=1,
        pages=pages,
        typed=typed or {},
        problems=problems or {},
        guesses=guesses or {},
    )
