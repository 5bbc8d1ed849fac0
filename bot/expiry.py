"""Needs and offers end by themselves on the day after the last one they are valid."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.exchange.listing import Listing
from bot.unit import Units

AT_ONCE = 100


async def expire(units: Units, now: datetime) -> int:
    """How many; the day is the one in the network's home zone."""
    expired = 0
    while count := await expire_some(units, now):
        expired += count
    return expired


async def expire_some(units: Units, now: datetime) -> int:
    async with units() as unit:
        today = now.astimezone(ZoneInfo(unit.reading.network.home_zone)).date()
        late = [one.expired(today, at=now) for one in await unit.listings.overdue(today, AT_ONCE)]
        expired = [one for one in late if isinstance(one, Listing)]
        for listing in expired:
            await unit.listings.save(listing)
        touched = {touch for one in expired for touch in (f"{one.kind}:{one.id}", f"mine:{one.owner}")}
        await unit.outbox.touch(sorted(touched))
        await unit.commit(sorted(touched))
    return len(expired)
