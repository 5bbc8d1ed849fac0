"""The tables of what is to be said: deliveries, attempts, the pace, and the messages that stay alive."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    text,
)

from bot.domain.delivery.state import State
from storage.columns import Instant, key, plain, sequence, word
from storage.tables import metadata, partial, state

WAITING, SENDING, OPEN = ("due", "retry"), ("sending",), ("due", "retry", "sending")
STATES = ", ".join(f"'{one}'" for one in State)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def flag(name: str, *, on: bool = False) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("true" if on else "false"))


delivery = Table(
    "delivery",
    metadata,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    word("occurrence_key"),
    word("recipient"),
    word("kind"),
    plain("what"),
    Column("platform", String),
    Column("place", String),
    flag("settled"),
    word("lane"),
    plain("notice"),
    Column("edits", String),
    Column("typeable", Boolean, nullable=False),
    word("subject"),
    number("subject_version"),
    number("urgency"),
    Column("promise", String, nullable=False, server_default="must-arrive"),
    word("state"),
    Column("attempt", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    word("local"),
    word("zone"),
    Column("expires_at", Instant),
    flag("held"),
    flag("dry"),
    Column("called_at", Instant),
    Column("lease_until", Instant),
    word("lease_token"),
    Column("handle", String),
    word("cause"),
    number("looks"),
    number("doubts"),
    flag("repeat"),
    flag("second"),
    word("first_cause"),
    Column("sent_at", Instant),
    Column("acked_at", Instant),
    number("acked_version"),
    Column("recalled_at", Instant),
    Column("ended_at", Instant),
    flag("kept", on=True),
    UniqueConstraint("occurrence_key", "recipient"),
    CheckConstraint("kind IN ('say', 'show', 'ask', 'edit', 'withdraw')", name="kind"),
    CheckConstraint(f"state IN ({STATES})", name="state"),
    CheckConstraint("promise IN ('must-arrive', 'never-twice')", name="promise"),
    Index(None, "handle"),
)
"""`settled`: its place was given, and it goes nowhere else. `local`, `zone`: the time by somebody's own clock
that `due_at` was computed from. `held`: paused. `dry`: everything but the call. `looks`: how often it was
looked up and not found; `doubts`: attempts that may have arrived; `repeat`: the next one may be a repeat.
`second`: on the second channel, `first_cause`: because of this. `kept`: its body has not been deleted yet.
`acked_version`: the text that was acknowledged last.
"""
D = delivery.c
READY = and_(state(D.state, *WAITING), ~D.held)
partial("ix_delivery_ready", READY, D.urgency, D.due_at, D.seq)
partial("ix_delivery_open", state(D.state, *OPEN), D.lane, D.seq)
partial("ix_delivery_lease", state(D.state, *SENDING), D.lease_until)
partial("ix_delivery_uncertain", state(D.state, "uncertain"), D.due_at)
partial("ix_delivery_parked", state(D.state, "parked"), D.seq)
partial("ix_delivery_retry", state(D.state, "retry"), D.attempt)
partial("ix_delivery_failed", state(D.state, "failed"), D.ended_at)
partial("ix_delivery_local", and_(state(D.state, "due"), D.local != ""), D.seq)
partial("ix_delivery_expires", and_(state(D.state, *WAITING), D.expires_at.is_not(None)), D.expires_at)
partial("ix_delivery_subject", D.subject != "", D.subject, D.seq)
partial("ix_delivery_kept", and_(D.kept, D.ended_at.is_not(None)), D.ended_at)

delivery_attempt = Table(
    "delivery_attempt",
    metadata,
    sequence(),
    Column("delivery", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("ended_at", Instant, nullable=False),
    word("outcome"),
    word("cause"),
    Column("handle", String),
    word("platform"),
    Index(None, "delivery"),
    Index(None, "ended_at"),
)
"""All that was heard of each, in turn: of one attempt that it was in doubt, then found; or too late."""

rate_bucket = Table(
    "rate_bucket",
    metadata,
    Column("scope", String, primary_key=True),
    Column("next_free_at", Instant, nullable=False),
    Column("queue_at", Instant, nullable=False),
    Column("rate", Float, nullable=False),
    Column("slowed_until", Instant),
    Index(None, "next_free_at"),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("name", String, primary_key=True),
    Column("at", Instant, nullable=False),
)
"""When something that is to happen over and over did so last, whichever replica did it."""

live = Table(
    "live",
    metadata,
    key(),
    word("recipient"),
    Column("platform", String),
    Column("place", String),
    word("view"),
    word("of"),
    word("follows"),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("handle", String),
    Column("next_at", Instant),
    Index(None, "follows"),
    Index(None, "handle"),
    Index(None, "recipient", "view", "of"),
)
partial("ix_live_behind", and_(live.c.wanted > live.c.shown, live.c.handle.is_not(None)), live.c.next_at)
