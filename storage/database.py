"""SQLite: one writer, BEGIN IMMEDIATE."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import Unavailable
from storage.tables import metadata
from storage.unit_of_work import Unit


class Database:
    """Waits are limited here, not by cancelling a turn: a cancelled statement would keep the write lock in its thread."""

    def __init__(self, url: str) -> None:
        self.writer = engine(url, pool_size=1, pool_timeout=1)
        event.listen(self.writer.sync_engine, "begin", immediate)
        self.reader = engine(url, pool_size=4, pool_timeout=1)
        event.listen(self.reader.sync_engine, "connect", query_only)

    @classmethod
    def of(cls, url: str) -> "Database":
        """`sqlite+aiosqlite:///FILE`."""
        return cls(url)

    async def migrate(self) -> None:
        async with self.writer.begin() as sql:
            await sql.run_sync(metadata.create_all)

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        return opened(self.writer, locks=True)

    def reading(self) -> AbstractAsyncContextManager[Unit]:
        return opened(self.reader, locks=False)

    async def dispose(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


@asynccontextmanager
async def opened(by: AsyncEngine, *, locks: bool) -> AsyncIterator[Unit]:
    """Rolled back unless committed."""
    try:
        async with by.connect() as sql:
            yield Unit(sql, locks=locks)
    except (OperationalError, NoConnection) as error:
        raise Unavailable from error


def engine(url: str, *, pool_size: int, pool_timeout: float) -> AsyncEngine:
    made = create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_timeout=pool_timeout)
    event.listen(made.sync_engine, "connect", prepared)
    return made


def prepared(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=1000", "foreign_keys=ON"):
        pragmatic(connection, pragma)


def query_only(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    pragmatic(connection, "query_only=ON")


def pragmatic(connection: DBAPIConnection, pragma: str) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
