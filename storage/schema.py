"""The schema, brought to the newest revision."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, event, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import Misconfigured
from storage import sqlite

ONE_AT_A_TIME = 0x666F63616C
"""The advisory lock's number: any number, if all replicas use the same."""


async def migrate(url: URL, to: str = "head") -> None:
    """Once, however many replicas begin at the same moment. Raises Misconfigured where it is newer."""
    engine = create_async_engine(url, poolclass=pool.NullPool)
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine.sync_engine, "connect", sqlite.prepared)
        event.listen(engine.sync_engine, "begin", sqlite.at_once)
    try:
        async with engine.begin() as sql:
            if sql.dialect.name == "postgresql":
                await sql.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ONE_AT_A_TIME})
            await sql.run_sync(upgraded, to)
    finally:
        await engine.dispose()


def upgraded(connection: Connection, to: str) -> None:
    try:
        command.upgrade(config(connection), to)
    except CommandError as error:
        raise Misconfigured([f"The database does not fit this focalbot: {error}"]) from error


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
