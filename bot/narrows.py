"""Where a message may go twice if the process dies, few at a time are taken and not yet stored."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

from bot.outbox import Finished

SHORTEST, LONGEST, A_WHILE, MOST_LATE = 0.012, 0.25, 10.0, 5


@dataclass(frozen=True, slots=True)
class Ended:
    """`stored`: set once the end of the attempt stands in the database."""

    finished: Finished
    stored: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True, kw_only=True)
class Narrows:
    """One call at a time to a platform, until it is stored.

    Whoever is not answered soon lets the next one in: sooner after each that was not, and sooner the more are
    waiting where that has gone on for a while, so that a platform that is slow is not made slower. Times in
    seconds.
    """

    shortest: float = SHORTEST
    longest: float = LONGEST
    clock: Callable[[], float] = monotonic
    waiting: int = 0
    since: float = 0.0
    late: int = 0
    passage: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def patience(self) -> float:
        """`since`: for so long somebody has been waiting; `late`: so many in turn were not answered soon."""
        crowd = self.waiting if self.clock() - self.since > A_WHILE else 0
        return max(self.shortest, self.longest / (1 << self.late) / (1 + crowd))

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
        if not self.waiting:
            self.since = self.clock()
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
        self.late = 0 if done else min(self.late + 1, MOST_LATE)
        if not done:
            return False
        ended = Ended(calling.result())
        tell(ended)
        await ended.stored.wait()
        return True
