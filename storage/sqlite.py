"""SQLite: one writer that begins at once, and readers that see one moment and cannot write.

Waits are limited here, not by cancelling: a cancelled statement would keep the write lock in its thread.
"""

import aiosqlite
from sqlalchemy import URL, AdaptedConnection, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.one_trip import connecting

WAIT_S = 1
WRITERS, READERS = 1, 4
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={WAIT_S * 1000}", "foreign_keys=ON")


def writer(url: URL) -> AsyncEngine:
    made = engine(url, WRITERS)
    event.listen(made.sync_engine, "begin", at_once)
    event.listen(made.sync_engine, "invalidate", given_up)
    return made


def reader(url: URL) -> AsyncEngine:
    made = engine(url, READERS)
    event.listen(made.sync_engine, "connect", query_only)
    event.listen(made.sync_engine, "begin", at_first_read)
    return made


def engine(url: URL, size: int) -> AsyncEngine:
    made = create_async_engine(
        url,
        async_creator=connecting(url.database or ""),
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_S,
        hide_parameters=True,
    )
    event.listen(made.sync_engine, "connect", prepared)
    return made


def prepared(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        pragmatic(connection, pragma)


def query_only(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    pragmatic(connection, "query_only=ON")


def pragmatic(connection: DBAPIConnection, pragma: str) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def given_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _error: BaseException | None) -> None:
    """Closing alone would leave the lock to whoever still holds a cursor, be it a traceback."""
    if isinstance(connection, AdaptedConnection):
        connection.run_async(interrupted)
    connection.rollback()


async def interrupted(driver: object) -> None:
    if isinstance(driver, aiosqlite.Connection):
        await driver.interrupt()


def at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def at_first_read(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
