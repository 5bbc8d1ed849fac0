"""Statements filed in writing: their texts, and how long they would have been, read out."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.domain.floor.event import Written
from bot.domain.floor.floor import Floor
from bot.domain.floor.fold import in_force

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
UNFIT = re.compile(r"[\s<>\"'\\]")
SIGNS_A_WORD = 1.6
"""Chinese writes no spaces; a translation has some 160 to 170 signs for 100 English words."""


def texts(floor: Floor) -> Mapping[str, str]:
    """By entry; of those filed as an address there is none."""
    filed = (event.change for event in in_force(floor.events) if isinstance(event.change, Written))
    return {one.entry: one.text for one in filed if one.text}


def words_in(text: str) -> int:
    signs = len(HAN.findall(text))
    spaced = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", HAN.sub(" ", text))
    return len(spaced) + round(signs / SIGNS_A_WORD)


def an_address(typed: str) -> str | None:
    """Of a page, as it will be opened; None where it is none."""
    text = typed.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    known = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    return text if known and not UNFIT.search(text) else None
