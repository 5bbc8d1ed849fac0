"""PostgreSQL: what is loaded to be changed is locked, and nothing waits longer than a second.

The wait for a lock ends first, so that it can be told from a statement that is slow by itself.
"""

from collections.abc import Mapping

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WAIT_S = 1
WRITERS, READERS = 10, 5
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
    return engine(url, READERS, LIMITS | {"default_transaction_read_only": "on"})


def engine(url: URL, size: int, limits: Mapping[str, str]) -> AsyncEngine:
    """A connection that has died is replaced before its next use."""
    return create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_S,
        pool_pre_ping=True,
        connect_args={"command_timeout": 5, "timeout": 3, "server_settings": dict(limits)},
    )


def plain_url(url: URL) -> str:
    """As libpq and asyncpg write it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
