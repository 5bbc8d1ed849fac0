"""The tables of being let in: requests, one-time codes, and wrong tries at them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.columns import Instant, key, word
from storage.tables import metadata, of_person

admission = Table(
    "admission",
    metadata,
    key(),
    word("person"),
    word("name"),
    word("role"),
    word("delegation"),
    word("agency"),
    word("email"),
    word("comment"),
    Column("asked_at", Instant, nullable=False),
    word("decision"),
    word("decided_by"),
    Column("decided_at", Instant),
    word("reason"),
    Column("version", Integer, nullable=False),
    Index(None, "person"),
    Index(None, "decision", "asked_at"),
)

binding_code = Table(
    "binding_code",
    metadata,
    Column("digest", String, primary_key=True),
    of_person(),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index(None, "person"),
)

code_asked = Table(
    "code_asked",
    metadata,
    key(),
    word("person"),
    word("address"),
    Column("asked_at", Instant, nullable=False),
    Index(None, "person"),
    Index(None, "address"),
    Index(None, "asked_at"),
)
"""By e-mail, in the last day; `address` is a digest."""

code_tries = Table(
    "code_tries",
    metadata,
    Column("person", String, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", Instant),
)
