"""Where a message may go twice if the process dies, few at a time are taken and not yet stored."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.outbox import Finished

SHORTEST, LONGEST = 0.02, 0.2


@dataclass(frozen=True, slots=True)
class Ended:
    """`stored`: set once the end of the attempt stands in the database."""

    finished: Finished
    stored: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True, kw_only=True)
class Narrows:
    """One call at a time to a platform, until it is stored.

    Whoever is not answered soon lets the next one in, the sooner the more are waiting, so that a platform
    that is slow is not made slower. Times in seconds.
    """

    shortest: float = SHORTEST
    longest: float = LONGEST
    waiting: int = 0
    passage: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def patience(self) -> float:
        return max(self.shortest, self.longest / (1 + self.waiting))

    async def passed(self, call: Callable[[], Awaitable[Finished]], tell: Callable[[Ended], None]) -> None:
        await self.entered()
        calling = asyncio.ensure_future(call())
        try:
            stored = await self.stored(calling, tell)
        finally:
            self.passage.release()
        if not stored:
            tell(Ended(await calling))

    async def entered(self) -> None:
        self.waiting += 1
        try:
            await self.passage.acquire()
        finally:
            self.waiting -= 1

    async def stored(self, calling: "asyncio.Future[Finished]", tell: Callable[[Ended], None]) -> bool:
        """Whether it was answered soon; then only once that is stored."""
        try:
            done, _ = await asyncio.wait({calling}, timeout=self.patience)
        except asyncio.CancelledError:
            calling.cancel()
            raise
        if not done:
            return False
        ended = Ended(calling.result())
        tell(ended)
        await ended.stored.wait()
        return True
