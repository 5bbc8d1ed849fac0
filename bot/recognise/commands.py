"""What a person wants to begin, in their own words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz, process

from bot.recognise.spelling import each_same, is_han, plain
from bot.wording import Catalogue

LABEL, PHRASES = "command-", "phrases-"
ASK, APART, MOST = 64, 12, 3
TELLING, TELLING_HAN = 4, 2
SEVERAL = re.compile(" ")
Command = tuple[str | None, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """`core`: its words without those that carry no meaning of their own."""

    text: str
    verb: str
    core: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The labels and phrases of a language and of English."""

    phrases: tuple[Phrase, ...]
    texts: tuple[str, ...]
    fillers: frozenset[str]

    @classmethod
    def of(cls, catalogues: Sequence[Catalogue]) -> Self:
        fillers = frozenset(plain(word) for one in catalogues for word in one.lines("spoken-fillers"))
        phrases = tuple(
            dict.fromkeys(
                Phrase(plain(text), verb, core(plain(text), fillers))
                for one in catalogues
                for verb, text in _texts(one)
            )
        )
        return cls(phrases, tuple(phrase.text for phrase in phrases), fillers)

    def command(self, typed: str, verbs: Iterable[str]) -> Command:
        """Sure of a phrase as it stands, without its empty words, or with slips; else asked back."""
        text, among = plain(typed), frozenset(verbs)
        words = core(text, self.fillers)
        for meant in (self.spelled(text), self.worded(words), self.slipped(words)):
            found = tuple(dict.fromkeys(verb for verb in meant if verb in among))
            if found:
                return (found[0], ()) if len(found) == 1 else (None, found[:MOST])
        return None, self.guessed(text, words, among)

    def spelled(self, text: str) -> Iterator[str]:
        return (phrase.verb for phrase in self.phrases if phrase.text == text)

    def worded(self, words: tuple[str, ...]) -> Iterator[str]:
        return (phrase.verb for phrase in self.phrases if words and phrase.core == words)

    def slipped(self, words: tuple[str, ...]) -> Iterator[str]:
        return (phrase.verb for phrase in self.phrases if words and each_same(words, phrase.core))

    def guessed(self, text: str, words: tuple[str, ...], among: frozenset[str]) -> tuple[str, ...]:
        """Best first; only those about as near as the best."""
        scores: dict[str, float] = {}
        for score, verb in (*self.alike(text), *self.said_among(words, text)):
            if verb in among:
                scores[verb] = max(score, scores.get(verb, 0))
        best = max(scores.values(), default=0)
        near = (verb for verb, score in scores.items() if score >= best - APART)
        return tuple(sorted(near, key=lambda verb: -scores[verb])[:MOST])

    def alike(self, text: str) -> Iterator[tuple[float, str]]:
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            found = process.extract(text, self.texts, scorer=scorer, score_cutoff=ASK, limit=None)
            yield from ((score, self.phrases[place].verb) for _, score, place in found)

    def said_among(self, words: tuple[str, ...], text: str) -> Iterator[tuple[float, str]]:
        """Phrases all of whose telling words stand somewhere in what was typed."""
        typed = {*words, *(word.removesuffix("s") for word in words)}
        for phrase in self.phrases:
            if is_han(phrase.text):
                said = len(phrase.text) >= TELLING_HAN and phrase.text in text
            else:
                said = typed.issuperset(phrase.core) and any(len(word) >= TELLING for word in phrase.core)
            if said:
                yield ASK + 4.0 * len(phrase.core), phrase.verb


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for key in catalogue.texts:
        if key.startswith(LABEL):
            yield key.removeprefix(LABEL), catalogue.text(key)
        elif key.startswith(PHRASES):
            yield from ((key.removeprefix(PHRASES), line) for line in catalogue.lines(key))


def core(text: str, fillers: frozenset[str]) -> tuple[str, ...]:
    for filler in filter(SEVERAL.search, fillers):
        text = f" {text} ".replace(f" {filler} ", " ").strip()
    if not is_han(text):
        return tuple(word for word in text.split() if word not in fillers)
    for filler in sorted((one for one in fillers if is_han(one)), key=len, reverse=True):
        text = text.replace(filler, "")
    return tuple(text.split())
