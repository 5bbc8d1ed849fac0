"""The cards that follow their record: edited as often as each platform takes it, by whichever relay."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.cards import Card, Text, say
from bot.chat import Parcel, Platform
from bot.domain.delivery.pace import Gate, Paces, passed, waits
from bot.domain.people import Person
from bot.drawing import drawn
from bot.errors import DeliveryFailed, Unreachable
from bot.links import Links
from bot.outgoing import Live
from bot.paces import gates
from bot.ports import Lexicon
from bot.unit import UnitOfWork, Units
from dialogs import VIEWS

TOO_MANY = "rate-limited"
PACE, HELD = timedelta(seconds=3), timedelta(seconds=20)
"""Between two edits of a message; until another relay tries one that this one has not ended."""
ELSEWHERE = (Text(say("card-continues"), quiet=True),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """No step holds a transaction while it calls a platform."""

    units: Units
    reading: Units
    platforms: Mapping[str, Platform]
    lexicon: Callable[[Person, datetime], Lexicon]
    links: Links
    now: Callable[[], datetime]
    paces: Mapping[str, Paces] = field(default_factory=dict)

    async def due_live(self, limit: int) -> Sequence[Live]:
        """Those to be edited now, ours alone; others wait until their workspace takes more."""
        async with self.reading() as unit:
            due = await unit.outbox.due_live(now=self.now(), limit=limit)
        return await self.held(due) if due else ()

    async def held(self, due: Sequence[Live]) -> Sequence[Live]:
        now, admitted = self.now(), list[Live]()
        async with self.units() as unit:
            ours = await unit.outbox.hold_live(due, now=now, until=now + HELD)
            mine = sorted((one for one in due if one.id in ours), key=urgent, reverse=True)
            before = {one.id: await self.gates(one) for one in mine}
            every = [gate for found in before.values() for gate in found]
            buckets = await unit.outbox.buckets(every, now=now)
            for live in mine:
                if at := waits(before[live.id], buckets, now, queues=False):
                    await unit.outbox.edit_later(live, at)
                elif passed(before[live.id], buckets, now):
                    admitted.append(live)
            await unit.outbox.fill(buckets.values())
            await unit.commit()
        return admitted

    async def gates(self, live: Live) -> Sequence[Gate]:
        on = live.place.platform
        platform, paces = self.platforms.get(on), self.paces.get(on)
        if platform is None or paces is None:
            return ()
        return gates(on, await platform.scopes(live.place), paces, edits=True, urgent=urgent(live))

    async def redraw(self, live: Live) -> None:
        try:
            next_at = await self.redrawn(live)
        except DeliveryFailed as error:
            await self.refused(live, error)
        else:
            await self.settled(lambda unit: unit.outbox.shown(live, next_at=next_at))

    async def refused(self, live: Live, error: DeliveryFailed) -> None:
        seconds, now = error.retry_after or 0.0, self.now()
        gates = await self.gates(live) if error.cause == TOO_MANY else ()
        async with self.units() as unit:
            await unit.outbox.refusals([(gates, seconds)], now=now)
            await unit.outbox.edit_later(live, now + max(PACE, timedelta(seconds=seconds)))
            await unit.commit()

    async def settled(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        async with self.units() as unit:
            await change(unit)
            await unit.commit()

    async def redrawn(self, live: Live) -> datetime | None:
        """When it may be edited again; None where that was the last time. Raises DeliveryFailed."""
        async with self.reading() as unit:
            person = await unit.people.by_id(live.recipient, now=self.now())
            lexicon = self.lexicon(person, self.now())
            card = await drawn(unit, live.show, person, lexicon, self.links)
        card = Card(card.title, ELSEWHERE) if live.superseded else card
        try:
            platform = self.platforms[live.place.platform]
            await platform.edit(live.handle, Parcel(live.id, live.place, card, lexicon.words))
        except (Unreachable, KeyError):
            return None
        return None if live.superseded else self.now() + PACE


def urgent(live: Live) -> bool:
    view = VIEWS.get(live.show.view)
    return view is not None and view.urgent
