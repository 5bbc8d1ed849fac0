"""The secretariat hears when messages do not go out as they should: once, and once more when it is over."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.cards import Say, say
from bot.chat import Address
from bot.dialog import To
from bot.domain.delivery.alarms import CALM, MAIL, Alarm, Standing, beyond, detour, troubled
from bot.domain.delivery.state import Urgency
from bot.domain.people import Role
from bot.errors import FocalError
from bot.outgoing import Whereabouts
from bot.unit import Delivery, Occurrence, UnitOfWork, Units

log = logging.getLogger(__name__)
KIND = "alarm"
APART = timedelta(seconds=5)
"""Between two looks that may change something, whichever replica looks."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """`platforms`: those that messages go out by. What is exceeded at one look only is passing; `seen`: at
    the last one, `begun`: when the first was.
    """

    units: Units
    reading: Units
    platforms: Collection[str]
    now: Callable[[], datetime]
    fresh: Callable[[], str]
    seen: frozenset[Alarm] = frozenset()
    begun: datetime | None = None
    stopping: bool = False
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Never raises: whoever watches goes on."""
        async with self.looking:
            try:
                if not self.stopping:
                    await self.look(self.now())
            except FocalError:
                log.warning("the watch could not reach the database")
            except Exception:
                log.exception("the watch failed")

    async def end(self) -> None:
        """What has begun is finished: a statement that is cancelled would keep its lock."""
        self.stopping = True
        async with self.looking:
            return

    async def look(self, now: datetime) -> None:
        self.begun = self.begun or now
        async with self.reading() as unit:
            seen = beyond(await self.standing(unit, now), now)
            going_on = await unit.occurrences.subjects(KIND, now=now)
        lasting, self.seen = seen & self.seen, seen
        if going_on or lasting:
            await self.settle(lasting, now)

    async def settle(self, lasting: frozenset[Alarm], now: datetime) -> None:
        """By one replica at a time, which looks again."""
        async with self.units() as unit:
            if not await unit.pulse.turn(KIND, now=now, every=APART):
                return
            standing = await self.standing(unit, now)
            going_on = frozenset(map(Alarm, await unit.occurrences.subjects(KIND, now=now)))
            new = (lasting & beyond(standing, now)) - going_on
            over = going_on - beyond(standing, now, CALM)
            for alarm in sorted(new):
                await self.begin(alarm, standing, unit, now)
            for alarm in sorted(over):
                await self.close(alarm, unit, now)
            if new or over:
                await unit.commit(("outbox",))

    async def standing(self, unit: UnitOfWork, now: datetime) -> Standing:
        """Where nothing has ever ticked, as if it had when we began to look."""
        found = await unit.pulse.standing(now=now)
        return replace(found, last_tick=found.last_tick or self.begun)

    async def begin(self, alarm: Alarm, standing: Standing, unit: UnitOfWork, now: datetime) -> None:
        key = f"{KIND}/{alarm}/{now.isoformat()}"
        log.warning("an alarm goes off", extra={"alarm": alarm})
        await unit.occurrences.plan(
            Occurrence(key=key, kind=KIND, subject=alarm, subject_version=0, known_at=now, due_at=now)
        )
        await self.tell(key, wording(alarm, standing), unit, now)

    async def close(self, alarm: Alarm, unit: UnitOfWork, now: datetime) -> None:
        for incident in await unit.occurrences.open(KIND, alarm, now=now):
            log.warning("an alarm is over", extra={"alarm": alarm})
            await unit.occurrences.close(incident.key, now=now)
            await self.tell(f"{incident.key}/over", say(f"alarm-{alarm}-over"), unit, now)

    async def tell(self, key: str, what: Say, unit: UnitOfWork, now: datetime) -> None:
        secretariat = await unit.people.whom(To(what=what, roles=frozenset({Role.SECRETARIAT})), now=now)
        serving = frozenset(self.platforms) - troubled(await unit.pulse.tried(now=now))
        for person, where in (await unit.conversations.whereabouts(secretariat)).items():
            new = Delivery(
                id=self.fresh(),
                occurrence_key=key,
                recipient=person,
                what=what,
                place=self.way(where, serving),
                urgency=Urgency.NOTICE,
            )
            await unit.outbox.add(new, now=now)

    def way(self, where: Whereabouts, serving: frozenset[str]) -> Address | None:
        """What is wrong with a platform is not told through it, where there is another."""
        email = where.email if MAIL in self.platforms else ""
        places = [(one.platform, one.id) for one in where.places]
        found = detour(places, by_mail=bool(email) and where.reach == MAIL, email=email, serving=serving)
        return Address(*found) if found else None


def wording(alarm: Alarm, standing: Standing) -> Say:
    """What is wrong, and what to do."""
    if alarm is Alarm.FAILING:
        ended = standing.failed + standing.sent
        return say("alarm-failing", failed=standing.failed, ended=ended)
    since = standing.since(alarm)
    return say(f"alarm-{alarm}", at=say("moment", at=since.isoformat() if since else ""))


async def reasons(reading: Units, now: datetime) -> Sequence[Say]:
    """What is wrong at this moment, for whoever probes."""
    async with reading() as unit:
        standing = await unit.pulse.standing(now=now)
    return [wording(alarm, standing) for alarm in sorted(beyond(standing, now))]
