"""What typed words mean to one reader; the Lexicon that dialogs ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from zoneinfo import ZoneInfo

from babel.numbers import get_decimal_symbol

from bot.cards import Say
from bot.domain.network import Network
from bot.domain.people import Person
from bot.domain.zones import home_of
from bot.forms import Labelled
from bot.recognise.calendar import Calendar
from bot.recognise.commands import Phrasebook
from bot.recognise.countries import Atlas
from bot.recognise.days import Days
from bot.recognise.numbers import number
from bot.recognise.options import lists, near
from bot.recognise.spelling import plain, plain_names
from bot.wording import Catalogue, Names, Wording

ENGLISH = "en"
DAY_FIRST = frozenset({"fr", "ru"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """All that is worked out once for a language: English is understood beside each."""

    names: Names
    english: Names
    atlas: Atlas
    phrasebook: Phrasebook
    calendars: tuple[Calendar, ...]
    decimal_mark: str
    answers: Mapping[str, bool]
    delegations: Mapping[str, str]
    lists: Mapping[str, tuple[Labelled, ...]]

    @classmethod
    def of(cls, names: Names, english: Names, calendars: Sequence[Calendar]) -> Self:
        both = tuple({one.catalogue.language: one.catalogue for one in (names, english)}.values())
        atlas = Atlas.of(both, names.network.members)
        return cls(
            names=names,
            english=english,
            atlas=atlas,
            phrasebook=Phrasebook.of(both),
            calendars=tuple(calendars),
            decimal_mark=get_decimal_symbol(names.catalogue.locale),
            answers=dict(_answers(both)),
            delegations=dict(_delegations(atlas, names.network)),
            lists=lists(names.network),
        )


def _answers(catalogues: Iterable[Catalogue]) -> Iterable[tuple[str, bool]]:
    for catalogue in catalogues:
        for key, meant in (("yes", True), ("no", False)):
            for word in (catalogue.text(key), *catalogue.lines(f"spoken-{key}")):
                yield _answer(word), meant


def _delegations(atlas: Atlas, network: Network) -> Iterator[tuple[str, str]]:
    """Every plain spelling of a member and its id."""
    ids = {member.id for member in network.members}
    yield from ((name, code) for name, code in atlas.names.items() if code in ids)
    for member in network.members:
        yield from ((plain(one), member.id) for one in (member.id, *member.aliases, *member.title.values()))


def _answer(typed: str) -> str:
    """A thumb has no letters."""
    return plain(typed) or typed.strip()


@dataclass(frozen=True, slots=True)
class Spoken:
    """`now` in any zone; the reader's own decides what day it is."""

    tongue: Tongue
    words: Wording
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.words.zone)).date()

    def number(self, typed: str) -> Decimal | None:
        return number(typed, self.tongue.decimal_mark)

    def day(self, typed: str) -> date | Say:
        day_first = self.tongue.names.catalogue.language in DAY_FIRST
        return Days(self.tongue.calendars, self.today, day_first=day_first).day(typed)

    def yes(self, typed: str) -> bool | None:
        return self.tongue.answers.get(_answer(typed))

    def same(self, typed: str, label: Say) -> bool:
        """By any of its names in the reader's language or English; case, accents, punctuation aside."""
        word = plain(typed)
        if label.key == "delegation":
            return self.tongue.delegations.get(word) == label.args["id"]
        return bool(word) and any(word in plain_names(one) for one in self.spellings(label))

    def spellings(self, label: Say) -> Iterator[str]:
        yield self.words(label)
        if self.tongue.names is not self.tongue.english:
            yield Wording(self.tongue.english, self.words.zone)(label)

    def near(self, typed: str, labels: Sequence[Say]) -> Sequence[int]:
        return near(typed, [self.words(label) for label in labels])

    def listed(self, name: str) -> Sequence[Labelled]:
        """Raises KeyError for a list nobody knows."""
        return self.tongue.lists[name]

    def countries(self, typed: str) -> Sequence[str]:
        exact = self.tongue.atlas.exact(typed)
        return (exact,) if exact else self.tongue.atlas.near(typed)

    def sure(self, typed: str, code: str) -> bool:
        return self.tongue.atlas.exact(typed) == code

    def command(self, typed: str, verbs: Iterable[str]) -> tuple[str | None, Sequence[str]]:
        return self.tongue.phrasebook.command(typed, verbs)

    def delegation(self, typed: str) -> str | None:
        """A member or any other country, spelled as it is known: its code, name or alias."""
        return self.tongue.delegations.get(plain(typed)) or self.tongue.atlas.exact(typed)


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Made once from all catalogues; called for a person's lexicon in every turn."""

    tongues: Mapping[str, Tongue]
    network: Network

    @classmethod
    def of(cls, catalogues: Mapping[str, Catalogue], network: Network) -> Self:
        calendars = {language: Calendar.of(one) for language, one in catalogues.items()}
        names = {language: Names(one, network) for language, one in catalogues.items()}
        tongues = {
            language: Tongue.of(one, names[ENGLISH], _first(language, calendars))
            for language, one in names.items()
        }
        return cls(tongues, network)

    def __call__(self, person: Person, now: datetime) -> Spoken:
        return self.speaking(self.language_of(person), self.zone_of(person), now)

    def speaking(self, language: str, zone: str, now: datetime) -> Spoken:
        tongue = self.tongues[language]
        return Spoken(tongue, Wording(tongue.names, zone), now)

    def language_of(self, person: Person) -> str:
        """As chosen, else as the platform says; English for one without a catalogue."""
        tags = (person.language, person.locale.replace("_", "-").partition("-")[0].lower())
        return next((tag for tag in tags if tag in self.tongues), ENGLISH)

    def zone_of(self, person: Person) -> str:
        """As chosen, else that of the delegation's capital, else the network's."""
        return person.time_zone or home_of(person.delegation) or self.network.home_zone


def _first(language: str, calendars: Mapping[str, Calendar]) -> Sequence[Calendar]:
    """The reader's own, then all others: a month's name is understood in each."""
    return (calendars[language], *(one for of, one in calendars.items() if of != language))
