"""Everything the first release keeps."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    text,
)

from storage.columns import Instant

revision = "0001"
down_revision = None


def words(*names: str) -> list[Column[str]]:
    return [Column(name, String(), nullable=False, server_default="") for name in names]


def of_person(*, primary_key: bool = False) -> Column[str]:
    owner = ForeignKey("person.id", ondelete="CASCADE")
    return Column("person", String(), owner, primary_key=primary_key, nullable=False)


def sequence() -> Column[int]:
    return Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True)


def partial(name: str, table: str, where: str, *columns: str, unique: bool = False) -> None:
    condition = text(where)
    op.create_index(
        name, table, list(columns), unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def upgrade() -> None:
    op.create_table(
        "admission",
        Column("id", String(), primary_key=True),
        *words("person", "name", "role", "delegation", "agency", "email", "comment"),
        Column("asked_at", Instant(), nullable=False),
        *words("decision", "decided_by"),
        Column("decided_at", Instant()),
        *words("reason"),
        Column("version", Integer(), nullable=False),
    )
    op.create_index("ix_admission_decision_asked_at", "admission", ["decision", "asked_at"])
    op.create_index("ix_admission_person", "admission", ["person"])
    op.create_table(
        "delivery",
        sequence(),
        Column("id", String(), nullable=False),
        *words("occurrence_key", "recipient", "kind"),
        Column("what", JSON(none_as_null=True)),
        Column("platform", String()),
        Column("place", String()),
        *words("lane"),
        Column("notice", JSON(none_as_null=True)),
        Column("edits", String()),
        Column("typeable", Boolean(), nullable=False),
        *words("state"),
        Column("attempt", Integer(), nullable=False),
        Column("due_at", Instant(), nullable=False),
        Column("lease_until", Instant()),
        *words("lease_token"),
        Column("handle", String()),
        *words("cause"),
        CheckConstraint("kind IN ('say', 'show', 'ask', 'edit')", name="kind"),
        CheckConstraint("state IN ('due', 'sending', 'sent', 'retry', 'failed')", name="state"),
        UniqueConstraint("id"),
        UniqueConstraint("occurrence_key", "recipient"),
    )
    op.create_index("ix_delivery_handle", "delivery", ["handle"])
    partial("ix_delivery_lease", "delivery", "state IN ('sending')", "lease_until")
    partial("ix_delivery_open", "delivery", "state IN ('due', 'retry', 'sending')", "lane", "seq")
    partial("ix_delivery_waiting", "delivery", "state IN ('due', 'retry')", "due_at", "seq")
    op.create_table(
        "delivery_attempt",
        Column("delivery", String(), primary_key=True),
        Column("attempt", Integer(), primary_key=True),
        Column("ended_at", Instant(), nullable=False),
        *words("outcome", "cause"),
        Column("handle", String()),
    )
    op.create_table(
        "draft",
        Column("id", String(), primary_key=True),
        *words("form", "owner", "holder", "of"),
        Column("given", JSON(none_as_null=True)),
        Column("before", JSON(none_as_null=True)),
        Column("version", Integer(), nullable=False),
        Column("used_at", Instant()),
        Column("became", JSON(none_as_null=True)),
    )
    op.create_index("ix_draft_owner_form_of", "draft", ["owner", "form", "of"])
    op.create_index("ix_draft_used_at", "draft", ["used_at"])
    op.create_table(
        "inbound_seen",
        Column("id", String(), primary_key=True),
        Column("seen_at", Instant(), nullable=False),
    )
    op.create_index("ix_inbound_seen_seen_at", "inbound_seen", ["seen_at"])
    op.create_table(
        "interest",
        Column("id", String(), primary_key=True),
        *words("owner", "body", "status"),
        Column("submitted_at", Instant(), nullable=False),
        Column("changed_at", Instant(), nullable=False),
        Column("statement", JSON(none_as_null=True)),
        Column("history", JSON(none_as_null=True)),
        CheckConstraint(
            "status IN ('submitted', 'clarification', 'accepted', 'declined', 'withdrawn')", name="status"
        ),
    )
    op.create_index("ix_interest_owner_submitted_at", "interest", ["owner", "submitted_at"])
    partial(
        "ix_interest_standing",
        "interest",
        "status IN ('submitted', 'clarification', 'accepted')",
        "owner",
        "body",
        unique=True,
    )
    partial(
        "ix_interest_undecided", "interest", "status IN ('submitted', 'clarification')", "changed_at", "id"
    )
    op.create_table(
        "listing",
        Column("id", String(), primary_key=True),
        *words("kind", "owner", "status", "agency", "language"),
        Column("valid_until", Date(), nullable=False),
        Column("submitted_at", Instant(), nullable=False),
        Column("changed_at", Instant(), nullable=False),
        Column("terms", JSON(none_as_null=True)),
        Column("history", JSON(none_as_null=True)),
        CheckConstraint("kind IN ('need', 'offer')", name="kind"),
        CheckConstraint(
            "status IN ('submitted', 'clarification', 'published', 'closed', 'withdrawn', 'expired')",
            name="status",
        ),
    )
    op.create_index("ix_listing_owner_submitted_at", "listing", ["owner", "submitted_at"])
    partial("ix_listing_published", "listing", "status IN ('published')", "valid_until", "id")
    partial("ix_listing_uncleared", "listing", "status IN ('submitted', 'clarification')", "changed_at", "id")
    op.create_table(
        "live",
        Column("id", String(), primary_key=True),
        *words("recipient"),
        Column("platform", String()),
        Column("place", String()),
        *words("view", "of", "follows"),
        Column("wanted", Integer(), nullable=False),
        Column("shown", Integer(), nullable=False),
        Column("handle", String()),
        Column("next_at", Instant()),
    )
    partial("ix_live_behind", "live", "wanted > shown AND handle IS NOT NULL", "next_at")
    op.create_index("ix_live_follows", "live", ["follows"])
    op.create_index("ix_live_handle", "live", ["handle"])
    op.create_index("ix_live_recipient_view_of", "live", ["recipient", "view", "of"])
    op.create_table(
        "person",
        Column("id", String(), primary_key=True),
        *words("name", "email", "language", "locale", "time_zone"),
        Column("quiet_from", Integer(), nullable=False),
        Column("quiet_until", Integer(), nullable=False),
        *words("reach"),
    )
    partial("ix_person_email", "person", "email <> ''", "email", unique=True)
    op.create_table(
        "slack_installation",
        Column("id", String(), primary_key=True),
        Column("installed_at", Instant(), nullable=False),
        *words("token", "enterprise", "name", "bot_user", "scopes", "refresh_token"),
        Column("expires_at", Instant()),
        *words("installed_by"),
    )
    op.create_index("ix_slack_installation_enterprise", "slack_installation", ["enterprise"])
    op.create_table(
        "slack_lease",
        Column("id", String(), primary_key=True),
        Column("until", Instant(), nullable=False),
    )
    op.create_table(
        "slack_state",
        Column("state", String(), primary_key=True),
        Column("expires_at", Instant(), nullable=False),
    )
    op.create_table(
        "talk",
        Column("place", String(), primary_key=True),
        Column("change", Integer(), nullable=False),
        Column("read", Integer(), nullable=False),
    )
    op.create_table(
        "talk_line",
        Column("place", String(), primary_key=True),
        Column("id", String(), primary_key=True),
        *words("kind", "html", "text"),
        Column("at", Instant(), nullable=False),
        *words("draft"),
        Column("spare", JSON(none_as_null=True)),
        Column("number", Integer(), nullable=False),
        Column("change", Integer(), nullable=False),
        UniqueConstraint("place", "change"),
    )
    op.create_index("ix_talk_line_place_number", "talk_line", ["place", "number"])
    op.create_table(
        "teams_reference",
        Column("place", String(), primary_key=True),
        Column("stored", JSON(none_as_null=False), nullable=False),
    )
    op.create_table(
        "account",
        Column("platform", String(), primary_key=True),
        Column("address", String(), primary_key=True),
        of_person(),
    )
    op.create_index("ix_account_person", "account", ["person"])
    op.create_table(
        "assignment",
        Column("id", String(), primary_key=True),
        of_person(),
        *words("role", "delegation", "agency"),
        Column("since", Date()),
        Column("until", Date()),
        Column("leave_until", Date()),
        Column("version", Integer(), nullable=False, server_default="1"),
    )
    op.create_index("ix_assignment_delegation_role", "assignment", ["delegation", "role"])
    op.create_index("ix_assignment_person", "assignment", ["person"])
    op.create_table(
        "binding_code",
        Column("digest", String(), primary_key=True),
        of_person(),
        Column("expires_at", Instant(), nullable=False),
        Column("used_at", Instant()),
    )
    op.create_index("ix_binding_code_person", "binding_code", ["person"])
    op.create_table(
        "code_tries",
        of_person(primary_key=True),
        Column("count", Integer(), nullable=False),
        Column("since", Instant()),
    )
    op.create_table(
        "conversation",
        of_person(primary_key=True),
        Column("platform", String(), primary_key=True),
        Column("place", String(), primary_key=True),
        Column("draft", String()),
        Column("asked", String()),
        Column("shortcuts", JSON(none_as_null=True)),
        Column("used", Integer(), nullable=False),
    )
    op.create_index("ix_conversation_draft", "conversation", ["draft"])
    op.create_index("ix_conversation_platform_place", "conversation", ["platform", "place"])
