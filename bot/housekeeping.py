"""What happens by itself, every hour; the job lives in memory and does nothing twice."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import Unavailable
from bot.expiry import expire
from bot.unit import Units

log = logging.getLogger(__name__)
DRAFTS_KEPT = timedelta(days=30)


async def tidy(units: Units, now: datetime) -> int:
    """How many drafts nobody has touched for 30 days were deleted."""
    async with units() as unit:
        gone = await unit.drafts.purge(before=now - DRAFTS_KEPT)
        await unit.commit()
    return gone


def scheduler(units: Units, now: Callable[[], datetime]) -> AsyncIOScheduler:
    """Not started yet."""

    async def hourly() -> None:
        try:
            drafts, listings = await tidy(units, now()), await expire(units, now())
            log.info("tidied", extra={"drafts": drafts, "expired": listings})
        except Unavailable:
            log.warning("tidying waits: the database cannot be reached")

    made = AsyncIOScheduler(timezone=UTC)
    made.add_job(hourly, "interval", hours=1, coalesce=True, max_instances=1, misfire_grace_time=None)
    return made
