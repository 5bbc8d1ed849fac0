"""How far the database's clock is from ours; shown, never used."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.errors import Unavailable
from storage.database import Database


async def skew(database: Database, now: datetime) -> float:
    """Seconds the database is ahead; 0 on SQLite, which asks the same clock. Raises Unavailable."""
    async with database.reading() as unit:
        if unit.sql.dialect.name == "sqlite":
            await unit.sql.execute(select(1))
            return 0.0
        there = (await unit.sql.execute(select(func.clock_timestamp()))).scalar()
    if not isinstance(there, datetime):
        raise Unavailable
    return (there.astimezone(UTC) - now).total_seconds()
