"""What is due: found by the partial indexes, locked, and written down as somebody's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    exists,
    or_,
    select,
    update,
)

from bot.domain.delivery.state import Urgency
from bot.outgoing import Delivery, Glance
from storage.columns import Instant
from storage.delivery_rows import a_delivery, standing, waiting
from storage.rate_buckets import Buckets
from storage.sql import for_each
from storage.tables import state
from storage.tables_delivery import OPEN, READY, SENDING, WAITING, delivery

D = delivery.c
NOW, LIMIT = bindparam("now", type_=Instant), bindparam("limit", type_=Integer)
RUN_OUT = and_(state(D.state, *SENDING), D.lease_until < NOW)
TIMES = and_(state(D.state, *WAITING), D.expires_at.is_not(None), D.expires_at <= NOW)
DOUBTED = and_(state(D.state, "uncertain"), D.due_at <= NOW)


def in_the_way() -> ColumnElement[bool]:
    """Something is being said there, or something older that hurries as much is still to be said.

    What waits for its time, for its pace, or because it was paused holds nobody up.
    """
    other = delivery.alias()
    older = and_(other.c.seq < D.seq, other.c.urgency <= D.urgency, ~other.c.held)
    waits = or_(other.c.due_at <= NOW, state(other.c.state, "retry"))
    here = (other.c.lane == D.lane, other.c.seq != D.seq, state(other.c.state, *OPEN))
    return exists().where(*here, or_(and_(older, waits), state(other.c.state, "sending")))


def first(*where: ColumnElement[bool]) -> ScalarSelect[datetime]:
    return select(D.due_at).where(*where).order_by(D.due_at).limit(1).scalar_subquery()


def glancing() -> Executable:
    due = [first(READY, D.urgency == one).label(f"due_{int(one)}") for one in Urgency]
    later = [first(READY, D.urgency == one, D.due_at > NOW).label(f"next_{int(one)}") for one in Urgency]
    doubted = first(state(D.state, "uncertain"), D.due_at > NOW).label("next_doubt")
    over = or_(exists().where(RUN_OUT), exists().where(TIMES)).label("over")
    return select(over, exists().where(DOUBTED).label("doubtful"), *due, *later, doubted)


def ours(*where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Rows another relay is claiming are skipped; SQLite drops that word, having one writer."""
    found = select(delivery).where(*where).order_by(D.due_at, D.seq).limit(LIMIT)
    return found.with_for_update(skip_locked=True)


GLANCE = glancing()
DUE = ours(READY, D.urgency == bindparam("urgency", type_=Integer), D.due_at <= NOW, ~in_the_way())
IN_DOUBT = ours(DOUBTED)
LEFT = (
    update(delivery)
    .where(RUN_OUT)
    .values(state="uncertain", due_at=NOW, cause="crash", looks=0, lease_token="", lease_until=None)
    .returning(D.subject)
)
EXPIRED = (
    update(delivery).where(TIMES).values(state="expired", cause="too-late", ended_at=NOW).returning(D.subject)
)
BUSY = select(D.lane).where(
    D.lane.in_(bindparam("lanes", expanding=True)), state(D.state, *OPEN), state(D.state, *SENDING)
)
STANDS = {
    "state": bindparam("its_state"),
    "due_at": bindparam("its_due_at", type_=Instant),
    "lane": bindparam("its_lane"),
    "attempt": bindparam("its_attempt"),
    "called_at": bindparam("its_called_at", type_=Instant),
    "lease_token": bindparam("its_token"),
    "lease_until": bindparam("its_lease", type_=Instant),
    "cause": bindparam("its_cause"),
    "looks": bindparam("its_looks"),
    "doubts": bindparam("its_doubts"),
    "repeat": bindparam("its_repeat"),
    "second": bindparam("its_second"),
    "first_cause": bindparam("its_first_cause"),
    "platform": bindparam("its_platform", type_=String),
    "place": bindparam("its_place", type_=String),
    "ended_at": bindparam("its_end", type_=Instant),
}
PUT_OFF = (
    update(delivery)
    .where(D.id == bindparam("one"))
    .values({name: STANDS[name] for name in ("state", "due_at", "lane", "cause", "ended_at")})
)
KEPT = update(delivery).where(D.id == bindparam("one")).values(STANDS)


@dataclass(frozen=True, slots=True)
class Claims(Buckets):
    async def glance(self, *, now: datetime) -> Glance:
        row = (await self.sql.execute(GLANCE, {"now": now})).mappings().one()
        due = [one for one in Urgency if row[f"due_{int(one)}"] and row[f"due_{int(one)}"] <= now]
        later = [row[f"next_{int(one)}"] for one in Urgency] + [row["next_doubt"]]
        next_at = min((at for at in later if at), default=None)
        return Glance(
            over=bool(row["over"]), doubtful=bool(row["doubtful"]), urgencies=tuple(due), next_at=next_at
        )

    async def run_out(self, *, now: datetime) -> Collection[str]:
        left = (await self.sql.execute(LEFT, {"now": now})).scalars()
        expired = (await self.sql.execute(EXPIRED, {"now": now})).scalars()
        return {subject for subject in (*left, *expired) if subject}

    async def doubtful(self, *, now: datetime, limit: int) -> Sequence[Delivery]:
        rows = (await self.sql.execute(IN_DOUBT, {"now": now, "limit": limit})).mappings()
        return [a_delivery(row) for row in rows]

    async def ready(self, urgency: Urgency, *, now: datetime, limit: int) -> Sequence[Delivery]:
        wanted = {"now": now, "limit": limit, "urgency": int(urgency)}
        return [a_delivery(row) for row in (await self.sql.execute(DUE, wanted)).mappings()]

    async def busy(self, lanes: Collection[str]) -> Collection[str]:
        if not lanes:
            return frozenset()
        return frozenset((await self.sql.execute(BUSY, {"lanes": [*lanes]})).scalars())

    async def keep(self, changed: Sequence[Delivery], *, now: datetime) -> None:
        await for_each(self.sql, KEPT, [standing(one, now) for one in changed])

    async def put_off(self, staying: Sequence[Delivery], *, now: datetime) -> None:
        await for_each(self.sql, PUT_OFF, [waiting(one, now) for one in staying])
