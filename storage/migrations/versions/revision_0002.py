"""Meetings, their floor, who is there, and what is due when."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    text,
)

from storage.columns import Instant

revision = "0002"
down_revision = "0001"


def words(*names: str) -> list[Column[str]]:
    return [Column(name, String(), nullable=False, server_default="") for name in names]


def of_meeting(*, primary_key: bool = False) -> Column[str]:
    return Column("meeting", String(), ForeignKey("meeting.id"), primary_key=primary_key, nullable=False)


def partial(name: str, table: str, where: str, *columns: str, unique: bool = False) -> None:
    condition = text(where)
    op.create_index(
        name, table, list(columns), unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def upgrade() -> None:
    op.create_table(
        "meeting",
        Column("id", String(), primary_key=True),
        *words("body", "status"),
        Column("sequence", Integer(), nullable=False),
        Column("starts_at", Instant(), nullable=False),
        Column("ends_at", Instant(), nullable=False),
        Column("agenda", JSON(none_as_null=True)),
        CheckConstraint("status IN ('tentative', 'confirmed', 'cancelled')", name="status"),
    )
    op.create_index("ix_meeting_ends_at", "meeting", ["ends_at"])
    op.create_table("floor", of_meeting(primary_key=True), Column("version", Integer(), nullable=False))
    op.create_table(
        "floor_event",
        of_meeting(primary_key=True),
        Column("number", Integer(), primary_key=True, autoincrement=False),
        *words("key"),
        Column("at", Instant(), nullable=False),
        *words("by"),
        Column("moderator", Boolean(), nullable=False),
        *words("verb"),
        Column("change", JSON(none_as_null=True)),
        Column("told", JSON(none_as_null=True)),
        UniqueConstraint("meeting", "key"),
    )
    op.create_table("floor_entry", Column("id", String(), primary_key=True), of_meeting(), *words("owner"))
    op.create_index("ix_floor_entry_meeting", "floor_entry", ["meeting"])
    op.create_table(
        "presence",
        of_meeting(primary_key=True),
        Column("person", String(), primary_key=True),
        Column("since", Instant(), primary_key=True),
        *words("delegation", "mode"),
        Column("until", Instant()),
    )
    op.create_index("ix_presence_meeting_delegation", "presence", ["meeting", "delegation"])
    partial("ix_presence_there", "presence", "until IS NULL", "meeting", "person", unique=True)
    op.create_table(
        "meeting_chat",
        Column("platform", String(), primary_key=True),
        Column("place", String(), primary_key=True),
        of_meeting(),
    )
    op.create_table(
        "occurrence",
        Column("key", String(), primary_key=True),
        *words("kind", "subject"),
        Column("subject_version", Integer(), nullable=False),
        Column("known_at", Instant(), nullable=False),
        Column("due_at", Instant(), nullable=False),
        Column("done_at", Instant()),
    )
    op.create_index("ix_occurrence_subject", "occurrence", ["subject"])
    partial("ix_occurrence_due", "occurrence", "done_at IS NULL", "due_at", "key")
