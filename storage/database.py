"""The database of one process, whichever it is."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import now
from bot.domain.network import Network
from bot.errors import Misconfigured
from storage import postgres, sqlite
from storage.failures import told
from storage.folded_floors import FoldedFloors
from storage.lock import FileLock
from storage.news import Listener, News
from storage.schema import migrate
from storage.turnstile import Turnstile
from storage.unit_of_work import House, Unit

ENGINES = {"sqlite+aiosqlite": sqlite, "postgresql+asyncpg": postgres}


@dataclass(slots=True, kw_only=True)
class Database:
    """`unit` is for changes, `reading` for what is only shown; both raise Unavailable and its Conflict.

    `clock`: what time it is where something is shown; `by_mail`: whether letters go out from here.
    """

    url: URL
    network: Network
    writer: AsyncEngine
    reader: AsyncEngine
    to_write: Turnstile
    to_read: Turnstile
    news: News = field(default_factory=News)
    floors: FoldedFloors = field(default_factory=FoldedFloors)
    lock: FileLock | None = None
    listener: Listener | None = None
    listening: "asyncio.Task[None] | None" = None
    clock: Callable[[], datetime] = now
    by_mail: bool = False

    @classmethod
    def of(cls, url: str, network: Network, clock: Callable[[], datetime] = now) -> "Database":
        """`sqlite+aiosqlite:///FILE` or `postgresql+asyncpg://…`; raises Misconfigured for any other."""
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise Misconfigured(["FOCALBOT_DATABASE_URL: this is not a URL."]) from None
        if parsed.drivername not in ENGINES or not parsed.database:
            raise Misconfigured([f"FOCALBOT_DATABASE_URL: begin it with {' or '.join(ENGINES)}."])
        engines = ENGINES[parsed.drivername]
        return cls(
            url=parsed,
            network=network,
            writer=engines.writer(parsed),
            reader=engines.reader(parsed),
            to_write=Turnstile(engines.WRITERS, engines.WAIT_S),
            to_read=Turnstile(engines.READERS, engines.WAIT_S),
            clock=clock,
        )

    async def migrate(self) -> None:
        with told():
            await migrate(self.url)

    def hold(self) -> None:
        """No second process on the same file, from before it is touched. Raises Misconfigured for it."""
        if self.url.get_backend_name() == "sqlite" and self.lock is None:
            file = Path(self.url.database or "")
            file.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(file)
            lock.take()
            self.lock = lock

    async def start(self) -> None:
        """For the one that serves: nobody else's file, and news of other replicas."""
        self.hold()
        if self.lock:
            await self.abandon()
        else:
            self.listener = Listener(url=postgres.plain_url(self.url), news=self.news)
            self.listening = asyncio.create_task(self.listener.run())

    async def abandon(self) -> None:
        """Nobody else can be sending from this file: what a former process began is ours at once."""
        async with self.unit() as unit:
            await unit.outbox.abandon()
            await unit.commit()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """Rolled back unless committed."""
        with told():
            async with self.to_write.passed(), self.writer.connect() as sql:
                yield self.begun(sql, locks=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        with told():
            async with self.to_read.passed(), self.reader.connect() as sql:
                yield self.begun(sql, locks=False)

    def begun(self, sql: AsyncConnection, *, locks: bool) -> Unit:
        house = House(self.network, self.news, self.floors, self.by_mail)
        return Unit(sql, house, self.clock(), locks=locks)

    async def dispose(self) -> None:
        if self.listening:
            self.listening.cancel()
            await asyncio.wait([self.listening])
        self.news.end()
        await self.writer.dispose()
        await self.reader.dispose()
        if self.lock:
            self.lock.release()
            self.lock = None
