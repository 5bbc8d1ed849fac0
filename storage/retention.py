"""What is kept too long is emptied, a few rows at a time; keys and how everything ended stay for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Delete,
    RowMapping,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery.state import FINAL
from bot.ports_upkeep import ByTheirClock
from bot.talks import Kind
from storage.columns import Instant
from storage.sql import for_each
from storage.tables import state, talk_line
from storage.tables_delivery import delivery, delivery_attempt, rate_bucket

D, A, B, L = delivery.c, delivery_attempt.c, rate_bucket.c, talk_line.c
ENDED = state(D.state, *sorted(FINAL))
UNTRIED = and_(state(D.state, "due"), D.local != "", D.attempt == 0)


@dataclass(frozen=True, slots=True)
class Retention:
    sql: AsyncConnection

    async def empty_bodies(self, *, before: datetime, limit: int) -> int:
        old = select(D.seq).where(D.kept, D.ended_at < before, ENDED).order_by(D.ended_at)
        emptied = {"what": None, "notice": None, "kept": False}
        return await self.changed(update(delivery).where(D.seq.in_(free(old, limit))).values(emptied))

    async def empty_talks(self, *, before: datetime, limit: int) -> int:
        old = select(L.place, L.id).where(L.at < before, or_(L.html != "", L.text != ""))
        emptied = {"html": "", "text": "", "spare": None, "kind": Kind.GONE}
        lines = tuple_(L.place, L.id).in_(free(old, limit))
        return await self.changed(update(talk_line).where(lines).values(emptied))

    async def forget_attempts(self, *, before: datetime, limit: int) -> int:
        old = select(A.seq).where(A.ended_at < before).order_by(A.ended_at)
        return await self.changed(delete(delivery_attempt).where(A.seq.in_(free(old, limit))))

    async def forget_paces(self, *, before: datetime, limit: int) -> int:
        rested = B.next_free_at < before, B.queue_at < before
        old = select(B.scope).where(*rested, or_(B.slowed_until.is_(None), B.slowed_until < before))
        return await self.changed(delete(rate_bucket).where(B.scope.in_(free(old, limit))))

    async def by_their_clock(self, *, after: int, limit: int) -> Sequence[ByTheirClock]:
        columns = D.seq, D.recipient, D.subject, D.local, D.zone, D.due_at, D.expires_at
        query = select(*columns).where(UNTRIED, D.seq > after).order_by(D.seq).limit(limit)
        return [a_waiting_row(row) for row in (await self.sql.execute(query)).mappings()]

    async def move(self, moved: Sequence[ByTheirClock]) -> None:
        rows = [{"one": row.seq, "to": row.due_at, "in": row.zone, "until": row.expires_at} for row in moved]
        await for_each(self.sql, MOVED, rows)

    async def changed(self, statement: Update | Delete) -> int:
        return (await self.sql.execute(statement)).rowcount


def free(old: Select[tuple[object, ...]], limit: int) -> Select[tuple[object, ...]]:
    """None that somebody else is working with; SQLite, having one writer, drops that word."""
    return old.limit(limit).with_for_update(skip_locked=True)


MOVED = (
    update(delivery)
    .where(D.seq == bindparam("one"), UNTRIED)
    .values(
        due_at=bindparam("to", type_=Instant),
        zone=bindparam("in"),
        expires_at=bindparam("until", type_=Instant),
    )
)


def a_waiting_row(row: RowMapping) -> ByTheirClock:
    return ByTheirClock(**{**row, "local": datetime.fromisoformat(row["local"])})
