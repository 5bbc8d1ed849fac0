"""A broadcast on its way: one delivery for each recipient, which can be held, let go and stopped."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.reference import reminder_key
from bot.domain.delivery.state import State
from bot.ports_broadcasts import Planned
from storage.broadcast_changes import FREED, HELD, QUEUES_LEFT, STOPPED, Change
from storage.broadcast_counts import BroadcastCounts, occurrence
from storage.broadcast_messages import AGAIN, MESSAGE, common, recipient, shown
from storage.bulk import batches, change_all, insert_many
from storage.tables_delivery import delivery

D = delivery.c


@dataclass(frozen=True, slots=True)
class BroadcastSending(BroadcastCounts):
    async def plan(
        self, of: Broadcast, recipients: Iterable[Planned], *, now: datetime, dry: bool = False
    ) -> int:
        version = of.version if dry else of.sent_version or of.version
        alike = {"what": shown(of, MESSAGE, version), "subject_version": version, "dry": dry}
        return await self.written(of, occurrence(of, dry=dry), alike, recipients, now)

    async def remind(self, of: Broadcast, people: Collection[str], *, now: datetime) -> int:
        again = (Planned(person=one, due_at=now) for one in people)
        key = reminder_key(of.reference, of.reminders)
        return await self.written(of, key, {"what": shown(of, AGAIN)}, again, now)

    async def written(
        self,
        of: Broadcast,
        key: str,
        what: Mapping[str, object],
        recipients: Iterable[Planned],
        now: datetime,
    ) -> int:
        alike = common(of, of.sent_version) | {"occurrence_key": key, "kind": "show", **what}
        many = 0
        for some in batches(recipients):
            rows = [recipient(of, key, one, now) for one in some]
            many += await insert_many(self.sql, delivery, alike, rows)
        return many

    async def hold(self, of: str) -> None:
        await self.stopped(HELD, {"of": of})

    async def go_on(self, of: str) -> None:
        await change_all(self.sql, FREED, {"of": of})

    async def cancel(self, of: str, *, now: datetime) -> int:
        await self.stopped(STOPPED, {"of": of, "now": now})
        found = await self.get(of)
        return await self.unsent(found.reference) if found else 0

    async def stopped(self, change: Change, given: Mapping[str, object]) -> None:
        """Twice, for whoever we waited for may have written more."""
        for _ in range(2):
            await change_all(self.sql, change, given)
        await self.sql.execute(QUEUES_LEFT)

    async def unsent(self, key: str) -> int:
        query = select(func.count()).where(D.occurrence_key == key, D.state == State.CANCELLED)
        return (await self.sql.execute(query)).scalar() or 0
