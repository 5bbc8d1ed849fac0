"""PostgreSQL: what is loaded to be changed is locked, and nothing waits longer than a second.

The wait for a lock ends first, so that it can be told from a statement that is slow by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from time import monotonic

from sqlalchemy import URL, Dialect, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

WAIT_S = 1
WRITERS, READERS = 10, 5
PAUSE_S, SINCE = 1.0, "since"
LIMITS = {
    "application_name": "focalbot",
    "timezone": "UTC",
    "jit": "off",
    "statement_timeout": "1s",
    "lock_timeout": "900ms",
    "idle_in_transaction_session_timeout": "10s",
    "default_transaction_isolation": "read committed",
}


def writer(url: URL) -> AsyncEngine:
    return engine(url, WRITERS, LIMITS)


def reader(url: URL) -> AsyncEngine:
    """Each statement for itself: at this isolation a transaction would not see one moment either."""
    return engine(url, READERS, LIMITS | {"default_transaction_read_only": "on"}, "AUTOCOMMIT")


def engine(url: URL, size: int, limits: Mapping[str, str], isolation: str | None = None) -> AsyncEngine:
    """A connection that has died in a pause is replaced before its next use."""
    made = create_async_engine(
        url,
        isolation_level=isolation,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_S,
        hide_parameters=True,
        connect_args={"command_timeout": 5, "timeout": 3, "server_settings": dict(limits)},
    )
    event.listen(made.sync_engine, "checkout", Rested(made.sync_engine.dialect).alive)
    event.listen(made.sync_engine, "checkin", rests)
    return made


@dataclass(frozen=True, slots=True)
class Rested:
    """To ask before every use, as SQLAlchemy can, takes as long as a turn's own statements; one that dies in
    use is told apart too, and the unit runs again on another.
    """

    dialect: Dialect

    def alive(self, connection: DBAPIConnection, entry: ConnectionPoolEntry, _out: object) -> None:
        since: float = entry.info.get(SINCE, inf)
        if monotonic() - since < PAUSE_S:
            return
        try:
            self.dialect.do_ping(connection)
        except (self.dialect.loaded_dbapi.Error, OSError) as error:
            raise InvalidatePoolError from error


def rests(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    entry.info[SINCE] = monotonic()


def plain_url(url: URL) -> str:
    """As libpq and asyncpg write it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
