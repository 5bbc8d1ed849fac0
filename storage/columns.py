"""Kinds of columns that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, TIMESTAMP, BigInteger, Column, Dialect, Integer, String, TypeDecorator
from sqlalchemy.types import TypeEngine


class Instant(TypeDecorator[datetime]):
    """An aware datetime: timestamptz on PostgreSQL; on SQLite ISO text in UTC that sorts by time."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        return TIMESTAMP(timezone=True) if dialect.name == "postgresql" else String(32)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        return value.astimezone(UTC) if dialect.name == "postgresql" else iso(value)

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:
        del dialect
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return found.astimezone(UTC) if found else None


def iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def key() -> Column[str]:
    return Column("id", String, primary_key=True)


def word(name: str) -> Column[str]:
    """A text that is never null; empty where there is none."""
    return Column(name, String, nullable=False, server_default="")


def plain(name: str) -> Column[object]:
    """JSON whose keys keep their order, which jsonb would not."""
    return Column(name, JSON(none_as_null=True))


def sequence() -> Column[int]:
    """Numbered by the database in the order of writing."""
    return Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
