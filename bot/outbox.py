"""The relay's steps: claim, draw, deliver, mark."""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from bot.cards import Card, say
from bot.chat import Parcel, Platform
from bot.claiming import MAIL, Claiming, Room, Round
from bot.dialog import Show
from bot.domain.delivery.following import Circumstances, Ended, How, followed
from bot.domain.delivery.state import State, Urgency
from bot.domain.people import Person
from bot.drawing import HIDDEN, drawn, shortcuts
from bot.edits import Edits
from bot.errors import DeliveryFailed, Unavailable, Unreachable
from bot.lease import leased
from bot.outgoing import Attempt, Delivery, Shortcuts
from bot.ports import Lexicon
from bot.unit import UnitOfWork
from dialogs import VIEWS

log = logging.getLogger(__name__)
T = TypeVar("T")
IN_DOUBT, STOPPED = "uncertain", "stopped"
TOO_SHORT = timedelta(seconds=30)
"""Of a lease, for a call to begin."""


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
class Relay(Edits):
    """`chance` gives a number from 0 to 1 for the back-off; `counted` hears of each attempt that is over;
    `gap`: between two look-ups of the same message.
    """

    chance: Callable[[], float]
    counted: Callable[[Attempt], None]
    lease: timedelta = timedelta(seconds=120)
    gap: timedelta = timedelta(seconds=60)

    @property
    def claiming(self) -> Claiming:
        return Claiming(platforms=self.platforms, paces=self.paces, lease=self.lease)

    async def claim(self, limit: int) -> Sequence[Drawn | Finished]:
        """Ready to go out, or over already where there is nothing to send or nowhere to."""
        return await self.drawn((await self.round(limit)).deliveries)

    async def round(self, limit: int, kept: int = 0, room: Room | None = None) -> Round:
        """`kept` of so many are left to what somebody waits for."""
        async with self.units() as unit:
            found = await self.claiming.round(unit, self.now(), limit, kept, room)
            await self.told(unit, found.touched)
        return found

    async def told(self, unit: UnitOfWork, subjects: Collection[str]) -> None:
        """Broadcasts of which something has changed."""
        touches = [f"broadcast:{subject}" for subject in sorted(subjects)]
        touches += ["broadcasts"] if touches else []
        await unit.outbox.touch(touches)
        await unit.commit(touches)

    async def drawn(self, claimed: Sequence[Delivery]) -> Sequence[Drawn | Finished]:
        """All in one unit; one that cannot be drawn holds up no other."""
        if not claimed:
            return ()
        try:
            async with self.reading() as unit:
                people = await unit.people.by_ids({one.recipient for one in claimed}, now=self.now())
                showing = [one.id for one in claimed if isinstance(one.what, Show)]
                wanted = await unit.outbox.wanted(showing)
                drawing = (
                    self.draw(unit, one, people[one.recipient], wanted.get(one.id, 0)) for one in claimed
                )
                return [await self.tried(one, step) for one, step in zip(claimed, drawing, strict=True)]
        except Exception:
            log.exception("nothing could be drawn")
            return [self.finished(one, Ended(How.LATER, "error")) for one in claimed]

    async def attempt(self, one: Drawn | Finished) -> Finished:
        """A call that could outlast its lease is not begun."""
        if isinstance(one, Finished):
            return one
        now = self.now()
        rest = (one.delivery.lease_until or now) - now
        if rest < min(TOO_SHORT, self.lease / 4):
            return self.finished(one.delivery, Ended(How.NOT_TRIED, "no-time"))
        with leased(rest):
            return await self.tried(one.delivery, self.delivered(one), called=True)

    async def tried(self, delivery: Delivery, step: Awaitable[T], *, called: bool = False) -> T | Finished:
        """Never raises: what went wrong is how the attempt ended. What adapters ask of the database they ask
        before they send.
        """
        try:
            return await step
        except DeliveryFailed as error:
            return self.finished(delivery, failed(delivery, error, called=called))
        except Unavailable:
            log.warning("a delivery waits: the database could not be asked how to send it")
            return self.finished(delivery, failed(delivery, DeliveryFailed("no-time"), called=called))
        except Exception:
            log.exception("a delivery failed", extra={"delivery": delivery.id})
            return self.finished(delivery, failed(delivery, DeliveryFailed("error"), called=called))

    def finished(self, delivery: Delivery, ended: Ended) -> Finished:
        return Finished(self.ended(delivery, ended))

    def ended(self, delivery: Delivery, ended: Ended) -> Attempt:
        now = self.now()
        here = Circumstances(
            in_doubt=self.claiming.in_doubt(delivery),
            has_second=delivery.other is not None and not delivery.second,
            now=now,
            chance=self.chance(),
            gap=self.gap,
        )
        becomes = followed(delivery.course(now), ended, here)
        return Attempt(delivery=delivery, ended=ended, becomes=becomes, at=now)

    def dropped(self, delivery: Delivery) -> Finished:
        """Nobody waits for its answer any more: whoever is next decides."""
        now, ended = self.now(), Ended(How.CRASHED, STOPPED)
        left = replace(delivery.course(now), state=State.UNCERTAIN, due_at=now, cause=STOPPED)
        return Finished(Attempt(delivery=delivery, ended=ended, becomes=left, at=now))

    def given_back(self, delivery: Delivery) -> Finished:
        """Nothing was tried."""
        if delivery.doubtful:
            return self.dropped(delivery)
        return self.finished(delivery, Ended(How.NOT_TRIED, STOPPED))

    async def draw(
        self, unit: UnitOfWork, delivery: Delivery, person: Person, wanted: int
    ) -> Drawn | Finished:
        if not delivery.doubtful and (why := await unwanted(delivery, unit, person)):
            return self.finished(delivery, why)
        place = delivery.place
        if place is None:
            raise Unreachable("no-address")
        lexicon, shows = self.lexicon(person, self.now()), isinstance(delivery.what, Show)
        card = await self.card(unit, delivery, person, lexicon, mailed=place.platform == MAIL)
        if delivery.dry:
            return self.finished(delivery, Ended(How.UNWANTED, "dry-run"))
        labels = shortcuts(card, lexicon) if delivery.typeable and shows else ()
        parcel = Parcel(delivery.id, place, card, lexicon.words, delivery.called_at)
        return Drawn(delivery, parcel, wanted, labels)

    async def card(
        self, unit: UnitOfWork, delivery: Delivery, person: Person, lexicon: Lexicon, *, mailed: bool
    ) -> Card:
        """Nothing is drawn for what is only looked up or taken back."""
        if delivery.doubtful or delivery.withdraws:
            return HIDDEN
        notices = (say("perhaps-a-repeat") if delivery.repeat else None, delivery.notice)
        return await drawn(unit, delivery.what, person, lexicon, self.links, *notices, mailed=mailed)

    async def delivered(self, one: Drawn) -> Finished:
        handle = await self.carried(one.delivery, one.parcel)
        if handle is None:
            return self.finished(one.delivery, Ended(How.ABSENT, "not-found"))
        if not handle and one.delivery.edits:
            anew = replace(one, delivery=replace(one.delivery, anew=True))
            return await self.tried(anew.delivery, self.delivered(anew), called=True)
        how = How.FOUND if one.delivery.doubtful else How.SENT
        sent = replace(
            self.ended(one.delivery, Ended(how)), place=one.parcel.place, handle=handle, shown=one.shown
        )
        return Finished(sent, one.labels)

    async def carried(self, delivery: Delivery, parcel: Parcel) -> str | None:
        """The handle; None where it was looked for in vain, empty where what was to be changed is gone."""
        platform = self.platforms.get(parcel.place.platform)
        if platform is None:
            raise Unreachable("platform-off")
        if delivery.doubtful:
            return await platform.find(parcel)
        if delivery.withdraws:
            return await withdrawn(platform, delivery.edits or "")
        if delivery.edits and not delivery.anew:
            return delivery.edits if await edited(platform, delivery.edits, parcel) else ""
        return await platform.deliver(parcel)

    async def mark(self, finished: Sequence[Finished]) -> None:
        async with self.units() as unit:
            held = await unit.outbox.mark([one.attempt for one in finished], now=self.now())
            ours = [one for one in finished if one.delivery.lease_token in held]
            for one in ours:
                if one.attempt.place and one.labels:
                    await unit.conversations.shorten(one.delivery.recipient, one.attempt.place, one.labels)
            await self.told(unit, await self.caught_up(unit, ours))
        for one in finished:
            late = one.delivery.lease_token not in held
            self.counted(replace(one.attempt, late=late))

    async def caught_up(self, unit: UnitOfWork, ours: Sequence[Finished]) -> Collection[str]:
        """Broadcasts of which something has changed; what was corrected meanwhile follows who has it."""
        about = [one.delivery for one in ours if one.delivery.subject]
        await unit.broadcasts.caught_up([one.id for one in about], now=self.now())
        return {one.subject for one in about}


