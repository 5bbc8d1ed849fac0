"""Requests to approve a broadcast that nobody answers: brought to mind once, lapsed when it is too late."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from bot.cards import Say, say
from bot.dialog import Show, To, said_moment
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.life import WAITS, lapsed, prompted
from bot.domain.broadcast.moments import LAST_ZONE, instant_of
from bot.domain.broadcast.texts import newest
from bot.domain.delivery.state import Urgency
from bot.domain.people import Role
from bot.errors import FocalError
from bot.request import follows
from bot.unit import Delivery, UnitOfWork, Units

log = logging.getLogger(__name__)
VIEW = "broadcast"


async def answered_for(units: Units, now: datetime, fresh: Callable[[], str]) -> bool:
    """Whether everything was done that is due; one that cannot be dealt with holds up no other."""
    try:
        waiting = await asked(units)
    except FocalError:
        log.warning("requests for approval could not be read")
        return False
    return all([await dealt_with(of, units, now, fresh) for of in waiting])


async def asked(units: Units) -> Sequence[str]:
    async with units() as unit:
        return [one.id for one in await unit.broadcasts.asked()]


async def dealt_with(of: str, units: Units, now: datetime, fresh: Callable[[], str]) -> bool:
    try:
        async with units() as unit:
            if touches := await step(of, unit, now, fresh):
                await unit.commit(touches)
    except Exception:
        log.exception("a request for approval waits for the next tick", extra={"broadcast": of})
        return False
    return True


async def step(of: str, unit: UnitOfWork, now: datetime, fresh: Callable[[], str]) -> Sequence[str]:
    """What has changed. The record says that it was done, so no replica does it a second time."""
    one = await unit.broadcasts.locked(of)
    if one is None:
        return ()
    if over := lapsed(one, at=now):
        await unit.broadcasts.save(over)
        people = {one.requested_by or one.author}
        return await told(over, people, say("approval-lapsed", reference=one.reference), unit, now, fresh)
    if reminded := prompted(one, at=now):
        await unit.broadcasts.save(reminded)
        return await told(reminded, await approvers(one, unit, now), prompt(one), unit, now, fresh)
    return ()


def prompt(one: Broadcast) -> Say:
    since = one.requested_at or one.steps[-1].at
    ends = [instant_of(one.expires, LAST_ZONE)] if one.expires else []
    until = min([since + WAITS, *ends])
    return say("approval-prompt", reference=one.reference, at=said_moment(since), until=said_moment(until))


async def approvers(one: Broadcast, unit: UnitOfWork, now: datetime) -> Collection[str]:
    """Everybody of the secretariat but who wrote it."""
    to = To(what=Show(VIEW, one.id), roles=frozenset({Role.SECRETARIAT}))
    return {*await unit.people.whom(to, now=now)} - {newest(one).by}


async def told(
    one: Broadcast,
    people: Collection[str],
    notice: Say,
    unit: UnitOfWork,
    now: datetime,
    fresh: Callable[[], str],
) -> Sequence[str]:
    """With its card, which follows it."""
    key = f"approval/{one.reference}/{len(one.steps)}"
    for person in (await unit.people.by_ids(people, now=now)).values():
        show = Show(VIEW, one.id)
        delivery = Delivery(
            id=fresh(),
            occurrence_key=key,
            recipient=person.id,
            what=show,
            notice=notice,
            urgency=Urgency.NOTICE,
        )
        await unit.outbox.add(delivery, now=now, follows=follows(show, person))
    touches = (f"broadcast:{one.id}", f"broadcast-preview:{one.id}", "broadcasts")
    await unit.outbox.touch(touches)
    return ("outbox", *touches)
