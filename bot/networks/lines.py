"""Where in a TOML text something stands; tomllib itself does not tell."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines that set something, the number of the first, and all that is set once they are read."""

    begins: int
    lines: tuple[str, ...]
    so_far: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Lines:
    """Found by reading every beginning of the text that is TOML by itself: exact, and for faults only."""

    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(tuple(_statements(text.splitlines())))

    def number(self, path: Path, word: str = "") -> int:
        """From 1; where the word stands in the statement; for a missing field, of what is around it."""
        for statement in self.statements:
            if _reached(statement.so_far, path):
                held = (place for place, line in enumerate(statement.lines) if word and word in line)
                return statement.begins + next(held, 0)
        return self.number(path[:-1]) if path else 1


def _statements(lines: list[str]) -> Iterator[Statement]:
    begins = 0
    for end in range(1, len(lines) + 1):
        try:
            so_far = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        yield Statement(begins + 1, tuple(lines[begins:end]), so_far)
        begins = end


def _reached(value: object, path: Path) -> bool:
    for step in path:
        match value, step:
            case Mapping(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return False
    return True
