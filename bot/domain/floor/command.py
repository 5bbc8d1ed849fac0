"""What somebody wants done on the floor: it names what its presser saw, and only that must still be so."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.floor.entry import Asked


@dataclass(frozen=True, slots=True)
class Request:
    """`asked.at`, by moderators: when it was asked on paper."""

    entry: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Withdraw:
    entry: str


@dataclass(frozen=True, slots=True)
class Decline:
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class Defer:
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OfferSwap:
    entry: str
    other: str


@dataclass(frozen=True, slots=True)
class AnswerSwap:
    """By the delegation of `other`: the offer of `entry` is accepted or turned down."""

    entry: str
    other: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """All that can still be said of a request; its delegation, item and time stay."""

    entry: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Ready:
    entry: str
    ready: bool = True


@dataclass(frozen=True, slots=True)
class FileInWriting:
    """`entry`: the one that waits, or a new id together with `asked` where the delegation is not listed."""

    entry: str
    link: str
    words: int = 0
    asked: Asked | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """`speaker`: who spoke, had been called, or was paused; `calls`: who stood first; empty: nobody."""

    speaker: str
    calls: str


@dataclass(frozen=True, slots=True)
class Call:
    """Whoever the Chair wants."""

    speaker: str
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """`saw`: how the turn stood, called or listed; empty where nobody looked."""

    entry: str
    saw: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    entry: str


@dataclass(frozen=True, slots=True)
class Resume:
    entry: str


@dataclass(frozen=True, slots=True)
class End:
    entry: str
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Pass:
    entry: str


@dataclass(frozen=True, slots=True)
class Interrupt:
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    entry: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """A second turn for one that has ended, at the head of its class; `entry` is the new one's id."""

    entry: str
    ended: str


@dataclass(frozen=True, slots=True)
class Rule:
    entry: str
    ruling: str


@dataclass(frozen=True, slots=True)
class Open:
    item: str
    saw: str


@dataclass(frozen=True, slots=True)
class Close:
    item: str
    saw: str


@dataclass(frozen=True, slots=True)
class Suspend:
    item: str
    saw: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Continue:
    item: str
    saw: str


@dataclass(frozen=True, slots=True)
class Finish:
    item: str
    saw: str


@dataclass(frozen=True, slots=True)
class Vote:
    item: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Move:
    entry: str
    before: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interleave:
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawLots:
    entries: tuple[str, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class Limit:
    item: str
    limit_s: int
    saw: int


@dataclass(frozen=True, slots=True)
class CarryOver:
    entries: tuple[str, ...]
    item: str


@dataclass(frozen=True, slots=True)
class Release:
    entries: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Undo:
    """`of`: the number of the event that was the newest not yet taken back."""

    of: int


Wish = (
    Request
    | Withdraw
    | Decline
    | Defer
    | OfferSwap
    | AnswerSwap
    | Detail
    | Ready
    | FileInWriting
    | Next
    | Call
    | Start
    | Pause
    | Resume
    | End
    | Pass
    | Interrupt
    | Return
    | CallBack
    | Rule
    | Open
    | Close
    | Suspend
    | Continue
    | Finish
    | Vote
    | Move
    | Interleave
    | DrawLots
    | Limit
    | CarryOver
    | Release
    | Undo
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`key` makes it happen once; `at` is the server's clock, `received_at` when it reached us, both UTC.

    `acts_for`: the delegation of who wishes it, empty for moderators, who may act for all.
    """

    key: str
    by: str
    at: datetime
    received_at: datetime
    acts_for: str
    moderator: bool
    wish: Wish
