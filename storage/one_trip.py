"""SQLite with one trip to its thread a statement: aiosqlite makes one each for the cursor, the statement, its
rows and the end of the cursor, and a trip costs more than most statements.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import aiosqlite
from aiosqlite.context import contextmanager

Description = tuple[tuple[str, None, None, None, None, None, None], ...]
CHUNK = 64


@dataclass(frozen=True, slots=True)
class Ended:
    """What is left of a cursor, which was closed where it was opened."""

    description: Description
    rowcount: int
    lastrowid: int | None
    rows: list[sqlite3.Row]


class Connection(aiosqlite.Connection):
    """`connector` runs in its thread, which does not keep the process from ending.

    `beginning`: a BEGIN that waits for the first statement; `begun`: sent, and not known to have ended.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, CHUNK)
        self._thread.daemon = True
        self.beginning, self.begun = "", False

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return Cursor(self)

    async def commit(self) -> None:
        if self.begun:
            await super().commit()
        self.beginning, self.begun = "", False

    async def rollback(self) -> None:
        if self.begun:
            await super().rollback()
        self.beginning, self.begun = "", False

    async def trip(self, run: Callable[[sqlite3.Cursor], object]) -> Ended:
        first, self.beginning = self.beginning, ""
        self.begun = self.begun or bool(first)
        ended: Ended = await self._execute(self.there_and_back, first, run)
        return ended

    def there_and_back(self, first: str, run: Callable[[sqlite3.Cursor], object]) -> Ended:
        cursor = self._conn.cursor()
        try:
            if first:
                cursor.execute(first)
            run(cursor)
            rows = cursor.fetchall() if cursor.description else []
            return Ended(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
        finally:
            cursor.close()


class Cursor(aiosqlite.Cursor):
    """One that has been closed before its rows are asked for, so that nothing holds a lock meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self.connection_, self.ended = connection, Ended((), -1, None, [])

    async def execute(self, sql: str, parameters: Iterable[object] | None = None) -> "Cursor":
        if sql.startswith("BEGIN"):
            self.connection_.beginning = sql
            return self
        self.ended = await self.connection_.trip(lambda cursor: cursor.execute(sql, tuple(parameters or ())))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[object]]) -> "Cursor":
        rows = [tuple(row) for row in parameters]
        self.ended = await self.connection_.trip(lambda cursor: cursor.executemany(sql, rows))
        return self

    async def fetchall(self) -> Iterable[sqlite3.Row]:
        return self.ended.rows

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def description(self) -> Description:
        return self.ended.description

    @property
    def rowcount(self) -> int:
        return self.ended.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self.ended.lastrowid


def connecting(file: str) -> Callable[[], aiosqlite.Connection]:
    return partial(Connection, partial(sqlite3.connect, file, check_same_thread=False))
