"""One unit of work as the services see it: a dialog's work, and what carries the conversation; only
services commit.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat import Address
from bot.dialog import Draft, To
from bot.domain.people import Person
from bot.outgoing import AskAgain, Attempt, Delivery, Live, Outbox, Screen, Shortcuts, Whereabouts
from bot.ports import Reading, Work
from bot.ports_deliveries import Stuck
from bot.ports_upkeep import Pulse, Retention

__all__ = ["AskAgain", "Attempt", "Delivery", "Live", "Screen", "Shortcuts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A person at a place: the open draft, the question asked now, and what can be typed by number or
    label.
    """

    person: str
    place: Address
    draft: str | None = None
    asked: str | None = None
    shortcuts: Shortcuts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that happens once, at its time, to many people: open from `due_at` until it is closed.

    `key` also stands in the deliveries it leads to; `known_at`: when what it is about was made known.
    """

    key: str
    kind: str
    subject: str
    subject_version: int
    known_at: datetime
    due_at: datetime


class Conversations(Protocol):
    async def of(self, person: str, place: Address) -> Conversation: ...
    async def save(self, conversation: Conversation) -> None: ...
    async def shorten(self, person: str, place: Address, shortcuts: Shortcuts) -> None:
        """Only where no question is open: the numbers belong to that."""

    async def newest_place(self, person: str, draft: str | None = None) -> Address | None:
        """Where this person was met last on the platform they want to be reached on, or where this draft is
        open.
        """

    async def whereabouts(self, people: Collection[str]) -> Mapping[str, Whereabouts]:
        """Of each of them that is known."""

    async def leave(self, draft: str) -> None:
        """No conversation asks about this draft any more."""

    async def forget(self, place: Address) -> None:
        """The bot has been removed there."""


class Drafts(Protocol):
    async def add(self, draft: Draft) -> None: ...
    async def get(self, of: str) -> tuple[Draft, Screen | None] | None:
        """The draft, and what it led to once it was completed."""

    async def save(self, draft: Draft, became: Screen | None = None) -> None: ...
    async def open_of(self, owner: str, form: str, of: str, *, since: datetime) -> Draft | None: ...
    async def delete(self, of: str) -> None: ...
    async def purge(self, *, before: datetime) -> int: ...


class People(Protocol):
    async def at(self, address: Address, *, now: datetime) -> Person | None:
        """Who this verified account belongs to, with the roles in force at that instant."""

    async def meet(self, address: Address, person: str, *, now: datetime) -> Person:
        """A new person without any role, for an account never seen."""

    async def bind(self, address: Address, of: str) -> None:
        """The account is this person's from now on."""

    async def speaks(self, person: str, locale: str) -> None: ...
    async def by_id(self, person: str, *, now: datetime) -> Person: ...
    async def acting(self, *, now: datetime) -> Sequence[Person]:
        """Everybody with a role in force."""

    async def by_ids(self, people: Collection[str], *, now: datetime) -> Mapping[str, Person]:
        """Each of them; without a name where there is nobody of that id any more."""

    async def whom(self, to: To, *, now: datetime) -> Sequence[str]:
        """Ids of those the notice is for."""


class Inbox(Protocol):
    async def first(self, event: str, *, now: datetime) -> bool:
        """False where this event has been dealt with already."""

    async def purge(self, *, before: datetime) -> int: ...


class Occurrences(Protocol):
    async def plan(self, new: Occurrence) -> None:
        """One that is planned already stays as it is, open or closed."""

    async def planned(self, keys: Collection[str]) -> Collection[str]:
        """Those of them that are."""

    async def subjects(self, kind: str, *, now: datetime) -> Sequence[str]:
        """What is open now is about these; what is longest due comes first."""

    async def open(self, kind: str, subject: str, *, now: datetime) -> Sequence[Occurrence]:
        """Locked; none of those that somebody else is about to deal with."""

    async def close(self, key: str, *, now: datetime) -> None: ...


class UnitOfWork(Work, Protocol):
    @property
    def reading(self) -> Reading: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def people(self) -> People: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def occurrences(self) -> Occurrences: ...
    @property
    def pulse(self) -> Pulse: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def stuck(self) -> Stuck: ...
    async def commit(self, touches: Sequence[str] = ()) -> None:
        """`touches` are published with the commit: to other replicas too where the database can, but for
        `outbox`, which wakes the relay of this process.
        """


Units = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
