"""Deliveries that do not get on by themselves, for the operator to look at and to decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, Select, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast.broadcast import Phase
from bot.domain.delivery.state import State
from bot.ports_deliveries import StuckRow
from storage.broadcast_changes import RECALLS
from storage.broadcasts import Broadcasts
from storage.columns import Instant
from storage.tables import person, state
from storage.tables_broadcasts import broadcast
from storage.tables_delivery import READY, WAITING, delivery

B, D = broadcast.c, delivery.c
LONG_WAIT, OFTEN = timedelta(minutes=5), 3
NOW = bindparam("now", type_=Instant)
SINCE = func.coalesce(D.ended_at, D.called_at, D.due_at)
DOUBTED = state(D.state, State.UNCERTAIN, State.PARKED)
WAITS = state(D.state, *WAITING)
OVERDUE = and_(READY, D.due_at <= bindparam("before", type_=Instant))
OFTEN_TRIED = and_(state(D.state, State.RETRY), ~D.held, D.attempt >= OFTEN)
FAILED = and_(state(D.state, State.FAILED), D.kept)
HALTED = exists().where(
    B.id == D.subject, or_(B.phase == Phase.PAUSED, and_(B.phase == Phase.CANCELLED, ~RECALLS))
)
MAY_GO = and_(or_(D.expires_at.is_(None), D.expires_at > NOW), D.what.is_not(None), ~D.held, ~D.dry, ~HALTED)
ROAMS = and_(~D.settled, D.edits.is_(None))
ITS = select(D.subject).where(D.id == bindparam("one")).scalar_subquery()
WHOLE = select(B.id).where(B.id == ITS).with_for_update()
"""The broadcast first, as whoever stops or corrects it does: then one sees what the other has done."""
ONE = update(delivery).where(D.id == bindparam("one"))
AGAIN = (
    ONE.where(or_(WAITS, DOUBTED, FAILED), MAY_GO)
    .values(
        state=case((D.attempt > 0, State.RETRY), else_=State.DUE),
        due_at=NOW,
        repeat=or_(DOUBTED, D.doubts > 0, D.repeat),
        looks=0,
        doubts=0,
        second=case((ROAMS, False), else_=D.second),
        first_cause=case((ROAMS, ""), else_=D.first_cause),
        cause="",
        ended_at=None,
        lease_token="",
        lease_until=None,
    )
    .returning(D.id)
)
CLOSED = (
    ONE.where(or_(WAITS, DOUBTED))
    .values(
        state=case((WAITS, State.CANCELLED), else_=State.FAILED),
        cause="closed",
        ended_at=NOW,
        lease_token="",
        lease_until=None,
    )
    .returning(D.id)
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """`now`: when the unit began."""

    sql: AsyncConnection
    broadcasts: Broadcasts
    now: datetime

    async def list(self, *, limit: int) -> Sequence[StuckRow]:
        found = list[StuckRow]()
        for query in (PARKED, UNCERTAIN, LONG_DUE, NEWEST_FAILED):
            given = {"before": self.now - LONG_WAIT} if query is LONG_DUE else {}
            rows = await self.sql.execute(query.limit(limit - len(found)), given)
            found += [a_stuck_row(row) for row in rows.mappings()]
        return found

    async def retry(self, of: str, *, now: datetime) -> bool:
        await self.sql.execute(WHOLE, {"one": of})
        done = (await self.sql.execute(AGAIN, {"one": of, "now": now})).first() is not None
        await self.broadcasts.caught_up([of] if done else (), now=now)
        return done

    async def close(self, of: str, *, now: datetime) -> bool:
        await self.sql.execute(WHOLE, {"one": of})
        return (await self.sql.execute(CLOSED, {"one": of, "now": now})).first() is not None


def listed() -> Select[tuple[object, ...]]:
    columns = (
        *(D.id, D.occurrence_key, D.recipient, D.platform, D.state, D.cause, D.attempt, D.due_at, D.subject),
        *(person.c.name, SINCE.label("since")),
    )
    return select(*columns).select_from(delivery.outerjoin(person, person.c.id == D.recipient))


PARKED = listed().where(state(D.state, State.PARKED)).order_by(D.seq)
UNCERTAIN = listed().where(state(D.state, State.UNCERTAIN)).order_by(SINCE, D.seq)
LONG_DUE = listed().where(or_(OVERDUE, OFTEN_TRIED)).order_by(SINCE, D.seq)
NEWEST_FAILED = listed().where(FAILED).order_by(D.ended_at.desc(), D.seq.desc())


def a_stuck_row(row: RowMapping) -> StuckRow:
    return StuckRow(
        id=row["id"],
        occurrence=row["occurrence_key"],
        recipient=row["recipient"],
        name=row["name"] or "",
        platform=row["platform"] or "",
        state=State(row["state"]),
        cause=row["cause"],
        attempts=row["attempt"],
        due_at=row["due_at"],
        since=row["since"],
        subject=row["subject"],
    )
