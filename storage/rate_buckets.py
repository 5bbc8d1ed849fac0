"""The pace as replicas share it: one row for each tenant, workspace or conversation that was written to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import RowMapping, bindparam, case, select, update

from bot.domain.delivery.pace import Bucket, Gate, arrived, full, refused
from bot.outgoing import Attempt
from storage.columns import Instant
from storage.live import LiveMessages
from storage.sql import Insert, for_each, insert_for, unless_taken
from storage.tables_delivery import rate_bucket

B = rate_bucket.c
LOCKED = (
    select(rate_bucket)
    .where(B.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(B.scope)
    .with_for_update()
)
UNTIL = bindparam("free_at", type_=Instant)
ARRIVED = (
    update(rate_bucket)
    .where(B.scope == bindparam("here"))
    .values(next_free_at=case((B.next_free_at < UNTIL, UNTIL), else_=B.next_free_at))
)


@dataclass(frozen=True, slots=True)
class Buckets(LiveMessages):
    async def buckets(self, gates: Iterable[Gate], *, now: datetime) -> dict[str, Bucket]:
        """What is shared first, in the order of names, so that two units never wait for each other; a
        conversation's is locked by what it shares, and need not be there before somebody is written to.
        """
        wanted = {gate.scope: gate for gate in gates}
        shared = [scope for scope, gate in wanted.items() if not gate.alone]
        found = await self.locked(shared)
        new = [full(wanted[scope], now) for scope in sorted(set(shared) - found.keys())]
        if new:
            rows = [bucket_row(one) for one in new]
            await for_each(self.sql, unless_taken(self.sql.dialect.name, rate_bucket), rows)
            found |= await self.locked([one.scope for one in new])
        found |= await self.locked([scope for scope, gate in wanted.items() if gate.alone])
        return {scope: found.get(scope) or full(gate, now) for scope, gate in wanted.items()}

    async def locked(self, scopes: Sequence[str]) -> dict[str, Bucket]:
        rows = (await self.sql.execute(LOCKED, {"scopes": [*scopes]})).mappings() if scopes else ()
        return {row["scope"]: a_bucket(row) for row in rows}

    async def fill(self, buckets: Iterable[Bucket]) -> None:
        await for_each(self.sql, filled(self.sql.dialect.name), [bucket_row(one) for one in buckets])

    async def arrivals(self, attempts: Sequence[Attempt]) -> None:
        """What has arrived in a conversation has done so later than it left."""
        rows = [
            {"here": gate.scope, "free_at": arrived(full(gate, one.at), gate.pace, one.at)}
            for one in attempts
            for gate in one.delivery.gates
            if gate.alone
        ]
        await for_each(self.sql, ARRIVED, sorted(rows, key=lambda row: str(row["here"])))

    async def refusals(self, refusals: Sequence[tuple[Sequence[Gate], float]], *, now: datetime) -> None:
        wanted = [gate for gates, _ in refusals for gate in gates]
        held = await self.buckets(wanted, now=now) if wanted else {}
        for gates, retry_after in refusals:
            refused(gates, held, retry_after, now)
        await self.fill(held.values())


@cache
def filled(dialect: str) -> Insert:
    """One that was there already is as it is now."""
    new = insert_for(dialect, rate_bucket)
    changed = {name: new.excluded[name] for name in ("next_free_at", "queue_at", "rate", "slowed_until")}
    return new.on_conflict_do_update(index_elements=["scope"], set_=changed)


def bucket_row(one: Bucket) -> dict[str, object]:
    return {
        "scope": one.scope,
        "next_free_at": one.next_free_at,
        "queue_at": one.queue_at,
        "rate": one.rate,
        "slowed_until": one.slowed_until,
    }


def a_bucket(row: RowMapping) -> Bucket:
    return Bucket(
        scope=row["scope"],
        next_free_at=row["next_free_at"],
        queue_at=row["queue_at"],
        rate=row["rate"],
        slowed_until=row["slowed_until"],
    )
