"""Keeps the relay going: woken by news, by what is due next, else every second; at most so many calls in
flight; drained at the end.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Coroutine, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.claiming import Room
from bot.domain.delivery.state import InDoubt, Urgency
from bot.errors import FocalError
from bot.narrows import Ended, Narrows
from bot.outbox import Drawn, Finished, Relay
from bot.outgoing import Delivery, Live

log = logging.getLogger(__name__)
POLL, DRAIN, STORE, GATHER, STORED_AFTER, COLD = 1.0, 8.0, 4.0, 0.04, 0.08, 0.5
KEPT, AT_ONCE, AHEAD, SLOW = 10, 50, 8, timedelta(seconds=2)
"""Slots for what somebody waits for; most that one claim takes; most that wait in the narrows, so that what
leaves keeps to the pace by which it was claimed; after that long a call is a slow one.
"""


@dataclass(slots=True, kw_only=True)
class Pump:
    """`in_flight` calls are never waited for by others: a slow platform takes slots, not time. `narrows`: by
    platform, for what may go to many twice.

    The first message after a quiet moment goes at once; those of the next GATHER seconds go together, and
    what ends within STORED_AFTER seconds is stored together. The very first to many is slow, and what was
    claimed beside it would leave late and all at once: it goes alone, for COLD seconds at most.
    """

    relay: Relay
    slots: int = 90
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: dict[asyncio.Task[None], Delivery | Live] = field(default_factory=dict)
    finished: asyncio.Queue[Ended] = field(default_factory=asyncio.Queue)
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    narrows: MutableMapping[str, Narrows] = field(default_factory=lambda: defaultdict(Narrows))
    stopping: bool = False
    warm: bool = False
    pause: float = POLL

    @property
    def kept(self) -> int:
        return min(KEPT, self.slots // 2)

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
            marking.cancel()

    async def rest(self) -> None:
        await heard(self.awake, self.pause)

    async def tried(self, step: Coroutine[None, None, bool]) -> bool:
        """A database that is away for a while is tried again at the next poll."""
        try:
            return await step
        except FocalError:
            log.warning("the relay could not reach the database")
            self.pause = POLL
            return False

    async def begin(self) -> bool:
        """True where there may be more at once."""
        free = min(self.slots - len(self.in_flight), AT_ONCE)
        if free <= 0:
            return False
        found = await self.relay.round(free, self.kept, self.room())
        claimed = await self.relay.drawn(found.deliveries)
        if self.stopping:
            for one in claimed:
                self.told(Ended(self.relay.given_back(one.delivery)))
            return False
        for one in claimed:
            self.start(self.send(one), one.delivery)
        if claimed and not self.warm:
            asyncio.get_running_loop().call_later(COLD, self.warmed)
        await self.edit(free)
        self.pause = until(found.next_at, self.relay.now())
        return found.more or len(claimed) >= max(1, free - self.kept)

    def room(self) -> Room:
        """Half of what goes to many for each platform: one that hangs leaves the rest to the others."""
        calls = [one for one in self.in_flight.values() if isinstance(one, Delivery) and one.place]
        most, before = (self.slots - self.kept) // 2 if self.warm else 1, self.relay.now() - SLOW
        in_use = Counter(one.place.platform for one in calls if one.place)
        slow = {one.place.platform for one in calls if one.place and one.called_at and one.called_at < before}
        left = {name: most - in_use[name] for name in self.relay.platforms}
        ahead = {name: min(left.get(name, most), AHEAD - one.waiting) for name, one in self.narrows.items()}
        return Room(left | ahead, slow)

    async def edit(self, free: int) -> None:
        busy = {live.id for live in self.in_flight.values() if isinstance(live, Live)}
        for live in await self.relay.due_live(free):
            if live.id not in busy:
                self.start(self.redraw(live), live)

    def start(self, work: Coroutine[None, None, None], what: Delivery | Live) -> None:
        task = asyncio.create_task(work)
        self.in_flight[task] = what
        task.add_done_callback(self.ended)

    def ended(self, task: asyncio.Task[None]) -> None:
        """More can be claimed only where every slot was taken, or once this one is marked."""
        full = len(self.in_flight) >= self.slots - self.kept
        self.in_flight.pop(task, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("a relay task failed", exc_info=error)
        if full:
            self.wake()

    async def send(self, one: Drawn | Finished) -> None:
        if isinstance(one, Drawn) and self.repeats(one.delivery):
            narrows = self.narrows[one.parcel.place.platform]
            await narrows.passed(lambda: self.attempted(one), self.told)
        else:
            self.told(Ended(await self.relay.attempt(one)))

    async def attempted(self, one: Drawn) -> Finished:
        """Whoever has waited until the end is given back."""
        return self.relay.given_back(one.delivery) if self.stopping else await self.relay.attempt(one)

    def told(self, ended: Ended) -> None:
        """It is not in flight any more, though its task may go on until it is stored."""
        self.finished.put_nowait(ended)
        self.warmed()
        if task := asyncio.current_task():
            self.in_flight.pop(task, None)
        if self.repeats(ended.finished.delivery):
            self.hurry.set()

    def warmed(self) -> None:
        if not self.warm:
            self.warm = True
            self.wake()

    def repeats(self, one: Delivery) -> bool:
        """What is not stored when the process dies may go to many people twice: there is no time to lose."""
        return one.urgency is Urgency.BULK and self.relay.claiming.in_doubt(one) is InDoubt.REPEAT

    async def redraw(self, live: Live) -> None:
        await self.relay.redraw(live)

    async def mark_all(self) -> None:
        """What has finished meanwhile is stored in one transaction."""
        while True:
            batch = [await self.finished.get()]
            self.hurry.clear()
            while not self.finished.empty():
                batch.append(self.finished.get_nowait())
            while not await self.tried(self.marked(batch)):
                await self.rest()
            for one in batch:
                one.stored.set()
                self.finished.task_done()
            await heard(self.hurry, STORED_AFTER)

    async def marked(self, batch: Sequence[Ended]) -> bool:
        await self.relay.mark([one.finished for one in batch])
        self.wake()
        return True

    def stop(self) -> None:
        self.stopping = True
        self.wake()

    async def drain(self) -> None:
        """No new claims; what is in flight has its time, then is dropped, and its end unknown."""
        if self.in_flight:
            _, late = await asyncio.wait(set(self.in_flight), timeout=DRAIN)
            for task in late:
                if isinstance(what := self.in_flight.get(task), Delivery):
                    self.told(Ended(self.relay.dropped(what)))
                task.cancel()
        try:
            async with asyncio.timeout(STORE):
                await self.finished.join()
        except TimeoutError:
            log.warning("the database was away at the end: leases will run out")


async def heard(event: asyncio.Event, most: float) -> None:
    """For so many seconds at most."""
    try:
        async with asyncio.timeout(most):
            await event.wait()
    except TimeoutError:
        return


def until(at: datetime | None, now: datetime) -> float:
    """Seconds to sleep at most."""
    return min(POLL, max(0.0, (at - now).total_seconds())) if at else POLL
