"""Typed text without the signs nobody sees, and the numbers of a list as people write them."""

import re
import unicodedata
from collections.abc import Iterator

UNSEEN = (
    *(sign for sign in range(0xA0) if unicodedata.category(chr(sign)) == "Cc" and chr(sign) not in "\t\n"),
    0xAD,
    0x180E,
    0x200B,
    0xFEFF,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
)
"""Controls, widths of nothing and what turns the direction of all that follows; joiners are letters' own."""

DROPPED = dict.fromkeys(UNSEEN)
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
NUMBERS = re.compile(r"\d{1,2}(?:[\s,/+&、，–—-]+\d{1,2})+\.?")
SPAN = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?")


def legible(typed: str) -> str:
    """Empty where nothing can be seen of it."""
    text = typed.replace("\r\n", "\n").translate(DROPPED).strip()
    return text if any(map(seen, text)) else ""


def seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS" and sign not in BLANK


def one_line(text: str) -> str:
    return " ".join(text.split())


def lines(raw: str) -> list[str]:
    """What stands between semicolons or line ends."""
    return [part.strip() for part in re.split(r"[;；\n]", raw)]


def several(raw: str) -> list[str]:
    """What stands between commas; of mere numbers also `1 3` and `1-3`."""
    numbers = list(counted(raw)) if NUMBERS.fullmatch(raw) else []
    return numbers or [part.strip() for part in re.split("[,、，]", raw) if part.strip()]


def counted(raw: str) -> Iterator[str]:
    for first, last in SPAN.findall(raw):
        yield from map(str, range(int(first), int(last or first) + 1))
