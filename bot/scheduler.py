"""What is due by itself, at each tick: once, whatever the number of replicas."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.broadcasting import answered_for
from bot.errors import FocalError
from bot.ports_upkeep import TICK
from bot.reminding import AT_ONCE, remind, reminded_about
from bot.unit import Units

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Ticker:
    """One tick at a time in this process; `ticked` hears of each whether all was done.

    What could not be done is tried again at the next tick, and keeps no other meeting waiting.
    """

    units: Units
    now: Callable[[], datetime]
    fresh: Callable[[], str]
    ticked: Callable[[bool], None]
    runs: int = 0
    stopping: bool = False
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        async with self.ticking:
            if not self.stopping:
                self.ticked(await tick(self.units, self.now(), self.fresh))
                self.runs += 1

    async def end(self) -> None:
        """What has begun is finished: a statement that is cancelled would keep its lock."""
        self.stopping = True
        async with self.ticking:
            return


async def tick(units: Units, now: datetime, fresh: Callable[[], str]) -> bool:
    """Whether everything was done that is due."""
    try:
        await beaten(units, now)
        meetings = await reminded_about(units, now)
    except FocalError:
        log.warning("a tick could not reach the database")
        return False
    reminded = all([await all_reminded(meeting, units, now, fresh) for meeting in meetings])
    return await answered_for(units, now, fresh) and reminded


async def beaten(units: Units, now: datetime) -> None:
    """So that every replica knows that something still happens by itself."""
    async with units() as unit:
        await unit.pulse.beat(TICK, now=now)
        await unit.commit()


async def all_reminded(meeting: str, units: Units, now: datetime, fresh: Callable[[], str]) -> bool:
    try:
        while await remind(meeting, units, now, fresh) >= AT_ONCE:
            log.info("more reminders are due", extra={"meeting": meeting})
    except Exception:
        log.exception("reminders wait for the next tick", extra={"meeting": meeting})
        return False
    return True
