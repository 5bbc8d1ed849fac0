"""How long a written statement is, as it would have been read out."""

import re
from urllib.parse import urlsplit

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
SIGNS_A_WORD = 1.6
"""Chinese writes no spaces; a translation has some 160 to 170 signs for 100 English words."""


def words_in(text: str) -> int:
    signs = len(HAN.findall(text))
    spaced = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", HAN.sub(" ", text))
    return len(spaced) + round(signs / SIGNS_A_WORD)


def an_address(typed: str) -> str | None:
    """Of a page, as it will be opened; None where it is none."""
    text = typed.strip()
    parts = urlsplit(text)
    host = parts.hostname or ""
    fits = parts.scheme in {"http", "https"} and "." in host and not set(text) & set(" <>\"'\\")
    return text if fits else None
