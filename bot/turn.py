"""One request, one transaction; what went wrong is apologized for in a second one."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.cards import Say, say
from bot.chat import Carries, Done, Filled, Inbound, Refused, Reply
from bot.errors import Conflict, Flooded, Unavailable
from bot.flood import Buckets
from bot.meaning import again, taken
from bot.on_the_line import noted, told_of_a_meeting
from bot.request import House, Request, at, event, private_place
from bot.unit import UnitOfWork, Units

log = logging.getLogger(__name__)
TRIES, LONGEST_PAUSE = 5, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The service behind every adapter and page; raises Unavailable where nothing was kept, and Flooded where
    a page asked too much of us.
    """

    units: Units
    house: House
    chance: Callable[[], float]
    buckets: Buckets = field(default_factory=Buckets)

    async def handle(self, inbound: Inbound) -> Reply:
        if told_of_a_meeting(inbound.what):
            return await self.handled(inbound)
        match self.buckets.take(inbound.sender, self.house.now()):
            case "passed":
                return await self.handled(inbound)
            case _ if Carries.VERDICT in inbound.answer:
                raise Flooded("not taken")
            case "last":
                await self.told(apart(inbound), say("too-many-messages"))
        return turned_back(inbound)

    async def handled(self, inbound: Inbound) -> Reply:
        try:
            return await self.attempted(inbound)
        except Unavailable:
            raise
        except Exception:
            reference = self.house.fresh()[-8:]
            log.exception("a turn failed", extra={"event": inbound.id, "reference": reference})
            if Carries.VERDICT not in inbound.answer and not told_of_a_meeting(inbound.what):
                await self.told(apart(inbound), say("went-wrong", reference=reference))
        return turned_back(inbound)

    async def attempted(self, inbound: Inbound) -> Reply:
        """Two units that met are run again from the start, not at the same moment."""
        for _ in range(TRIES - 1):
            try:
                return await self.once(inbound)
            except Conflict:
                await asyncio.sleep(self.chance() * LONGEST_PAUSE)
        return await self.once(inbound)

    async def once(self, inbound: Inbound) -> Reply:
        """A verdict against it is not kept: what comes again is judged again."""
        async with self.units() as unit:
            reply, touches = await self.taken(inbound, unit)
            if not isinstance(reply, Refused):
                await unit.commit(touches)
            return reply

    async def taken(self, inbound: Inbound, unit: UnitOfWork) -> tuple[Reply, Sequence[str]]:
        now = self.house.now()
        first = await unit.inbox.first(event(inbound), now=now)
        if told_of_a_meeting(inbound.what):
            return Done(), await noted(inbound, unit, self.house) if first else ()
        request = await self.request(inbound, unit)
        if not first:
            return await again(request), ()
        reply = await taken(request)
        if request.accepted:
            self.buckets.give_back(inbound.sender)
        return reply, ("outbox", *request.touches)

    async def request(self, inbound: Inbound, unit: UnitOfWork) -> Request:
        now = self.house.now()
        narrow = await unit.people.at(inbound.within, now=now) if inbound.within else None
        person = narrow or await at(inbound.sender, unit, now)
        person = person or await unit.people.meet(inbound.sender, self.house.fresh(), now=now)
        if inbound.locale and inbound.locale != person.locale:
            await unit.people.speaks(person.id, inbound.locale)
            person = replace(person, locale=inbound.locale)
        place = await private_place(inbound, person, unit)
        conversation = await unit.conversations.of(person.id, place)
        return Request(
            unit=unit, inbound=inbound, person=person, conversation=conversation, house=self.house, now=now
        )

    async def told(self, inbound: Inbound, what: Say) -> None:
        """In a small transaction of its own; nothing where the turn was committed after all."""
        now = self.house.now()
        async with self.units() as unit:
            if await unit.inbox.first(event(inbound), now=now):
                request = await self.request(inbound, unit)
                delivery = request.delivery(request.person.id, what)
                await request.send(replace(delivery, place=request.conversation.place))
                await unit.commit(("outbox",))


def apart(inbound: Inbound) -> Inbound:
    """A notice of its own: a form that is turned back may come again under its id."""
    return replace(inbound, id=f"{inbound.id}/notice") if isinstance(inbound.what, Filled) else inbound


def turned_back(inbound: Inbound) -> Reply:
    """Words still stand in the chat; a form would close over what was filled in, and a page would show what
    is not so: it is to be sent again.
    """
    if isinstance(inbound.what, Filled) or Carries.VERDICT in inbound.answer:
        raise Unavailable("not taken")
    return Done()
