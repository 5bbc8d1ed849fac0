"""SQLite with few trips to the thread of a connection, for a trip costs more than most statements.

What may wait for a lock or a disk goes there: the beginning of a transaction with its first statement, what
is done to many rows, which is marked LONG where it is one statement, and the commit. What is said in between
takes microseconds and is said at once. aiosqlite alone makes four trips a statement.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import aiosqlite
from aiosqlite.context import contextmanager

Description = tuple[tuple[str, None, None, None, None, None, None], ...]
Saying = Callable[[sqlite3.Cursor], object]
T = TypeVar("T")
CHUNK = 64
LONG = "/* long */"


@dataclass(frozen=True, slots=True)
class Ended:
    """What is left of a cursor, which was closed where it was opened."""

    description: Description
    rowcount: int
    lastrowid: int | None
    rows: list[sqlite3.Row]


class Connection(aiosqlite.Connection):
    """`connector` runs in its thread, which does not keep the process from ending.

    `beginning`: a BEGIN that waits for the first statement; `begun`: sent, and not known to have ended;
    `away`: somebody is on a trip, or was cancelled on one and the thread may still be at it.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, CHUNK)
        self._thread.daemon = True
        self.beginning, self.begun, self.away = "", False, False

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return Cursor(self)

    async def commit(self) -> None:
        if self.begun:
            await self.trip(self._conn.commit)
        self.beginning, self.begun = "", False

    async def rollback(self) -> None:
        if self.begun and self.away:
            await self.trip(self._conn.rollback)
        elif self.begun:
            self._conn.rollback()
        self.beginning, self.begun = "", False

    async def said(self, what: Saying) -> Ended:
        if self.begun and not self.away:
            return self.ended("", what)
        return await self.said_there(what)

    async def said_there(self, what: Saying) -> Ended:
        first, self.beginning = self.beginning, ""
        self.begun = self.begun or bool(first)
        return await self.trip(partial(self.ended, first, what))

    async def trip(self, errand: Callable[[], T]) -> T:
        self.away = True
        try:
            done: T = await self._execute(errand)
        except sqlite3.Error:
            self.away = False
            raise
        self.away = False
        return done

    def ended(self, first: str, what: Saying) -> Ended:
        cursor = self._conn.cursor()
        try:
            if first:
                cursor.execute(first)
            what(cursor)
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
        said = self.connection_.said_there if LONG in sql else self.connection_.said
        self.ended = await said(lambda cursor: cursor.execute(sql, tuple(parameters or ())))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[object]]) -> "Cursor":
        rows = [tuple(row) for row in parameters]
        self.ended = await self.connection_.said_there(lambda cursor: cursor.executemany(sql, rows))
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
