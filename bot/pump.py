"""Keeps the relay going: woken by news, else every second; at most so many calls in flight; drained at the
end.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field

from bot.errors import FocalError
from bot.outbox import Drawn, Finished, Relay
from bot.unit import Delivery, Live

log = logging.getLogger(__name__)
POLL, DRAIN, GATHER = 1.0, 8.0, 0.04


@dataclass(slots=True, kw_only=True)
class Pump:
    """`in_flight` calls are never waited for by others: a slow platform takes slots, not time.

    The first message after a quiet moment goes at once; those of the next GATHER seconds go together.
    """

    relay: Relay
    slots: int = 50
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: dict[asyncio.Task[None], Delivery | Live] = field(default_factory=dict)
    finished: asyncio.Queue[Finished] = field(default_factory=asyncio.Queue)
    stopping: bool = False

    def wake(self) -> None:
        self.awake.set()

    async def run(self) -> None:
        marking = asyncio.create_task(self.mark_all())
        try:
            while not self.stopping:
                self.awake.clear()
                if not await self.tried(self.begin()):
                    await asyncio.sleep(GATHER)
                    await self.rest()
        finally:
            await self.drain()
            await self.finished.join()
            marking.cancel()

    async def rest(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self.awake.wait()
        except TimeoutError:
            return

    async def tried(self, step: Coroutine[None, None, bool]) -> bool:
        """A database that is away for a while is tried again at the next poll."""
        try:
            return await step
        except FocalError:
            log.warning("the relay could not reach the database")
            return False

    async def begin(self) -> bool:
        """True where there may be more at once."""
        free = self.slots - len(self.in_flight)
        if free <= 0:
            return False
        claimed = await self.relay.claim(free)
        for one in claimed:
            self.start(self.send(one), one.delivery)
        busy = {live.id for live in self.in_flight.values() if isinstance(live, Live)}
        for live in await self.relay.due_live(free):
            if live.id not in busy:
                self.start(self.redraw(live), live)
        return len(claimed) == free

    def start(self, work: Coroutine[None, None, None], what: Delivery | Live) -> None:
        task = asyncio.create_task(work)
        self.in_flight[task] = what
        task.add_done_callback(self.ended)

    def ended(self, task: asyncio.Task[None]) -> None:
        """More can be claimed only where every slot was taken, or once this one is marked."""
        full = len(self.in_flight) >= self.slots
        self.in_flight.pop(task, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("a relay task failed", exc_info=error)
        if full:
            self.wake()

    async def send(self, one: Drawn | Finished) -> None:
        self.finished.put_nowait(await self.relay.attempt(one))

    async def redraw(self, live: Live) -> None:
        await self.relay.redraw(live)

    async def mark_all(self) -> None:
        """What has finished meanwhile is stored in one transaction."""
        while True:
            batch = [await self.finished.get()]
            while not self.finished.empty():
                batch.append(self.finished.get_nowait())
            while not await self.tried(self.marked(batch)):
                await self.rest()
            for _ in batch:
                self.finished.task_done()
            await asyncio.sleep(GATHER)

    async def marked(self, batch: Sequence[Finished]) -> bool:
        await self.relay.mark(batch)
        self.wake()
        return True

    def stop(self) -> None:
        self.stopping = True
        self.wake()

    async def drain(self) -> None:
        """No new claims; what is in flight has its time, then is dropped and given back."""
        if not self.in_flight:
            return
        _, late = await asyncio.wait(set(self.in_flight), timeout=DRAIN)
        dropped = [what for task in late if isinstance(what := self.in_flight[task], Delivery)]
        for task in late:
            task.cancel()
        await self.relay.release(dropped)
