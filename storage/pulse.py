"""How deliveries stand: each question is answered by a small index, however many rows there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Label, Select, bindparam, case, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.delivery.alarms import ENOUGH, IN_VAIN, RECENTLY, Standing, Tried
from bot.domain.delivery.state import Urgency
from bot.ports_upkeep import MOST, TICK, Figures
from storage.columns import Instant
from storage.sql import inserting
from storage.tables import state
from storage.tables_delivery import OPEN, READY, SENDING, delivery, delivery_attempt, heartbeat

D, A, H = delivery.c, delivery_attempt.c, heartbeat.c
MANY, SAMPLE = 10_000, 300
THROTTLED = ("rate-limited",)
"""Told to wait, which is no failure."""
NO_FAILURE = (*THROTTLED, "not-found")
"""Nor is it that what was looked for is not there."""
CALLED = ("sent", "retry", "failed", "uncertain")
"""Ends of attempts in which the platform was called."""
NOW, SINCE = bindparam("now", type_=Instant), bindparam("since", type_=Instant)
RETRY = state(D.state, "retry"), ~D.held, D.cause.not_in(THROTTLED)


@dataclass(frozen=True, slots=True)
class Pulse:
    sql: AsyncConnection

    async def beat(self, name: str, *, now: datetime) -> None:
        beaten = inserting(self.sql, heartbeat).values(name=name, at=now)
        await self.sql.execute(beaten.on_conflict_do_update(index_elements=["name"], set_={"at": now}))

    async def turn(self, name: str, *, now: datetime, every: timedelta) -> bool:
        """A clock that was set back does not make anybody wait for it."""
        begun = inserting(self.sql, heartbeat).values(name=name, at=now)
        rested = or_(H.at <= now - every, H.at > now)
        taken = begun.on_conflict_do_update(index_elements=["name"], set_={"at": now}, where=rested)
        return (await self.sql.execute(taken)).rowcount == 1

    async def figures(self, *, now: datetime) -> Figures:
        counts = (await self.sql.execute(COUNTS, {"now": now})).mappings().one()
        return Figures(**counts, oldest_due=await self.oldest_due())

    async def standing(self, *, now: datetime) -> Standing:
        failed = await self.number(FAILED, since=now - RECENTLY)
        most = ENOUGH * failed + 1
        return Standing(
            oldest_due=await self.oldest_due(),
            last_tick=await self.instant(select(H.at).where(H.name == TICK)),
            failed=failed,
            sent=await self.number(sent(most), since=now - RECENTLY) if failed else 0,
            uncertain_since=await self.instant(UNCERTAIN_SINCE),
        )

    async def oldest_due(self) -> datetime | None:
        """What is tried over and over counts from its first attempt."""
        found = [await self.instant(OLDEST), await self.instant(OLDEST_TRIED)]
        return min((at for at in found if at), default=None)

    async def tried(self, *, now: datetime) -> Mapping[str, Tried]:
        rows = await self.sql.execute(TRIED, {"since": now - RECENTLY})
        return {row.platform: Tried(row.sent, row.failed) for row in rows if row.platform}

    async def instant(self, query: Select[datetime]) -> datetime | None:
        return (await self.sql.execute(query)).scalar()

    async def number(self, query: Select[int], **given: object) -> int:
        return (await self.sql.execute(query, given)).scalar() or 0


def counted(name: str, *where: ColumnElement[bool]) -> Label[int]:
    return at_most(MOST, *where).scalar_subquery().label(name)


def at_most(most: int, *where: ColumnElement[bool]) -> Select[int]:
    few = select(literal(1)).select_from(delivery).where(*where).limit(most)
    return select(func.count()).select_from(few.subquery())


def sent(most: int) -> Select[int]:
    return at_most(most, D.kept, D.ended_at >= SINCE, state(D.state, "sent"))


def first_of(urgency: Urgency) -> Select[datetime]:
    first = select(D.due_at).where(READY, D.urgency == int(urgency)).order_by(D.due_at).limit(1)
    return select(first.subquery().c.due_at)


def failing() -> Select[int]:
    """Failed for good, and those that wait for another attempt after several in vain."""
    gone = at_most(MANY, state(D.state, "failed"), D.ended_at >= SINCE).scalar_subquery()
    trying = at_most(MANY, *RETRY, D.attempt >= IN_VAIN).scalar_subquery()
    return select(gone + trying)


def oldest_tried() -> Select[datetime]:
    """Among those tried most often."""
    most = select(D.id).where(*RETRY).order_by(D.attempt.desc()).limit(SAMPLE).subquery()
    return select(func.min(A.ended_at)).where(A.delivery.in_(select(most.c.id)))


def by_platform() -> Select[tuple[object, ...]]:
    newest = (
        select(A.platform, A.outcome)
        .where(A.ended_at >= SINCE, A.outcome.in_(CALLED), A.cause.not_in(NO_FAILURE))
        .order_by(A.ended_at.desc())
        .limit(SAMPLE)
        .subquery()
    )
    taken = func.sum(case((newest.c.outcome == "sent", 1), else_=0))
    failed = (func.count() - taken).label("failed")
    return select(newest.c.platform, taken.label("sent"), failed).group_by(newest.c.platform)


COUNTS = select(
    counted("waiting", state(D.state, *OPEN)),
    counted("due", READY, D.urgency.in_([int(one) for one in Urgency]), D.due_at <= NOW),
    counted("sending", state(D.state, *SENDING)),
    counted("uncertain", state(D.state, "uncertain")),
    counted("parked", state(D.state, "parked")),
)
EARLIEST = union_all(*(first_of(one) for one in Urgency)).subquery()
OLDEST = select(func.min(EARLIEST.c.due_at))
OLDEST_TRIED, FAILED, TRIED = oldest_tried(), failing(), by_platform()
IN_DOUBT_SINCE = func.min(func.coalesce(D.called_at, D.due_at))
UNCERTAIN_SINCE = select(IN_DOUBT_SINCE).where(state(D.state, "uncertain"))
