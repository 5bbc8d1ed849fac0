"""A broadcast on its way: one delivery for each recipient, which can be held, let go and stopped."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import func, select

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.reference import reminder_key
from bot.domain.delivery.state import State
from bot.ports_broadcasts import Planned
from storage.broadcast_changes import FREED, HELD, QUEUES_LEFT, STOPPED
from storage.broadcast_counts import BroadcastCounts, occurrence
from storage.broadcast_messages import AGAIN, MESSAGE, common, recipient, shown
from storage.sql import for_each, unless_taken
from storage.tables_delivery import delivery

D = delivery.c
T = TypeVar("T")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BroadcastSending(BroadcastCounts):
    """What is written together is written in parts: nobody else in the process waits for thousands."""

    async def plan(
        self, of: Broadcast, recipients: Iterable[Planned], *, now: datetime, dry: bool = False
    ) -> int:
        version = of.version if dry else of.sent_version or of.version
        alike = common(of, occurrence(of, dry=dry), version)
        alike |= {"what": shown(of, MESSAGE, version), "dry": dry}
        return await self.written(of, alike, recipients, now)

    async def remind(self, of: Broadcast, people: Collection[str], *, now: datetime) -> int:
        alike = common(of, reminder_key(of.reference, of.reminders), of.sent_version)
        again = (Planned(person=one, due_at=now) for one in people)
        return await self.written(of, alike | {"what": shown(of, AGAIN)}, again, now)

    async def written(
        self, of: Broadcast, alike: Mapping[str, object], recipients: Iterable[Planned], now: datetime
    ) -> int:
        key = str(alike["occurrence_key"])
        before = await self.many(key)
        for some in batches(recipients, AT_ONCE):
            rows = [{**alike, **recipient(of, key, one, now)} for one in some]
            await for_each(self.sql, unless_taken(self.sql.dialect.name, delivery), rows)
        return await self.many(key) - before

    async def many(self, key: str, *states: State) -> int:
        query = select(func.count()).select_from(delivery).where(D.occurrence_key == key)
        narrowed = query.where(D.state.in_(states)) if states else query
        return (await self.sql.execute(narrowed)).scalar() or 0

    async def hold(self, of: str) -> None:
        await self.sql.execute(HELD, {"of": of})
        await self.sql.execute(QUEUES_LEFT)

    async def go_on(self, of: str) -> None:
        await self.sql.execute(FREED, {"of": of})

    async def cancel(self, of: str, *, now: datetime) -> int:
        await self.sql.execute(STOPPED, {"of": of, "now": now})
        await self.sql.execute(QUEUES_LEFT)
        found = await self.get(of)
        return await self.many(found.reference, State.CANCELLED) if found else 0


def batches(many: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(many)
    while some := list(islice(left, size)):
        yield some
