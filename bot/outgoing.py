"""What is on its way to people, and what the outbox must do for it."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.cards import Pick, Pointer, Say
from bot.chat import Address
from bot.dialog import Given, Show
from bot.domain.delivery.following import Course, Ended, How
from bot.domain.delivery.pace import Bucket, Gate
from bot.domain.delivery.state import Promise, State, Urgency

IN_DOUBT = frozenset({How.DOUBTFUL, How.CRASHED})


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A draft's open question in words; `typed` is what could not be understood last."""

    draft: str
    typed: Given = field(default_factory=dict)


Screen = Say | Show | AskAgain
Shortcuts = tuple[tuple[str, Pointer | Pick], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """`occurrence_key` and recipient are unique together; `place` None: where the person is reached at the
    claim, by a second channel too.

    `edits`: the handle of the message to change instead of sending one, or to take back where `withdraws`;
    `typeable`: its numbers may be typed; `subject`: the broadcast it belongs to. `due_at` None: at once;
    `local`, `zone`: what it was computed from. `dry`: everything but the call.

    Known once it was read: `settled`: its place was given and stays; `lane`: what is said one after another.
    Once claimed: `other`: the place of the second channel; `gates`: those it has passed; `anew`: what it
    edits was gone, so that it was sent as a message of its own.
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
    state: State = State.DUE
    settled: bool = False
    lane: str = ""
    lease_token: str = ""
    lease_until: datetime | None = None
    attempt: int = 0
    called_at: datetime | None = None
    cause: str = ""
    looks: int = 0
    doubts: int = 0
    repeat: bool = False
    second: bool = False
    anew: bool = False
    first_cause: str = ""
    other: Address | None = None
    gates: tuple[Gate, ...] = ()

    @property
    def doubtful(self) -> bool:
        """An earlier attempt may have reached the person: this time it is only looked up."""
        return self.state is State.UNCERTAIN

    def course(self, now: datetime) -> Course:
        return Course(
            state=self.state,
            due_at=self.due_at or now,
            attempt=self.attempt,
            promise=self.promise,
            cause=self.cause,
            looks=self.looks,
            doubts=self.doubts,
            repeat=self.repeat,
            second=self.second,
            first_cause=self.first_cause,
        )

    def on(self, course: Course) -> "Delivery":
        """As it stands now, nobody's."""
        return replace(
            self,
            state=course.state,
            due_at=course.due_at,
            cause=course.cause,
            looks=course.looks,
            doubts=course.doubts,
            repeat=course.repeat,
            second=course.second,
            first_cause=course.first_cause,
            lease_token="",
            lease_until=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A card that follows its record: drawn again while `wanted` is above `shown`.

    `superseded`: a newer message follows the record instead; it is drawn once more, to say so.
    """

    id: str
    recipient: str
    place: Address
    show: Show
    wanted: int
    handle: str
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How an attempt ended, and what follows. `shown` is the state of the record that was drawn; `late`: its
    lease was over, and nothing follows from it.
    """

    delivery: Delivery
    ended: Ended
    becomes: Course
    at: datetime
    place: Address | None = None
    handle: str | None = None
    shown: int = 0
    late: bool = False

    @property
    def outcome(self) -> str:
        """One word for the log: what is known of it at once."""
        if self.late:
            return "late"
        return State.UNCERTAIN if self.ended.how in IN_DOUBT else self.becomes.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where somebody can be written to: in chat, best first, by e-mail; and where they want to be."""

    places: Sequence[Address] = ()
    email: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What there is to do in the outbox. `over`: a lease or a time has run out; `next_at`: when more is due
    at the earliest.
    """

    over: bool
    doubtful: bool
    urgencies: tuple[Urgency, ...]
    next_at: datetime | None


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
    async def glance(self, *, now: datetime) -> Glance: ...
    async def run_out(self, *, now: datetime) -> Collection[str]:
        """Whose relay has gone silent is in doubt, whose time is over has expired: the subjects of these."""

    async def doubtful(self, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """To be looked up or decided on now; each is ours until the end of the unit."""

    async def ready(self, urgency: Urgency, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """The oldest of each lane with nothing in flight; each is ours until the end of the unit."""

    async def busy(self, lanes: Collection[str]) -> Collection[str]:
        """Those of the lanes in which something is being said."""

    async def buckets(self, gates: Iterable[Gate], *, now: datetime) -> dict[str, Bucket]:
        """By scope; locked until the end of the unit."""

    async def fill(self, buckets: Iterable[Bucket]) -> None: ...
    async def refusals(self, refusals: Sequence[tuple[Sequence[Gate], float]], *, now: datetime) -> None:
        """Of calls before these gates that were refused because too much was sent, for so many seconds."""

    async def keep(self, changed: Sequence[Delivery], *, now: datetime) -> None:
        """Of those that are ours: how they stand, in whose lease, and where they go."""

    async def put_off(self, staying: Sequence[Delivery], *, now: datetime) -> None:
        """Of those that are ours and stay what they were: when they are due, in which lane, or expired."""

    async def wanted(self, deliveries: Collection[str]) -> Mapping[str, int]:
        """Of those whose message is to stay alive: which state of their record."""

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
