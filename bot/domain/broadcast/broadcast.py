"""A broadcast as it stands: who wrote what for whom, who has approved which version, and when it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.broadcast.audience import Audience
from bot.domain.delivery.state import Promise


class Phase(StrEnum):
    """Where it stands for those who write and approve it; how far it has come is told by its counts.

    LAPSED: nobody approved it in time.
    """

    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class When(StrEnum):
    """LOCAL: at that time by each recipient's own clock."""

    NOW = "now"
    AT = "at"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as it was said, kept so, the instant being computed anew until it has come: `local` is naive ISO
    to the minute, `zone` an IANA name, empty: of each recipient.
    """

    local: str
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """In one language."""

    subject: str
    body: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Immutable once somebody was asked to approve it; `fallback`: the language for whoever reads none of the
    others.
    """

    number: int
    texts: Mapping[str, Text]
    fallback: str
    by: str
    at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """On record: what was done by whom (a person's id, empty for the bot); `note` holds no text of it."""

    what: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """`version`: the newest; `sent_version`: the newest approved one, 0 while none is. `expires`: nothing is
    sent from then on. `reminders`, `dry_runs`: how many there
    have been. `changes` counts what was saved, so that a press can tell what it saw.
    """

    id: str
    reference: str
    author: str
    phase: Phase = Phase.DRAFT
    version: int = 1
    sent_version: int = 0
    versions: tuple[Version, ...] = ()
    audience: Audience = field(default_factory=Audience)
    when: When = When.NOW
    at: Moment | None = None
    expires: Moment | None = None
    promise: Promise = Promise.MUST_ARRIVE
    needs_ack: bool = False
    requested_by: str = ""
    requested_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    recalled_at: datetime | None = None
    reminders: int = 0
    dry_runs: int = 0
    changes: int = 0
    steps: tuple[Step, ...] = ()
