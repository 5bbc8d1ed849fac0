"""One open page: what is sent to it, and what it has not taken yet."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from bot.links import Grant
from bot.web.floor.shown import View

BACKLOG = 12


@dataclass(eq=False, slots=True)
class Stream:
    """Nobody waits for a slow reader: one that is BACKLOG events behind is dropped, and may come again.

    `abort` ends its connection at once, whatever stands in between.
    """

    view: View
    grant: Grant
    abort: Callable[[], None]
    queue: "asyncio.Queue[bytes | None]" = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    dropped: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, data: bytes) -> bool:
        """False where it has been dropped."""
        if self.queue.full() and not self.dropped.is_set():
            self.drop()
        if not self.dropped.is_set():
            self.queue.put_nowait(data)
        return not self.dropped.is_set()

    def drop(self) -> None:
        self.dropped.set()
        if self.queue.full():
            self.abort()
        else:
            self.queue.put_nowait(None)

    async def taken(self) -> AsyncIterator[bytes]:
        while not self.dropped.is_set() and (data := await self.queue.get()) is not None:
            yield data
