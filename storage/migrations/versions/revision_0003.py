"""Delivery in full: promises, doubt, pace, second channels, retention; and broadcasts."""

from datetime import datetime

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    text,
)

from storage.columns import Instant

revision = "0003"
down_revision = "0002"
WAITING, OPEN = "state IN ('due', 'retry')", "state IN ('due', 'retry', 'sending')"
CHECKS = {
    "kind": "kind IN ('say', 'show', 'ask', 'edit', 'withdraw')",
    "state": "state IN ('due', 'sending', 'retry', 'uncertain', 'parked', 'sent', 'failed', 'cancelled', "
    "'expired', 'suppressed')",
    "promise": "promise IN ('must-arrive', 'never-twice')",
}


def words(*names: str) -> list[Column[str]]:
    return [Column(name, String(), nullable=False, server_default="") for name in names]


def numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer(), nullable=False, server_default="0") for name in names]


def flags(*names: str, on: str = "false") -> list[Column[bool]]:
    return [Column(name, Boolean(), nullable=False, server_default=text(on)) for name in names]


def instants(*names: str) -> list[Column[datetime]]:
    return [Column(name, Instant()) for name in names]


def partial(name: str, table: str, where: str, *columns: str) -> None:
    condition = text(where)
    op.create_index(name, table, list(columns), sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    deliveries()
    indexes()
    attempts()
    pace()
    rooms()
    codes()
    broadcasts()


def deliveries() -> None:
    for name in ("lease", "open", "waiting"):
        op.drop_index(f"ix_delivery_{name}", "delivery")
    with op.batch_alter_table("delivery") as batch:
        columns: tuple[Column[str] | Column[int] | Column[bool] | Column[datetime], ...] = (
            *words("subject", "local", "zone", "first_cause"),
            *numbers("subject_version", "acked_version", "urgency", "looks", "doubts"),
            Column("promise", String(), nullable=False, server_default="must-arrive"),
            *flags("settled", "held", "dry", "repeat", "second"),
            *flags("kept", on="true"),
            *instants("expires_at", "called_at", "sent_at", "acked_at", "recalled_at", "ended_at"),
        )
        for column in columns:
            batch.add_column(column)
        if op.get_bind().dialect.name == "postgresql":
            batch.drop_constraint("kind", type_="check")
            batch.drop_constraint("state", type_="check")
        for name, condition in CHECKS.items():
            batch.create_check_constraint(name, text(condition))
    op.execute(
        "UPDATE delivery SET ended_at = coalesce((SELECT max(ended_at) FROM delivery_attempt "
        "WHERE delivery_attempt.delivery = delivery.id), due_at) WHERE state IN ('sent', 'failed')"
    )
    op.execute("UPDATE delivery SET sent_at = ended_at WHERE state = 'sent'")
    op.execute("UPDATE delivery SET settled = true WHERE place IS NOT NULL")


def indexes() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    unheld, kept = ("NOT held", "kept") if postgresql else ("held = 0", "kept = 1")
    partial("ix_delivery_ready", "delivery", f"{WAITING} AND {unheld}", "urgency", "due_at", "seq")
    partial("ix_delivery_open", "delivery", OPEN, "lane", "seq")
    partial("ix_delivery_lease", "delivery", "state IN ('sending')", "lease_until")
    partial("ix_delivery_uncertain", "delivery", "state IN ('uncertain')", "due_at")
    partial("ix_delivery_parked", "delivery", "state IN ('parked')", "seq")
    partial("ix_delivery_retry", "delivery", "state IN ('retry')", "attempt")
    partial("ix_delivery_failed", "delivery", "state IN ('failed')", "ended_at")
    partial("ix_delivery_local", "delivery", "state IN ('due') AND local <> ''", "seq")
    partial("ix_delivery_expires", "delivery", f"{WAITING} AND expires_at IS NOT NULL", "expires_at")
    partial("ix_delivery_subject", "delivery", "subject <> ''", "subject", "seq")
    partial("ix_delivery_kept", "delivery", f"{kept} AND ended_at IS NOT NULL", "ended_at")


def attempts() -> None:
    """Several of one attempt have a place now: the table is another, with what was in it."""
    op.execute("CREATE TABLE attempts_before AS SELECT * FROM delivery_attempt")
    op.drop_table("delivery_attempt")
    op.create_table(
        "delivery_attempt",
        Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
        Column("delivery", String(), nullable=False),
        Column("attempt", Integer(), nullable=False),
        Column("ended_at", Instant(), nullable=False),
        *words("outcome", "cause"),
        Column("handle", String()),
        *words("platform"),
    )
    for name in ("delivery", "ended_at"):
        op.create_index(f"ix_delivery_attempt_{name}", "delivery_attempt", [name])
    op.execute(
        "INSERT INTO delivery_attempt (delivery, attempt, ended_at, outcome, cause, handle) "
        "SELECT delivery, attempt, ended_at, outcome, cause, handle FROM attempts_before "
        "ORDER BY ended_at, delivery, attempt"
    )
    op.drop_table("attempts_before")


def pace() -> None:
    op.create_table(
        "rate_bucket",
        Column("scope", String(), primary_key=True),
        Column("next_free_at", Instant(), nullable=False),
        Column("queue_at", Instant(), nullable=False),
        Column("rate", Float(), nullable=False),
        *instants("slowed_until"),
    )
    op.create_index("ix_rate_bucket_next_free_at", "rate_bucket", ["next_free_at"])
    op.create_table(
        "heartbeat", Column("name", String(), primary_key=True), Column("at", Instant(), nullable=False)
    )


def rooms() -> None:
    op.create_table(
        "slack_room",
        Column("place", String(), primary_key=True),
        *words("channel", "opened_by"),
        Column("opened_at", Instant(), nullable=False),
    )
    op.create_index("ix_slack_room_opened_by", "slack_room", ["opened_by"])


def codes() -> None:
    op.create_table(
        "code_asked",
        Column("id", String(), primary_key=True),
        *words("person", "address"),
        Column("asked_at", Instant(), nullable=False),
    )
    for name in ("person", "address", "asked_at"):
        op.create_index(f"ix_code_asked_{name}", "code_asked", [name])


def of_broadcast() -> Column[str]:
    return Column("broadcast", String(), ForeignKey("broadcast.id"), primary_key=True, nullable=False)


def of_version() -> Column[int]:
    return Column("number", Integer(), primary_key=True, autoincrement=False)


def broadcasts() -> None:
    op.create_table(
        "broadcast",
        Column("id", String(), primary_key=True),
        Column("reference", String(), nullable=False, unique=True),
        *words("author", "phase"),
        Column("sent_version", Integer(), nullable=False),
        Column("begun_at", Instant(), nullable=False),
        *instants("requested_at", "recalled_at"),
        Column("terms", JSON(none_as_null=True)),
        Column("changes", Integer(), nullable=False),
        CheckConstraint(
            "phase IN ('draft', 'requested', 'approved', 'paused', 'cancelled', 'lapsed')", name="phase"
        ),
    )
    op.create_index("ix_broadcast_phase_requested_at", "broadcast", ["phase", "requested_at"])
    op.create_index("ix_broadcast_begun_at", "broadcast", ["begun_at"])
    op.create_table(
        "broadcast_version",
        of_broadcast(),
        of_version(),
        Column("texts", JSON(none_as_null=True)),
        *words("fallback", "by"),
        Column("at", Instant(), nullable=False),
        *words("approved_by"),
        *instants("approved_at"),
    )
    op.create_table(
        "broadcast_preview",
        of_broadcast(),
        of_version(),
        Column("person", String(), primary_key=True),
        Column("opened_at", Instant(), nullable=False),
    )
