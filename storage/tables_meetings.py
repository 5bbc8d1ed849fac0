"""The tables of meetings, of what happens on their floor, of who is there, and of what is due when."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Instant, key, plain, word
from storage.tables import metadata, partial


def of_meeting(*, primary_key: bool = False) -> Column[str]:
    return Column("meeting", String, ForeignKey("meeting.id"), primary_key=primary_key, nullable=False)


meeting = Table(
    "meeting",
    metadata,
    key(),
    word("body"),
    word("status"),
    Column("sequence", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    plain("agenda"),
    CheckConstraint("status IN ('tentative', 'confirmed', 'cancelled')", name="status"),
    Index(None, "ends_at"),
)

floor = Table("floor", metadata, of_meeting(primary_key=True), Column("version", Integer, nullable=False))

floor_event = Table(
    "floor_event",
    metadata,
    of_meeting(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    word("key"),
    Column("at", Instant, nullable=False),
    word("by"),
    Column("moderator", Boolean, nullable=False),
    word("verb"),
    plain("change"),
    plain("told"),
    UniqueConstraint("meeting", "key"),
)

floor_entry = Table("floor_entry", metadata, key(), of_meeting(), word("owner"), Index(None, "meeting"))

presence = Table(
    "presence",
    metadata,
    of_meeting(primary_key=True),
    Column("person", String, primary_key=True),
    Column("since", Instant, primary_key=True),
    word("delegation"),
    word("mode"),
    Column("until", Instant),
    Index(None, "meeting", "delegation"),
)
partial("ix_presence_there", presence.c.until.is_(None), presence.c.meeting, presence.c.person, unique=True)

meeting_chat = Table(
    "meeting_chat",
    metadata,
    Column("platform", String, primary_key=True),
    Column("place", String, primary_key=True),
    of_meeting(),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("key", String, primary_key=True),
    word("kind"),
    word("subject"),
    Column("subject_version", Integer, nullable=False),
    Column("known_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index(None, "subject"),
)
partial("ix_occurrence_due", occurrence.c.done_at.is_(None), occurrence.c.due_at, occurrence.c.key)
