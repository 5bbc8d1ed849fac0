"""Countries by code, name or alias, in English and the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz, process

from bot.domain.countries import ALIASES, ALPHA2
from bot.domain.network import Member
from bot.recognise.spelling import is_han, plain
from bot.wording import Catalogue
from bot.wording.computed import country

NEAR, NEAR_HAN, APART, MOST = 75, 60, 10, 3


@dataclass(frozen=True, slots=True)
class Atlas:
    """`names`: every plain spelling → ISO 3166 alpha-3 code."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, catalogues: Iterable[Catalogue], members: Iterable[Member]) -> Self:
        names: dict[str, str] = {}
        for code, two in ALPHA2.items():
            for spelling in (code, two, *ALIASES.get(code, ()), *_names(code, catalogues)):
                names.setdefault(plain(spelling), code)
        for member in members:
            names |= {plain(alias): member.id for alias in member.aliases if member.id in ALPHA2}
        return cls(names)

    def exact(self, typed: str) -> str | None:
        word = plain(typed)
        return self.names.get(word) or self.names.get(word.removeprefix("the "))

    def near(self, typed: str) -> tuple[str, ...]:
        """Best first, at most three; by spelling, or where all the words stand in few countries' names."""
        word = plain(typed)
        if len(word) < (2 if is_han(word) else 4):
            return ()
        holding = self.holding(word.split())
        if 0 < len(holding) <= MOST:
            return holding
        found = process.extract(
            word,
            self.names.keys(),
            scorer=fuzz.ratio,
            score_cutoff=NEAR_HAN if is_han(word) else NEAR,
            limit=10,
        )
        close = [name for name, score, _ in found if score >= found[0][1] - APART]
        return tuple(dict.fromkeys(self.names[name] for name in close))[:MOST]

    def holding(self, words: Iterable[str]) -> tuple[str, ...]:
        wanted = set(words)
        return tuple(dict.fromkeys(code for name, code in self.names.items() if wanted <= set(name.split())))


def _names(code: str, catalogues: Iterable[Catalogue]) -> Iterable[str]:
    for catalogue in catalogues:
        if official := catalogue.text(f"country-{code}"):
            yield official
        if name := country(catalogue.locale, code):
            yield name
