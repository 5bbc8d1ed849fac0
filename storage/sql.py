"""Statements that each database spells for itself."""

from collections.abc import Mapping

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def inserting(sql: AsyncConnection, table: Table) -> Insert:
    """An INSERT that may say ON CONFLICT."""
    return postgresql.insert(table) if sql.dialect.name == "postgresql" else sqlite.insert(table)


async def insert_new(sql: AsyncConnection, table: Table, values: Mapping[str, object]) -> int:
    """How many rows: 0 where the key is taken, which PostgreSQL tells once its writer has ended."""
    return (await sql.execute(inserting(sql, table).values(values).on_conflict_do_nothing())).rowcount
