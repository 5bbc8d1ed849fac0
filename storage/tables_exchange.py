"""The tables of interest in bodies, and of needs and offers."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Subquery, Table, select

from storage.columns import Instant, key, plain, word
from storage.tables import metadata, partial, state

interest = Table(
    "interest",
    metadata,
    key(),
    word("owner"),
    word("body"),
    word("status"),
    Column("submitted_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    plain("statement"),
    plain("history"),
    CheckConstraint(
        "status IN ('submitted', 'clarification', 'accepted', 'declined', 'withdrawn')", name="status"
    ),
    Index(None, "owner", "submitted_at"),
)
STANDING = state(interest.c.status, "submitted", "clarification", "accepted")
UNDECIDED = state(interest.c.status, "submitted", "clarification")
partial("ix_interest_undecided", UNDECIDED, interest.c.changed_at, interest.c.id)
partial("ix_interest_standing", STANDING, interest.c.owner, interest.c.body, unique=True)

listing = Table(
    "listing",
    metadata,
    key(),
    word("kind"),
    word("owner"),
    word("status"),
    word("agency"),
    word("language"),
    Column("valid_until", Date, nullable=False),
    Column("submitted_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    plain("terms"),
    plain("history"),
    CheckConstraint("kind IN ('need', 'offer')", name="kind"),
    CheckConstraint(
        "status IN ('submitted', 'clarification', 'published', 'closed', 'withdrawn', 'expired')",
        name="status",
    ),
    Index(None, "owner", "submitted_at"),
)
UNCLEARED = state(listing.c.status, "submitted", "clarification")
PUBLISHED = state(listing.c.status, "published")
partial("ix_listing_uncleared", UNCLEARED, listing.c.changed_at, listing.c.id)
partial("ix_listing_published", PUBLISHED, listing.c.valid_until, listing.c.id)


def owned(kind: str) -> Subquery:
    return select(listing.c.id, listing.c.owner).where(listing.c.kind == kind).subquery(f"{kind}s")


needs, offers = owned("need"), owned("offer")
