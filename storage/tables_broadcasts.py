"""The tables of broadcasts: how each stands, its texts, and who has looked at what before approving it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from bot.domain.broadcast.broadcast import Phase
from storage.columns import Instant, key, plain, word
from storage.tables import metadata

PHASES = ", ".join(f"'{one}'" for one in Phase)


def of_broadcast() -> Column[str]:
    return Column("broadcast", String, ForeignKey("broadcast.id"), primary_key=True, nullable=False)


def of_version() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=False)


broadcast = Table(
    "broadcast",
    metadata,
    key(),
    Column("reference", String, nullable=False, unique=True),
    word("author"),
    word("phase"),
    Column("sent_version", Integer, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("requested_at", Instant),
    Column("recalled_at", Instant),
    plain("terms"),
    Column("changes", Integer, nullable=False),
    CheckConstraint(f"phase IN ({PHASES})", name="phase"),
    Index(None, "phase", "requested_at"),
    Index(None, "begun_at"),
)
"""`terms`: all of it but its versions."""

broadcast_version = Table(
    "broadcast_version",
    metadata,
    of_broadcast(),
    of_version(),
    plain("texts"),
    word("fallback"),
    word("by"),
    Column("at", Instant, nullable=False),
    word("approved_by"),
    Column("approved_at", Instant),
)

broadcast_preview = Table(
    "broadcast_preview",
    metadata,
    of_broadcast(),
    of_version(),
    Column("person", String, primary_key=True),
    Column("opened_at", Instant, nullable=False),
)
