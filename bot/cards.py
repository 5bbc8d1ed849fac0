"""What is shown: plain data. Every text is a `Say`, so a renderer translates the key and escapes the
arguments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Say:
    """A message key with its arguments; what people typed comes in as an argument, never as a key."""

    key: str
    args: Mapping[str, "str | int | Say"] = field(default_factory=dict)


def say(key: str, **args: "str | int | Say") -> Say:
    return Say(key, args)


@dataclass(frozen=True, slots=True)
class Pointer:
    """All a button carries. A verb with a dot acts, one without opens the form of that name."""

    verb: str
    of: str = ""
    saw: str = ""

    @property
    def opens_form(self) -> bool:
        return "." not in self.verb


@dataclass(frozen=True, slots=True)
class Pick:
    """A button under a question: this answer to that question of this draft; raw None leaves it empty."""

    draft: str
    version: int
    name: str
    raw: str | None


@dataclass(frozen=True, slots=True)
class Button:
    """`number`: whether it can also be typed by number; not beside a question, whose answer may be a
    number.
    """

    label: Say
    does: Pointer | Pick
    number: bool = True
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Page:
    """One of ours that opens by a signed link for the reader alone: `desk` or `record` of a meeting, `report`
    of a broadcast, `go` to do what a button does; with `until`, the end of that meeting, its `board` for
    whoever has the link.
    """

    name: Literal["desk", "board", "record", "report", "go"]
    of: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leaves the chat for a page of ours; `page`: its address is signed when it is drawn."""

    label: Say
    url: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """`code`: the name of a one-time code that is put in its place when this is drawn, and kept nowhere."""

    text: Say
    quiet: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[Say, Say], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list, with buttons of its own."""

    title: Say
    buttons: tuple[Button, ...] = ()
    detail: Say | None = None


@dataclass(frozen=True, slots=True)
class Actions:
    buttons: tuple[Button | Link, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int
    label: Say


@dataclass(frozen=True, slots=True)
class Notice:
    text: Say
    level: Literal["info", "done", "warning"] = "warning"


@dataclass(frozen=True, slots=True)
class Divider:
    pass


Block = Text | Facts | Item | Actions | Progress | Notice | Divider


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What goes into the reader's calendar; `uid` stays the same while `sequence` counts its changes."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    title: Say
    place: Say | None = None
    link: str = ""
    tentative: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """`calendar`: what a letter has attached; a chat shows nothing of it."""

    title: Say
    body: tuple[Block, ...] = ()
    calendar: tuple[Calendar, ...] = ()

    def numbered(self) -> Iterator[Button]:
        """In reading order: the numbers of a text chat."""
        for block in self.body:
            if isinstance(block, (Item, Actions)):
                yield from (one for one in block.buttons if isinstance(one, Button) and one.number)
