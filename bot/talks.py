"""What stands in a talk of the browser chat: the same after a reload and after a restart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """UNSENT: typed, but the bot may not have heard it yet. FOLDED: a form that is over."""

    UNSENT = "unsent"
    SAID = "said"
    CARD = "card"
    FORM = "form"
    FOLDED = "folded"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a talk in the browser chat.

    `number`: its place in the talk; `change`: raised by each change anywhere in the talk, so that a reader
    who knows the last one can ask for what came after it. Both are given by the store.

    `draft`: of a form; `spare`: how it is folded.
    """

    id: str
    place: str
    kind: Kind
    html: str
    text: str
    at: datetime
    draft: str = ""
    spare: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    change: int = 0


class Talks(Protocol):
    """Each call is one transaction; `talk:PLACE` is published after each change."""

    async def add(self, line: Line) -> Line:
        """What stands there already is kept, and returned."""

    async def put(self, line: Line) -> Line:
        """Added, or changed in place."""

    async def get(self, place: str, of: str) -> Line | None: ...
    async def forms(self, place: str, draft: str | None = None) -> Sequence[Line]:
        """Those still open: of this draft, or all."""

    async def newest(self, place: str, *, before: int | None, limit: int) -> Sequence[Line]:
        """In reading order; `before` a line's number."""

    async def since(self, place: str, change: int) -> Sequence[Line]:
        """What is new or changed, in the order of the changes; with those gone."""

    async def last(self, place: str) -> int:
        """The newest change."""

    async def unread(self) -> Mapping[str, int]:
        """Messages of the bot not read yet, by place; places with none are left out."""

    async def read(self, place: str, upto: int) -> None:
        """Up to the line of this number."""
