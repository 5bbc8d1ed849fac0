"""The relay's steps: claim, deliver, mark; and the cards that follow their record."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bot.chat import Parcel, Platform
from bot.dialog import Show
from bot.domain.people import Person
from bot.drawing import drawn, shortcuts
from bot.edits import Edits
from bot.errors import DeliveryFailed, Unreachable
from bot.links import Links
from bot.ports import Lexicon
from bot.unit import Attempt, Delivery, Live, Screen, Shortcuts, UnitOfWork, Units
from dialogs import VIEWS

log = logging.getLogger(__name__)
T = TypeVar("T")
PACE, HELD = timedelta(seconds=3), timedelta(seconds=20)
"""Between two edits of a message; until another relay tries one that this one has not ended."""
LONGEST_WAIT, ATTEMPTS = 15 * 60.0, 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claimed delivery as it goes out; `shown` is the state of the record that was drawn, `labels` what can
    be typed once it has arrived.
    """

    delivery: Delivery
    parcel: Parcel
    shown: int
    labels: Shortcuts


@dataclass(frozen=True, slots=True)
class Finished:
    """An attempt with what can be typed from now on."""

    attempt: Attempt
    labels: Shortcuts = ()

    @property
    def delivery(self) -> Delivery:
        return self.attempt.delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """`chance` gives a number from 0 to 1 for the back-off; `counted` hears of each attempt that is over.

    No step holds a transaction while it calls a platform.
    """

    units: Units
    reading: Units
    platforms: Mapping[str, Platform]
    lexicon: Callable[[Person, datetime], Lexicon]
    links: Links
    now: Callable[[], datetime]
    chance: Callable[[], float]
    counted: Callable[[Attempt], None]
    lease: timedelta = timedelta(seconds=120)
    edits: Edits = field(default_factory=Edits)

    async def claim(self, limit: int) -> Sequence[Drawn | Finished]:
        """Ready to go out, or over already where there is nothing to send or nowhere to."""
        async with self.units() as unit:
            claimed = await unit.outbox.claim(now=self.now(), limit=limit, lease=self.lease)
            await unit.commit()
        return await self.drawn(claimed) if claimed else ()

    async def drawn(self, claimed: Sequence[Delivery]) -> Sequence[Drawn | Finished]:
        """All in one unit; one that cannot be drawn holds up no other."""
        try:
            async with self.reading() as unit:
                people = await unit.people.by_ids({one.recipient for one in claimed}, now=self.now())
                return [await self.tried(one, self.draw(unit, one, people[one.recipient])) for one in claimed]
        except Exception:
            log.exception("nothing could be drawn")
            return [Finished(self.postponed(one, "error", 0.0)) for one in claimed]

    async def attempt(self, one: Drawn | Finished) -> Finished:
        return one if isinstance(one, Finished) else await self.tried(one.delivery, self.delivered(one))

    async def tried(self, delivery: Delivery, step: Awaitable[T]) -> T | Finished:
        """Never raises: what went wrong is how the attempt ended."""
        try:
            return await step
        except Unreachable as error:
            return Finished(Attempt(delivery=delivery, cause=error.cause))
        except DeliveryFailed as error:
            return Finished(self.postponed(delivery, error.cause, error.retry_after or 0.0))
        except Exception:
            log.exception("a delivery failed", extra={"delivery": delivery.id})
            return Finished(self.postponed(delivery, "error", 0.0))

    def postponed(self, delivery: Delivery, cause: str, at_least: float) -> Attempt:
        if delivery.attempt >= ATTEMPTS:
            return Attempt(delivery=delivery, cause=cause)
        wait = max(at_least, self.chance() * min(LONGEST_WAIT, 2.0 * 2**delivery.attempt))
        return Attempt(delivery=delivery, cause=cause, retry_at=self.now() + timedelta(seconds=wait))

    async def draw(self, unit: UnitOfWork, delivery: Delivery, person: Person) -> Drawn:
        if not await useful(delivery.what, unit, person):
            raise Unreachable("too-late")
        place = delivery.place or await unit.conversations.newest_place(delivery.recipient)
        if place is None:
            raise Unreachable("no-address")
        lexicon, shows = self.lexicon(person, self.now()), isinstance(delivery.what, Show)
        shown = await unit.outbox.wanted(delivery.id) if shows else 0
        card = await drawn(unit, delivery.what, person, lexicon, self.links, delivery.notice)
        labels = shortcuts(card, lexicon) if delivery.typeable and shows else ()
        return Drawn(delivery, Parcel(delivery.id, place, card, lexicon.words), shown, labels)

    async def delivered(self, one: Drawn) -> Finished:
        handle = await self.carried(one.delivery, one.parcel)
        attempt = Attempt(delivery=one.delivery, place=one.parcel.place, handle=handle, shown=one.shown)
        return Finished(attempt, one.labels)

    async def carried(self, delivery: Delivery, parcel: Parcel) -> str:
        platform = self.platforms.get(parcel.place.platform)
        if platform is None:
            raise Unreachable("platform-off")
        if delivery.edits and await edited(platform, delivery.edits, parcel):
            return delivery.edits
        found = await looked_up(platform, parcel) if delivery.doubtful else None
        return found or await platform.deliver(parcel)

    async def mark(self, finished: Sequence[Finished]) -> None:
        async with self.units() as unit:
            held = await unit.outbox.mark([one.attempt for one in finished], now=self.now())
            for one in finished:
                if one.attempt.place and one.labels and one.delivery.lease_token in held:
                    await unit.conversations.shorten(one.delivery.recipient, one.attempt.place, one.labels)
            await unit.commit()
        for one in finished:
            self.counted(one.attempt)

    async def release(self, deliveries: Sequence[Delivery]) -> None:
        async with self.units() as unit:
            for delivery in deliveries:
                await unit.outbox.release(delivery)
            await unit.commit()

    async def due_live(self, limit: int) -> Sequence[Live]:
        """Those to be edited now, ours alone; others wait until their workspace takes more."""
        async with self.reading() as unit:
            due = await unit.outbox.due_live(now=self.now(), limit=limit)
        return await self.held(due) if due else ()

    async def held(self, due: Sequence[Live]) -> Sequence[Live]:
        now, admitted = self.now(), list[Live]()
        async with self.units() as unit:
            ours = await unit.outbox.hold_live(due, now=now, until=now + HELD)
            for live in sorted((one for one in due if one.id in ours), key=urgent, reverse=True):
                if at := self.edits.later(live.place, now, urgent=urgent(live)):
                    await unit.outbox.edit_later(live, at)
                else:
                    admitted.append(live)
            await unit.commit()
        return admitted

    async def redraw(self, live: Live) -> None:
        try:
            next_at = await self.redrawn(live)
        except DeliveryFailed as error:
            wait = max(PACE, timedelta(seconds=error.retry_after or 0.0))
            await self.settled(lambda unit: unit.outbox.edit_later(live, self.now() + wait))
        else:
            await self.settled(lambda unit: unit.outbox.shown(live, next_at=next_at))

    async def settled(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        async with self.units() as unit:
            await change(unit)
            await unit.commit()

    async def redrawn(self, live: Live) -> datetime | None:
        """When it may be edited again; None where the message is gone. Raises DeliveryFailed."""
        async with self.reading() as unit:
            person = await unit.people.by_id(live.recipient, now=self.now())
            lexicon = self.lexicon(person, self.now())
            card = await drawn(unit, live.show, person, lexicon, self.links)
        try:
            platform = self.platforms[live.place.platform]
            await platform.edit(live.handle, Parcel(live.id, live.place, card, lexicon.words))
        except (Unreachable, KeyError):
            return None
        return self.now() + PACE


def urgent(live: Live) -> bool:
    view = VIEWS.get(live.show.view)
    return view is not None and view.urgent


async def useful(what: Screen, unit: UnitOfWork, reader: Person) -> bool:
    view = VIEWS.get(what.view) if isinstance(what, Show) else None
    if view is None or view.useful is None or not isinstance(what, Show):
        return True
    return await view.useful(what.of, unit.reading, reader)


async def looked_up(platform: Platform, parcel: Parcel) -> str | None:
    """A look-up that fails leaves the message in doubt."""
    try:
        return await platform.find(parcel)
    except Unreachable:
        raise
    except DeliveryFailed as error:
        raise DeliveryFailed("uncertain", error.retry_after) from error


async def edited(platform: Platform, handle: str, parcel: Parcel) -> bool:
    """A message that is gone is sent anew."""
    try:
        await platform.edit(handle, parcel)
    except Unreachable:
        return False
    return True
