"""The relay's part of storage tests: a claim, a mark, without any platform."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat import Address
from bot.claiming import Claiming
from bot.domain.delivery.following import Circumstances, Ended, How, followed
from bot.domain.delivery.state import InDoubt
from bot.outgoing import Attempt, Delivery
from bot.unit import UnitOfWork
from storage.database import Database

LEASE, GAP = timedelta(seconds=120), timedelta(seconds=60)
CLAIMING = Claiming(platforms={}, paces={}, lease=LEASE)


async def claimed(unit: UnitOfWork, now: datetime, limit: int = 50) -> Sequence[Delivery]:
    return (await CLAIMING.round(unit, now, limit)).deliveries


async def claim(database: Database, *, now: datetime, limit: int = 50) -> Sequence[Delivery]:
    async with database.unit() as unit:
        found = await claimed(unit, now, limit)
        await unit.commit()
    return found


async def mark(database: Database, *attempts: Attempt, now: datetime) -> bool:
    """Whether the lease of the first still held."""
    async with database.unit() as unit:
        held = await unit.outbox.mark(attempts, now=now)
        await unit.commit()
    return attempts[0].delivery.lease_token in held


def attempt(
    one: Delivery,
    how: How,
    *,
    now: datetime,
    cause: str = "",
    doubt: InDoubt = InDoubt.LOOK_UP,
    wait: float = 0,
) -> Attempt:
    ended = Ended(how, cause, wait)
    here = Circumstances(in_doubt=doubt, has_second=False, now=now, chance=0.0, gap=GAP)
    becomes = followed(one.course(now), ended, here)
    return Attempt(delivery=one, ended=ended, becomes=becomes, at=now)


def sent(one: Delivery, place: Address, *, now: datetime, handle: str = "", shown: int = 0) -> Attempt:
    ended = Ended(How.SENT)
    here = Circumstances(in_doubt=InDoubt.LOOK_UP, has_second=False, now=now, chance=0.0, gap=GAP)
    return Attempt(
        delivery=one,
        ended=ended,
        becomes=followed(one.course(now), ended, here),
        at=now,
        place=place,
        handle=handle or f"{place.id}/{one.id}",
        shown=shown,
    )
