"""What the adapters keep: where Teams may be written to, and where Slack is or is being installed."""

from sqlalchemy import JSON, Column, Index, String, Table

from storage.columns import Instant, word
from storage.tables import metadata

teams_reference = Table(
    "teams_reference",
    metadata,
    Column("place", String, primary_key=True),
    Column("stored", JSON, nullable=False),
)
"""`place`: a conversation, a person or a tenant."""

slack_installation = Table(
    "slack_installation",
    metadata,
    Column("id", String, primary_key=True),
    Column("installed_at", Instant, nullable=False),
    word("token"),
    word("enterprise"),
    word("name"),
    word("bot_user"),
    word("scopes"),
    word("refresh_token"),
    Column("expires_at", Instant),
    word("installed_by"),
    Index(None, "enterprise"),
)
"""`id`: a workspace or an organization; both tokens are sealed."""

slack_lease = Table(
    "slack_lease",
    metadata,
    Column("id", String, primary_key=True),
    Column("until", Instant, nullable=False),
)
"""Who refreshes a workspace's token; the row stays when the installation is replaced."""

slack_state = Table(
    "slack_state",
    metadata,
    Column("state", String, primary_key=True),
    Column("expires_at", Instant, nullable=False),
)

slack_room = Table(
    "slack_room",
    metadata,
    Column("place", String, primary_key=True),
    word("channel"),
    word("opened_by"),
    Column("opened_at", Instant, nullable=False),
    Index(None, "opened_by"),
)
"""`place`: a person as written to; `opened_by`: the installation."""
