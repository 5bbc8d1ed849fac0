"""What was said is kept for thirty days; that it was said, to whom and how it ended stays for good."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.ports_upkeep import Retention
from bot.unit import Units

AT_ONCE = 500
"""Rows a transaction, so that others are never kept from writing for long."""
BODIES, ATTEMPTS, PACES = timedelta(days=30), timedelta(days=365), timedelta(days=1)
Step = Callable[[Retention], Awaitable[int]]


async def purge(units: Units, now: datetime) -> Mapping[str, int]:
    """How many rows each, for the log."""
    steps: Mapping[str, Step] = {
        "bodies": lambda kept: kept.empty_bodies(before=now - BODIES, limit=AT_ONCE),
        "talks": lambda kept: kept.empty_talks(before=now - BODIES, limit=AT_ONCE),
        "attempts": lambda kept: kept.forget_attempts(before=now - ATTEMPTS, limit=AT_ONCE),
        "paces": lambda kept: kept.forget_paces(before=now - PACES, limit=AT_ONCE),
    }
    return {name: await done(step, units) for name, step in steps.items()}


async def done(step: Step, units: Units) -> int:
    total = 0
    while True:
        async with units() as unit:
            count = await step(unit.retention)
            await unit.commit()
        total += count
        if count < AT_ONCE:
            return total
