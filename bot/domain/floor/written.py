"""How long a written statement is, as it would have been read out."""

import re
from urllib.parse import urlsplit

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
UNFIT = re.compile(r"[\s<>\"'\\]")
SIGNS_A_WORD = 1.6
"""Chinese writes no spaces; a translation has some 160 to 170 signs for 100 English words."""


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
