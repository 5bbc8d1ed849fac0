"""The tables of the talk: who is who, where they talk, what is open."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.sql.elements import ColumnElement

from storage.columns import Instant, key, plain, word

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def of_person(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "person", String, ForeignKey("person.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False
    )


person = Table(
    "person",
    metadata,
    key(),
    word("name"),
    word("email"),
    word("language"),
    word("locale"),
    word("time_zone"),
    Column("quiet_from", Integer, nullable=False),
    Column("quiet_until", Integer, nullable=False),
    word("reach"),
)
NAMED = text("email <> ''")
Index("ix_person_email", person.c.email, unique=True, sqlite_where=NAMED, postgresql_where=NAMED)

assignment = Table(
    "assignment",
    metadata,
    key(),
    of_person(),
    word("role"),
    word("delegation"),
    word("agency"),
    Column("since", Date),
    Column("until", Date),
    Column("leave_until", Date),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person"),
    Index(None, "delegation", "role"),
)

account = Table(
    "account",
    metadata,
    Column("platform", String, primary_key=True),
    Column("address", String, primary_key=True),
    of_person(),
    Index(None, "person"),
)

conversation = Table(
    "conversation",
    metadata,
    of_person(primary_key=True),
    Column("platform", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("draft", String),
    Column("asked", String),
    plain("shortcuts"),
    Column("used", Integer, nullable=False),
    Index(None, "draft"),
    Index(None, "platform", "place"),
)

draft = Table(
    "draft",
    metadata,
    key(),
    word("form"),
    word("owner"),
    word("holder"),
    word("of"),
    plain("given"),
    plain("before"),
    Column("version", Integer, nullable=False),
    Column("used_at", Instant),
    plain("became"),
    Index(None, "owner", "form", "of"),
    Index(None, "used_at"),
)

inbound_seen = Table(
    "inbound_seen", metadata, key(), Column("seen_at", Instant, nullable=False), Index(None, "seen_at")
)


def state(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    """Spelled out, not bound: else neither database would see that a partial index serves."""
    return column.in_([literal_column(f"'{name}'") for name in states])


def partial(name: str, where: ColumnElement[bool], *columns: Column[object], unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


talk = Table(
    "talk",
    metadata,
    Column("place", String, primary_key=True),
    Column("change", Integer, nullable=False),
    Column("read", Integer, nullable=False),
)

talk_line = Table(
    "talk_line",
    metadata,
    Column("place", String, primary_key=True),
    Column("id", String, primary_key=True),
    word("kind"),
    word("html"),
    word("text"),
    Column("at", Instant, nullable=False),
    word("draft"),
    plain("spare"),
    Column("number", Integer, nullable=False),
    Column("change", Integer, nullable=False),
    UniqueConstraint("place", "change"),
    Index(None, "place", "number"),
)
