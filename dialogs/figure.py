"""A whole number as a pointer carries it, which anybody may have written."""

DIGITS = 15
"""A database holds no more."""


def figure(written: str, *, digits: int = DIGITS, otherwise: int = 0) -> int:
    plain = written.isascii() and written.isdecimal() and len(written) <= digits
    return int(written) if plain else otherwise
