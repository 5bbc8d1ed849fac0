"""Spelling: what stays when case, accents, punctuation and pictures do not count."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

LONGEST = 200
ELIDED = re.compile(r"\b(qu|\w)['’‘ʼ]")
ONE_SLIP, TWO_SLIPS = 5, 9


def plain(text: str) -> str:
    """Lower-case words with one space between; beyond 200 characters nothing is looked at."""
    return _plain(text[:LONGEST])


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    folded = ELIDED.sub(r"\1 ", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(_kept(char) for char in folded)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _kept(char: str) -> str:
    match unicodedata.category(char)[0], char:
        case _, "'" | "’" | "‘" | "ʼ":
            return ""
        case (("L" | "N"), _):
            return char
        case (("M" | "C"), _):
            return "" if char not in "\n\t\r" else " "
        case _:
            return " "


@lru_cache(maxsize=8192)
def plain_names(label: str) -> frozenset[str]:
    return frozenset(map(plain, names_of(label)))


def names_of(label: str) -> Iterator[str]:
    """All of it, without its brackets, either side of a colon, and an abbreviation in brackets."""
    yield label
    yield from re.split("[:：]", re.sub("[(（].*", "", label))
    yield from re.findall(r"[(（]([^\W\d_a-zа-я]{2,})[)）]", label)


def is_han(text: str) -> bool:
    """Whether it is written without spaces between the words."""
    return bool(re.search(r"[\u3400-\u9fff]", text))


def slips(longest: int) -> int:
    """Wrong letters forgiven in a word of this length."""
    return (longest >= ONE_SLIP) + (longest >= TWO_SLIPS)


def same_but_slips(one: str, other: str) -> bool:
    """Equal, or a slip of the keyboard apart; short words and first letters have to be right."""
    if one == other:
        return True
    if one[:1] != other[:1]:
        return False
    allowed = slips(max(len(one), len(other)))
    return allowed > 0 and not is_han(one) and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def each_same(typed: Sequence[str], meant: Sequence[str]) -> bool:
    return len(typed) == len(meant) and all(map(same_but_slips, typed, meant))
