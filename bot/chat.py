"""The words between an adapter and the bot."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, auto
from typing import Protocol

from bot.cards import Card, Pointer, Say
from bot.dialog import Ask, Given, Show
from bot.domain.delivery.state import InDoubt
from bot.ports import Lexicon, Words

DESK = "desk"


@dataclass(frozen=True, slots=True)
class Address:
    """A person or a place at a platform.

    Slack: person `TEAM/USER`, place `TEAM/CHANNEL`. Teams: person `TENANT/AAD-OBJECT-ID`, place: the
    conversation id. DESK: a person's own id, proven by a signed link; nobody is written to there.
    A person's address is also a place: the adapter opens the personal chat there.
    """

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Said:
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """`on`: the handle of the message whose button it was; `given`: what was filled in beside it, which only
    a page of ours can send along.
    """

    pointer: Pointer
    on: str | None = None
    given: Given = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """`whole`: a page of a form, where what is missing was left empty; else one answer. No version: the
    present one. `later`: not sent, only to be kept.
    """

    draft: str
    version: int | None
    given: Given
    whole: bool = True
    later: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """Something other than words: `arrived` (the bot was installed), `joined` (the same, where others are),
    `home-opened` (data: the place of the tab), `left`, `attached` (a file), `form-not-shown` (data: the
    draft), `locale` (data: a language tag); `meeting-started`, `meeting-ended`, `meeting-joined`,
    `meeting-left`: of a meeting that is held at the platform itself (data: what its join link leads to).
    """

    event: str
    data: str = ""


class Carries(Flag):
    """VERDICT: only whether it was done; whoever asked looks at a page that shows the rest."""

    NOTHING = 0
    FORM = auto()
    CARD = auto()
    WORDS = auto()
    VERDICT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """`answer`: what the answer to this very request can carry; all else goes through the outbox.

    No place (a Slack modal tells none): where the draft was asked. `shared`: others read along, so what is
    private goes to the personal chat. `locale`: a language tag, empty where the platform tells none.
    `within`: the same account as a list may have it, by a part of the sender's organization; looked up first.
    `inline`: a form stands in the talk itself, where words typed under it answer it; else in a window of its
    own, which can be closed unseen.
    """

    id: str
    sender: Address
    place: Address | None
    received_at: datetime
    what: Said | Pressed | Filled | Happened
    shared: bool = False
    locale: str = ""
    within: Address | None = None
    inline: bool = False
    answer: Carries = Carries.NOTHING


@dataclass(frozen=True, slots=True)
class ShowForm:
    """Show these questions as a form now, in the words of this lexicon."""

    ask: Ask
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Replace:
    """The pressed message becomes this card now."""

    card: Card
    words: Words


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to answer now; what there is to say is in the outbox. `shows`: what it led to, only where the
    answer carries a verdict and nothing is said in chat; None: this had been done already.
    """

    shows: Say | Show | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """A sentence in place of the form that was asked for."""

    what: Say
    words: Words


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed; only where the answer carries a verdict."""

    why: Say
    words: Words


Reply = ShowForm | Replace | Tell | Done | Refused
Answering = Callable[[Inbound], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message, ready to be rendered; `id` is what a platform can find it by after a doubtful send,
    `since` when that was tried.
    """

    id: str
    place: Address
    card: Card
    words: Words
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scopes:
    """What the pace of a place is counted for: the tenant, workspace or server, and the conversation under
    the one name it has however it was written to. Empty: without a pace. `calls`: how many of what is shared
    a message takes, two where its conversation has to be opened first; `opens`: that has a pace of its own.
    """

    shared: str = ""
    conversation: str = ""
    calls: int = 1
    opens: bool = False


Json = dict[str, object]
Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rendered:
    """`warnings`: what had to be cut; none for any real screen."""

    payload: Json
    warnings: tuple[str, ...]


class Platform(Protocol):
    """Each raises DeliveryFailed where the message was not taken, Unreachable where it never will be.

    A handle is `PLACE/MESSAGE` in the platform's own ids.
    """

    async def deliver(self, parcel: Parcel) -> str: ...
    async def edit(self, handle: str, parcel: Parcel) -> None: ...
    async def withdraw(self, handle: str) -> None: ...
    async def find(self, parcel: Parcel) -> str | None:
        """The handle of what an earlier attempt has sent after all; None where there is none. Asked only of
        places that `in_doubt` says can be looked through.
        """

    def in_doubt(self, place: Address) -> InDoubt: ...
    async def scopes(self, place: Address) -> Scopes:
        """No call of the platform: this is asked while rows are held."""
