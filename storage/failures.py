"""Which errors of a database mean: not now, and which: once more."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.errors import Conflict, Unavailable

AGAIN = ("40001", "40P01", "55P03", "08", "57P01")
"""Serialization, deadlock, lock not available, connection lost, server going down."""
LATER = (*AGAIN, "57P02", "57P03", "57014", "25P03", "53")
"""Crash, starting up, statement or idle time is up, out of connections, memory or disk."""
SQLITE_LATER = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_PROTOCOL,
    }
)


@contextmanager
def told() -> Iterator[None]:
    """Raises Conflict or Unavailable for what time may heal; a mistake of ours stays what it is."""
    try:
        yield
    except NoConnection as error:
        raise Unavailable("no connection is free") from error
    except (DBAPIError, PostgresError, InterfaceError, OSError) as error:
        found = meaning(error)
        if found is None:
            raise
        raise found from error


def meaning(error: Exception) -> Unavailable | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        primary = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return Unavailable("the file is held or cannot be used") if primary in SQLITE_LATER else None
    state = str(getattr(cause, "sqlstate", None) or "")
    if state.startswith(AGAIN) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return Conflict(f"state {state}")
    if state.startswith(LATER) or isinstance(cause, OSError | InterfaceError):
        return Unavailable("the server cannot be reached")
    return None
