"""First come, first served: a pool of connections alone lets whoever asks at the right moment go first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.errors import Unavailable


class Turnstile:
    """Lets in as many at once as there are connections; raises Unavailable where it takes too long."""

    def __init__(self, at_once: int, seconds: float) -> None:
        self.free, self.seconds = asyncio.Semaphore(at_once), seconds

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self.seconds):
                await self.free.acquire()
        except TimeoutError:
            raise Unavailable("no connection is free") from None
        try:
            yield
        finally:
            self.free.release()
