"""One unit of work as the services see it: a dialog's work, and what carries the conversation; only
services commit.
"""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.cards import Pick, Pointer, Say
from bot.chat import Address
from bot.dialog import Draft, Given, Show, To
from bot.domain.delivery.state import Promise, Urgency
from bot.domain.people import Person
from bot.ports import Reading, Work


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A draft's open question in words; `typed` is what could not be understood last."""

    draft: str
    typed: Given = field(default_factory=dict)


Screen = Say | Show | AskAgain
Shortcuts = tuple[tuple[str, Pointer | Pick], ...]


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
class Delivery:
    """`occurrence_key` and recipient are unique together; `place` None: where the person is reached at the
    claim, by a second channel too.

    `edits`: the handle of the message to change instead of sending one, or to take back where `withdraws`;
    `typeable`: its numbers may be typed; `subject`: the broadcast it belongs to. `due_at` None: at once;
    `local`, `zone`: what it was computed from. `dry`: everything but the call.

    Known once claimed: `doubtful`: an earlier attempt may have reached the person, and this time it is only
    looked up; `repeat`: it is sent once more, and may be a repeat; `looks`, `doubts`: how often it was looked
    up in vain, and how many attempts may have arrived; `second`: on the second channel.
    """

    id: str
    occurrence_key: str
    recipient: str
    what: Screen
    place: Address | None = None
    notice: Say | None = None
    edits: str | None = None
    withdraws: bool = False
    typeable: bool = False
    urgency: Urgency = Urgency.ANSWER
    promise: Promise = Promise.MUST_ARRIVE
    subject: str = ""
    subject_version: int = 0
    due_at: datetime | None = None
    local: str = ""
    zone: str = ""
    expires_at: datetime | None = None
    dry: bool = False
    lease_token: str = ""
    attempt: int = 0
    called_at: datetime | None = None
    doubtful: bool = False
    repeat: bool = False
    looks: int = 0
    doubts: int = 0
    second: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A card that follows its record: drawn again while `wanted` is above `shown`."""

    id: str
    recipient: str
    place: Address
    show: Show
    wanted: int
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How an attempt ended: sent with a handle, to be tried again at `retry_at`, or failed for good.

    `shown` is the state of the record that was drawn; `cause` one plain word, no text of the message.
    """

    delivery: Delivery
    place: Address | None = None
    handle: str | None = None
    shown: int = 0
    retry_at: datetime | None = None
    cause: str = ""


class Conversations(Protocol):
    async def of(self, person: str, place: Address) -> Conversation: ...
    async def save(self, conversation: Conversation) -> None: ...
    async def shorten(self, person: str, place: Address, shortcuts: Shortcuts) -> None:
        """Only where no question is open: the numbers belong to that."""

    async def newest_place(self, person: str, draft: str | None = None) -> Address | None:
        """Where this person was met last on the platform they want to be reached on, or where this draft is
        open.
        """

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


class Outbox(Protocol):
    async def add(self, delivery: Delivery, *, now: datetime, follows: str | None = None) -> None:
        """`follows`: keep the message alive on this touch; its row exists before it is drawn, so no touch
        is lost.
        """

    async def reached(self, occurrence: str) -> Collection[str]:
        """Who has a delivery of this occurrence, whatever has become of it."""

    async def touch(self, touches: Sequence[str]) -> None: ...
    async def adopt(self, live: Live, follows: str) -> None:
        """Keep this message alive instead of an older one of the same view."""

    async def shown_at(self, handle: str) -> Show | None: ...
    async def claim(self, *, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]: ...
    async def wanted(self, delivery: str) -> int: ...
    async def mark(self, attempts: Sequence[Attempt], *, now: datetime) -> Container[str]:
        """The lease tokens that still held; where another relay has taken over, nothing is changed."""

    async def due_live(self, *, now: datetime, limit: int) -> Sequence[Live]: ...
    async def hold_live(self, due: Sequence[Live], *, now: datetime, until: datetime) -> Collection[str]:
        """Ids of those that are ours alone until then; the others somebody else has taken meanwhile."""

    async def edit_later(self, live: Live, at: datetime) -> None: ...
    async def shown(self, live: Live, *, next_at: datetime | None) -> None:
        """None: it cannot be edited any more and ends."""

    async def waiting(self) -> int:
        """How many are not sent yet."""

    async def release(self, delivery: Delivery) -> None:
        """Given back unsent: due again."""


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
    async def commit(self, touches: Sequence[str] = ()) -> None:
        """`touches` are published with the commit: to other replicas too where the database can, but for
        `outbox`, which wakes the relay of this process.
        """


Units = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
