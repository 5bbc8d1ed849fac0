"""Which deliveries go now, where to, and when the others are asked again; decided in one unit."""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat import Address, Platform
from bot.domain.delivery.following import Circumstances, Ended, How, followed
from bot.domain.delivery.pace import Bucket, Gate, Paces, behind, passed, waits
from bot.domain.delivery.state import InDoubt, State, Urgency
from bot.domain.wall_clock import instant
from bot.outgoing import Delivery, Whereabouts
from bot.paces import gates, looking_up
from bot.unit import UnitOfWork

MAIL, LOOKED_AT = "email", 50
"""How many more are looked at than there are slots, so that those who must wait are soon told how long."""
NOWHERE = Whereabouts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`deliveries` are ours; `next_at`: when more is due at the earliest; `touched`: broadcasts of which
    something has changed already; `more`: most were put off, and behind them may be others that can go.
    """

    deliveries: Sequence[Delivery]
    next_at: datetime | None = None
    touched: Collection[str] = ()
    more: bool = False


@dataclass(slots=True)
class Room:
    """How many calls each platform may still have at once of what goes to many, else as many as there are
    slots; `slow`: those that have kept their calls for a while.
    """

    left: MutableMapping[str, int] = field(default_factory=dict)
    slow: Collection[str] = ()

    def full(self, platform: str) -> bool:
        return self.left.get(platform, 1) <= 0

    def take(self, platform: str) -> None:
        if platform in self.left:
            self.left[platform] -= 1


@dataclass(slots=True)
class Choice:
    """Of candidates, in turn: `slots` are left."""

    buckets: MutableMapping[str, Bucket]
    busy: set[str]
    now: datetime
    slots: int
    room: Room
    going: list[Delivery] = field(default_factory=list)
    staying: list[Delivery] = field(default_factory=list)

    def decide(self, one: Delivery, lane: str) -> None:
        """`lane`: as it was found."""
        bulk, platform = one.urgency is Urgency.BULK, one.place.platform if one.place else ""
        if one.expires_at and one.expires_at <= self.now:
            self.staying.append(replace(one, state=State.EXPIRED, cause="too-late"))
        elif (planned := by_their_clock(one)) and planned > self.now:
            self.staying.append(replace(one, due_at=planned))
        elif one.lane in self.busy:
            self.staying += [one] if one.lane != lane else []
        elif bulk and self.room.full(platform):
            if platform in self.room.slow:
                self.staying.append(replace(one, due_at=behind(one.gates, self.buckets, self.now)))
        elif later := waits(one.gates, self.buckets, self.now, queues=bulk):
            self.staying.append(replace(one, due_at=later))
        elif self.slots > 0 and passed(one.gates, self.buckets, self.now):
            self.slots -= 1
            self.room.take(platform)
            self.busy.add(one.lane)
            self.going.append(one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claiming:
    """`kept` slots are left to what somebody waits for."""

    platforms: Mapping[str, Platform]
    paces: Mapping[str, Paces]
    lease: timedelta

    async def round(
        self, unit: UnitOfWork, now: datetime, limit: int, kept: int = 0, room: Room | None = None
    ) -> Round:
        seen = await unit.outbox.glance(now=now)
        touched = {*(await unit.outbox.run_out(now=now) if seen.over else ())}
        unsure = seen.over or seen.doubtful
        going = await self.doubts(unit, now, limit - kept, touched) if unsure else []
        urgencies = (await unit.outbox.glance(now=now)).urgencies if unsure else seen.urgencies
        staying = list[Delivery]()
        for urgency in urgencies:
            slots = limit - len(going) - (kept if urgency is Urgency.BULK else 0)
            if slots > 0:
                choice = await self.chosen(unit, urgency, now, slots, room or Room())
                going += [self.taken(one, now) for one in choice.going]
                staying += choice.staying
        touched |= {one.subject for one in staying if one.subject and one.state is State.EXPIRED}
        await unit.outbox.keep(going, now=now)
        await unit.outbox.put_off(staying, now=now)
        next_at = soonest(seen.next_at, staying, now)
        return Round(deliveries=going, next_at=next_at, touched=touched, more=len(staying) >= limit)

    async def doubts(self, unit: UnitOfWork, now: datetime, limit: int, touched: set[str]) -> list[Delivery]:
        """Those to be looked up; what cannot be is decided on at once."""
        found = await unit.outbox.doubtful(now=now, limit=limit) if limit > 0 else ()
        looked = [one for one in found if self.in_doubt(one) is InDoubt.LOOK_UP]
        others = [self.settled(one, now) for one in found if self.in_doubt(one) is not InDoubt.LOOK_UP]
        await unit.outbox.keep(others, now=now)
        await unit.broadcasts.caught_up([one.id for one in others if one.subject], now=now)
        touched |= {one.subject for one in others if one.subject}
        return await self.looked_for(unit, await self.placed(unit, looked), now)

    async def looked_for(self, unit: UnitOfWork, found: Sequence[Delivery], now: datetime) -> list[Delivery]:
        """Those that may be looked up now; the others wait for their turn."""
        gated = [replace(one, gates=await self.watched(one)) for one in found]
        buckets = await unit.outbox.buckets((gate for one in gated for gate in one.gates), now=now)
        before, going, staying = dict(buckets), list[Delivery](), list[Delivery]()
        for one in gated:
            if later := waits(one.gates, buckets, now, queues=True):
                staying.append(replace(one, due_at=later))
            elif passed(one.gates, buckets, now):
                going.append(self.looking(one, now))
        await unit.outbox.fill(one for one in buckets.values() if one is not before[one.scope])
        await unit.outbox.keep(staying, now=now)
        return going

    async def watched(self, one: Delivery) -> tuple[Gate, ...]:
        """What a look-up has to pass."""
        platform = self.platforms.get(one.place.platform) if one.place else None
        paces = self.paces.get(one.place.platform) if one.place else None
        if platform is None or one.place is None or paces is None:
            return ()
        return looking_up(one.place.platform, await platform.scopes(one.place), paces)

    def settled(self, one: Delivery, now: datetime) -> Delivery:
        here = Circumstances(
            in_doubt=self.in_doubt(one), has_second=False, now=now, chance=0.0, gap=timedelta()
        )
        return one.on(followed(one.course(now), Ended(How.CRASHED, one.cause), here))

    def in_doubt(self, one: Delivery) -> InDoubt:
        """A message that is changed or taken back twice looks the same; one that was sent anew does not."""
        if one.edits and not one.anew:
            return InDoubt.HARMLESS
        platform = self.platforms.get(one.place.platform) if one.place else None
        return platform.in_doubt(one.place) if platform and one.place else InDoubt.REPEAT

    async def chosen(
        self, unit: UnitOfWork, urgency: Urgency, now: datetime, slots: int, room: Room
    ) -> Choice:
        extra = LOOKED_AT if self.paces else 0
        found = await unit.outbox.ready(urgency, now=now, limit=slots + extra)
        placed = [await self.scoped(one) for one in await self.placed(unit, found)]
        buckets = await unit.outbox.buckets((gate for one in placed for gate in one.gates), now=now)
        before = dict(buckets)
        moved = {one.lane for one, old in zip(placed, found, strict=True) if one.lane != old.lane}
        choice = Choice(buckets, {*await unit.outbox.busy(moved)}, now, slots, room)
        for one, old in zip(placed, found, strict=True):
            choice.decide(one, old.lane)
        await unit.outbox.fill(one for one in buckets.values() if one is not before[one.scope])
        return choice

    async def placed(self, unit: UnitOfWork, found: Sequence[Delivery]) -> Sequence[Delivery]:
        """With the place of each, and where else it could go."""
        roaming = {one.recipient for one in found if not one.settled}
        known = await unit.conversations.whereabouts(roaming) if roaming else {}
        return [one if one.settled else self.at(one, known.get(one.recipient, NOWHERE)) for one in found]

    def at(self, one: Delivery, known: Whereabouts) -> Delivery:
        """Where an earlier attempt may have arrived is where it is looked for."""
        mail = Address(MAIL, known.email) if known.email and MAIL in self.platforms else None
        on = [place for place in known.places if place.platform in self.platforms]
        chat = next(iter(on or known.places), None)
        best, other = (mail, chat) if known.reach == MAIL else (chat, mail)
        if one.doubtful:
            return replace(one, other=None if one.second or other == one.place else other)
        if one.second:
            return replace(one, place=other or best)
        if best is None and other:
            return replace(one, place=other, second=True, first_cause="no-address")
        return replace(one, place=best, other=other)

    async def scoped(self, one: Delivery) -> Delivery:
        """In the lane of its conversation, before the gates it has to pass."""
        platform = self.platforms.get(one.place.platform) if one.place else None
        if platform is None or one.place is None:
            return one
        on, scopes = one.place.platform, await platform.scopes(one.place)
        lane = f"{on} {scopes.conversation or one.place.id}"
        paces = None if one.dry else self.paces.get(on)
        urgent = one.urgency is Urgency.ANSWER
        found = gates(on, scopes, paces, edits=bool(one.edits), urgent=urgent) if paces else ()
        return replace(one, lane=lane, gates=found) if found or lane != one.lane else one

    def taken(self, one: Delivery, now: datetime) -> Delivery:
        """A lease token is the delivery's id with the number of the attempt, so each claim has another."""
        number = one.attempt + 1
        return replace(
            one,
            state=State.SENDING,
            attempt=number,
            lease_token=f"{one.id}/{number}",
            lease_until=now + self.lease,
            called_at=now,
        )

    def looking(self, one: Delivery, now: datetime) -> Delivery:
        """Nobody else looks before the lease is over."""
        until = now + self.lease
        token = f"{one.id}/{one.attempt}/{now.isoformat()}"
        return replace(one, lease_token=token, lease_until=until, due_at=until)


def by_their_clock(one: Delivery) -> datetime | None:
    return instant(datetime.fromisoformat(one.local), one.zone) if one.local and one.zone else None


def soonest(next_at: datetime | None, staying: Sequence[Delivery], now: datetime) -> datetime | None:
    due = [
        one.due_at for one in staying if one.due_at and one.due_at > now and one.state is not State.EXPIRED
    ]
    return min((at for at in (*due, next_at) if at), default=None)
