"""Statements that each database spells for itself.

What runs in every turn is put together once: that costs more than to execute it.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def inserting(sql: AsyncConnection, table: Table) -> Insert:
    """An INSERT that may say ON CONFLICT."""
    return insert_for(sql.dialect.name, table)


def insert_for(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


async def insert_new(sql: AsyncConnection, table: Table, values: Mapping[str, object]) -> int:
    """How many rows: 0 where the key is taken, which PostgreSQL tells once its writer has ended."""
    return (await sql.execute(unless_taken(sql.dialect.name, table), values)).rowcount


async def for_each(sql: AsyncConnection, statement: Executable, rows: Sequence[Mapping[str, object]]) -> None:
    """Without rows nothing; SQLAlchemy would take that for a statement without parameters."""
    if rows:
        await sql.execute(statement, rows)


@cache
def unless_taken(dialect: str, table: Table) -> Insert:
    return insert_for(dialect, table).on_conflict_do_nothing()
