"""What happens by itself, every hour and at every tick; the jobs live in memory and do nothing twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import now as real_time
from bot.errors import Unavailable
from bot.expiry import expire
from bot.retention import purge
from bot.retiming import retime
from bot.unit import Units

log = logging.getLogger(__name__)
DRAFTS_KEPT = timedelta(days=30)
TICK_S, MANY = 15.0, 100
ONCE: Mapping[str, object] = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


async def tidy(units: Units, now: datetime) -> int:
    """How many drafts nobody has touched for 30 days were deleted."""
    async with units() as unit:
        gone = await unit.drafts.purge(before=now - DRAFTS_KEPT)
        await unit.commit()
    return gone


def scheduler(
    units: Units, now: Callable[[], datetime], tick: Callable[[], Awaitable[None]]
) -> AsyncIOScheduler:
    """Not started yet. Its jobs are fixed ticks in memory: what is due stands in the tables alone."""

    async def hourly() -> None:
        try:
            drafts, listings = await tidy(units, now()), await expire(units, now())
            moved, emptied = await retime(units, now()), await purge(units, now())
            done = {"drafts": drafts, "expired": listings, "moved": moved, **emptied}
            log.info("tidied", extra=done)
        except Unavailable:
            log.warning("tidying waits: the database cannot be reached")

    made = AsyncIOScheduler(timezone=UTC)
    made.add_job(hourly, "interval", hours=1, **ONCE)
    made.add_job(tick, "interval", seconds=TICK_S, next_run_time=real_time(), **ONCE)
    return made


def soon(jobs: AsyncIOScheduler, tick: Callable[[], Awaitable[None]]) -> None:
    """A tick beside the fixed ones, at once; several wait for one another."""
    jobs.add_job(tick, id="soon", replace_existing=True, max_instances=MANY, misfire_grace_time=None)


async def watching(look: Callable[[], Awaitable[None]], every_s: float = TICK_S) -> None:
    """Beside the jobs, so that it is told where they stand still."""
    while True:
        await asyncio.sleep(every_s)
        await look()


async def watched(jobs: AsyncIOScheduler, runs: Callable[[], int], every_s: float = 4 * TICK_S) -> None:
    """Jobs wait by the clock on the wall: set back, it would stop them for as long."""
    while True:
        before = runs()
        await asyncio.sleep(every_s)
        if runs() == before:
            log.warning("no tick for %s s: all jobs are run now", every_s)
            for job in jobs.get_jobs():
                job.modify(next_run_time=real_time())
