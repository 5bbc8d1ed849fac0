"""Server-sent events: what is new in a talk, live; a lost connection loses and doubles nothing."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

BEAT = 5.0
CLOCK = "clock"
TOUCHES = ("talk:", CLOCK)


class News(Protocol):
    def subscribe(self) -> AbstractContextManager[AsyncIterator[str]]:
        """Touches one by one; it ends when some may have been missed."""

    def publish(self, touches: Iterable[str]) -> None:
        """Told in this process."""


@dataclass(slots=True)
class Bell:
    """One ear for all streams of this process."""

    news: News
    streams: set[asyncio.Event] = field(default_factory=set)
    closed: bool = False

    async def running(self, _app: web.Application) -> AsyncIterator[None]:
        """For `cleanup_ctx`."""
        listening = asyncio.create_task(self.listen())
        yield
        listening.cancel()
        await asyncio.wait({listening})

    async def listen(self) -> None:
        while True:
            with self.news.subscribe() as heard:
                self.ring()
                async for touch in heard:
                    if touch.startswith(TOUCHES):
                        self.ring()

    def ring(self) -> None:
        for stream in self.streams:
            stream.set()

    async def close(self, _app: web.Application) -> None:
        """For `on_shutdown`: a server waits for its open answers."""
        self.closed = True
        self.ring()

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        woken = asyncio.Event()
        woken.set()
        self.streams.add(woken)
        try:
            yield woken
        finally:
            self.streams.discard(woken)

    async def rings(self) -> AsyncIterator[None]:
        """At once, at each ring and after BEAT quiet seconds; ends when the server closes."""
        with self.heard() as woken:
            while not self.closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), BEAT)
                woken.clear()
                if not self.closed:
                    yield


def event(name: str, data: object, of: int | None = None) -> bytes:
    """`of`: what the browser names as Last-Event-ID when it comes back."""
    head = f"id: {of}\n" if of is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


async def opened(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    return response