def failed(delivery: Delivery, error: DeliveryFailed, *, called: bool) -> Ended:
    """What nobody has foreseen may have happened after the message was taken."""
    after, gone = error.retry_after or 0.0, isinstance(error, Unreachable)
    if delivery.doubtful:
        return Ended(How.HIDDEN if gone else How.BLIND, error.cause, after)
    if gone:
        return Ended(How.REFUSED, error.cause)
    doubt = called and error.cause in {IN_DOUBT, "error"}
    return Ended(How.DOUBTFUL if doubt else How.LATER, error.cause, after)


async def unwanted(delivery: Delivery, unit: UnitOfWork, reader: Person) -> Ended | None:
    """Why it is not sent after all."""
    view = VIEWS.get(delivery.what.view) if isinstance(delivery.what, Show) else None
    if view is None or not isinstance(delivery.what, Show):
        return None
    of = delivery.what.of
    if view.useful and not await view.useful(of, unit.reading, reader):
        return Ended(How.TOO_LATE, "too-late")
    if delivery.urgency is Urgency.BULK:
        owner = await unit.reading.owner(view.name.partition(".")[0], of)
        return None if view.may(reader, owner) else Ended(How.UNWANTED, "no-role")
    return None


async def edited(platform: Platform, handle: str, parcel: Parcel) -> bool:
    """A message that is gone is sent anew; one that may have been changed is changed again."""
    try:
        await platform.edit(handle, parcel)
    except Unreachable:
        return False
    return True


async def withdrawn(platform: Platform, handle: str) -> str:
    """What is gone already is as good as taken back."""
    try:
        await platform.withdraw(handle)
    except Unreachable as error:
        if error.cause != "gone":
            raise
    return handle
