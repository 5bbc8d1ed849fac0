"""What has happened on the floor of a meeting: one event for each command that was carried out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.floor.entry import Asked


@dataclass(frozen=True, slots=True)
class Requested:
    """`head`: at the head of its class, for a second turn; `tied`: a question or answer to who speaks now.

    `before`: the entry it stands before, as it was asked earlier on paper.
    """

    entry: str
    asked: Asked
    head: bool = False
    tied: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """By the delegation itself."""

    entry: str


@dataclass(frozen=True, slots=True)
class Declined:
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class Deferred:
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SwapOffered:
    """`other` empty: the offer is taken back or turned down."""

    entry: str
    other: str


@dataclass(frozen=True, slots=True)
class Swapped:
    entry: str
    other: str


@dataclass(frozen=True, slots=True)
class Detailed:
    """The request as it reads from now on: speaker, mode, note, capacity, motion, link, kind."""

    entry: str
    asked: Asked
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Readied:
    entry: str
    ready: bool


@dataclass(frozen=True, slots=True)
class Called:
    """`ends`, `pauses`, `passes`: whose turn that changed; `begins`: the clock starts at once.

    One in `pauses` that had been called but had not begun goes back to the head of its class; `reason`: why
    it was called out of order.
    """

    entry: str
    ends: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    begins: bool = False
    out_of_order: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    entry: str
    ends: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paused:
    entry: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """`pauses`: who had been called meanwhile and did not begin."""

    entry: str
    ends: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    entry: str
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Not there when called; `final`: for the second time, so that the turn is not taken."""

    entry: str
    final: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    entry: str


@dataclass(frozen=True, slots=True)
class Ruled:
    entry: str
    ruling: str


@dataclass(frozen=True, slots=True)
class Written:
    """A statement filed in writing; `asked` where the delegation was not on the list."""

    entry: str
    link: str
    words: int
    asked: Asked | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    item: str


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Gone over to, its list left open or closed as it is."""

    item: str


@dataclass(frozen=True, slots=True)
class Closed:
    item: str


@dataclass(frozen=True, slots=True)
class Suspended:
    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Continued:
    item: str


@dataclass(frozen=True, slots=True)
class Finished:
    item: str


@dataclass(frozen=True, slots=True)
class VoteBegun:
    """Until it ends only points of order on the vote are taken."""

    item: str


@dataclass(frozen=True, slots=True)
class VoteEnded:
    item: str


@dataclass(frozen=True, slots=True)
class Moved:
    """`before` None: to the end of its list."""

    entry: str
    before: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interleaved:
    """The waiting entries that were put into this order among the places they held."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """By lot: the order that follows from the seed, which anybody can check."""

    entries: tuple[str, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class Limited:
    item: str
    limit_s: int


@dataclass(frozen=True, slots=True)
class CarriedOver:
    entries: tuple[str, ...]
    item: str


@dataclass(frozen=True, slots=True)
class Released:
    entries: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Undone:
    """`of`: the number of the event taken back; `entry` speaks on with `spoken`, the gap not counted."""

    of: int
    entry: str = ""
    spoken: timedelta = timedelta()


Change = (
    Requested
    | Withdrawn
    | Declined
    | Deferred
    | SwapOffered
    | Swapped
    | Detailed
    | Readied
    | Called
    | Started
    | Paused
    | Resumed
    | Ended
    | Passed
    | Interrupted
    | Returned
    | Ruled
    | Written
    | Opened
    | TakenUp
    | Closed
    | Suspended
    | Continued
    | Finished
    | VoteBegun
    | VoteEnded
    | Moved
    | Interleaved
    | Drawn
    | Limited
    | CarriedOver
    | Released
    | Undone
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`number` counts from 1 and is the version it led to; `key`: of the command, once per floor.

    `by`: a person's id, empty for the bot; `told`: the place notices this event gave rise to, as
    (entry, places ahead), 0 for a correction.
    """

    number: int
    key: str
    at: datetime
    by: str
    moderator: bool
    change: Change
    told: tuple[tuple[str, int], ...] = ()
