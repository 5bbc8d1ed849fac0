"""What has changed, told to whoever listens: in this process, and through PostgreSQL to every replica."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import asyncpg
from sqlalchemy import ARRAY, String, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

log = logging.getLogger(__name__)
CHANNEL, OUTBOX = "focalbot", "outbox"
PAUSE_S, CONNECT_S, ANSWER_S = 0.5, 3.0, 3.0
BACKLOG = 256


@dataclass(eq=False, slots=True)
class Subscription:
    """Touches one by one; it ends when some may have been missed: subscribe again, then read afresh."""

    news: "News"
    queue: "asyncio.Queue[str | None]" = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    ended: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.news.subscriptions.discard(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        touch = None if self.ended and self.queue.empty() else await self.queue.get()
        if touch is None:
            raise StopAsyncIteration
        return touch

    def take(self, touch: str) -> None:
        """Nobody waits for a slow listener."""
        if self.queue.full():
            self.end()
        else:
            self.queue.put_nowait(touch)

    def end(self) -> None:
        self.news.subscriptions.discard(self)
        self.ended = True
        if not self.queue.full():
            self.queue.put_nowait(None)


@dataclass(slots=True)
class News:
    subscriptions: set[Subscription] = field(default_factory=set)

    def subscribe(self) -> Subscription:
        subscription = Subscription(self)
        self.subscriptions.add(subscription)
        return subscription

    def publish(self, touches: Iterable[str]) -> None:
        for touch in touches:
            for subscription in tuple(self.subscriptions):
                subscription.take(touch)

    def end(self) -> None:
        for subscription in tuple(self.subscriptions):
            subscription.end()


def spreads(touches: Iterable[str]) -> Sequence[str]:
    """Those for every replica. What is to be said is sent by whoever wrote it; other relays look every second
    anyway, and PostgreSQL lets only one at a time commit what it has to tell.
    """
    return sorted({*touches} - {OUTBOX})


async def notify(sql: AsyncConnection, touches: Iterable[str]) -> None:
    """Told by PostgreSQL with the commit, or never."""
    told = func.unnest(literal([*touches], ARRAY(String)))
    await sql.execute(select(func.pg_notify(CHANNEL, told)))


@dataclass(slots=True, kw_only=True)
class Listener:
    """Hears what every replica has committed, and comes back by itself when the connection is lost.

    `heartbeat`: seconds between two looks whether the other side is still there.
    """

    url: str
    news: News
    heartbeat: float = 3.0
    listening: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        while True:
            try:
                await self.listen(await asyncpg.connect(self.url, timeout=CONNECT_S))
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("news from the database are interrupted: %s", type(error).__name__)
            except Exception:
                log.exception("news from the database are interrupted")
            self.listening.clear()
            self.news.end()
            await asyncio.sleep(PAUSE_S)

    async def listen(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Until the connection is lost; a heartbeat notices when the other side has gone without a word."""
        try:
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self.hear)
            self.listening.set()
            while not await within(self.heartbeat, lost):
                await connection.execute("SELECT 1", timeout=ANSWER_S)
        finally:
            connection.terminate()

    def hear(self, _connection: object, _pid: int, _channel: str, touch: object) -> None:
        self.news.publish([str(touch)])


async def within(seconds: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
