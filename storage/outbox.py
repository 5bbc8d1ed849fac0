"""What is to be said: the table is the only queue, and every row is final or due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Integer, RowMapping, String, and_, bindparam, cast, exists, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.chat import Address
from bot.dialog import Show
from bot.unit import Attempt, Delivery
from storage.columns import Instant
from storage.live import LiveMessages
from storage.plain import KIND, frozen, said, thawed
from storage.sql import insert_new
from storage.tables import OPEN, SENDING, WAITING, delivery, delivery_attempt, state

D = delivery.c
DOUBTFUL = frozenset({"uncertain", "error"})
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outbox(LiveMessages):
    """A lease token is the delivery's id with the number of the attempt, so each claim has another."""

    async def add(self, new: Delivery, *, now: datetime, follows: str | None = None) -> None:
        """Nothing where this recipient has this occurrence already."""
        if (
            await insert_new(self.sql, delivery, delivery_row(new, now))
            and follows
            and isinstance(new.what, Show)
        ):
            await self.follow(new.id, new.recipient, new.what, follows)

    async def shown_at(self, handle: str) -> Show | None:
        query = select(D.what).where(D.handle == handle).order_by(D.seq.desc()).limit(1)
        what = (await self.sql.execute(query)).scalar()
        screen = thawed(what) if what else None
        return screen if isinstance(screen, Show) else None

    async def claim(self, *, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Those whose relay has gone silent; then the oldest of each conversation with nothing in flight."""
        expired = await self.taken(EXPIRED, now, limit, now + lease)
        return [*expired, *await self.taken(DUE, now, limit - len(expired), now + lease)]

    async def taken(
        self, claiming: ReturningUpdate[tuple[object, ...]], now: datetime, limit: int, until: datetime
    ) -> list[Delivery]:
        found = await self.sql.execute(claiming, {"now": now, "limit": limit, "until": until})
        return [a_delivery(row) for row in sorted(found.mappings(), key=lambda row: row["seq"])]

    async def mark(self, attempt: Attempt, *, now: datetime) -> bool:
        """What a relay reports after its lease is kept in the log alone."""
        one, ended = attempt.delivery, ending(attempt)
        ours = (await self.sql.execute(HELD, holding(one) | ended)).rowcount == 1
        await self.log(attempt, str(ended["state"]) if ours else "late", now)
        if ours and attempt.handle and attempt.place and isinstance(one.what, Show):
            await self.alive(one.id, attempt.place, attempt.handle, shown=attempt.shown)
        return ours

    async def log(self, attempt: Attempt, outcome: str, now: datetime) -> None:
        row = {"delivery": attempt.delivery.id, "attempt": attempt.delivery.attempt, "outcome": outcome}
        row |= {"ended_at": now, "cause": attempt.cause, "handle": attempt.handle}
        await insert_new(self.sql, delivery_attempt, row)

    async def abandon(self) -> None:
        """All leases end now, as if they had run out."""
        ended = update(delivery).where(state(D.state, *SENDING)).values(lease_until=LONG_AGO)
        await self.sql.execute(ended)

    async def release(self, one: Delivery) -> None:
        """Whether it was sent is not known."""
        given_back = {"state": "due", "lease_until": None, "cause": "uncertain"}
        await self.sql.execute(HELD, holding(one) | given_back)

    async def waiting(self) -> int:
        unsent = select(func.count()).select_from(delivery).where(state(D.state, *OPEN))
        return (await self.sql.execute(unsent)).scalar() or 0


def in_the_way() -> ColumnElement[bool]:
    """Something older of the same conversation is still to be said, or something is being said."""
    other = delivery.alias()
    here = (other.c.lane == D.lane, other.c.seq != D.seq, state(other.c.state, *OPEN))
    return exists().where(*here, or_(other.c.seq < D.seq, other.c.state == "sending"))


def claiming(
    ready: ColumnElement[bool], oldest: ColumnElement[datetime], **rest: str
) -> ReturningUpdate[tuple[object, ...]]:
    """Rows another relay is claiming are skipped; SQLite drops that word, having one writer."""
    first = select(D.seq).where(ready).order_by(oldest, D.seq).limit(bindparam("limit", type_=Integer))
    mine = first.with_for_update(skip_locked=True).cte()
    number = D.attempt + 1
    token = D.id.concat("/").concat(cast(number, String))
    values = {"state": "sending", "attempt": number, "lease_token": token, "lease_until": bindparam("until")}
    values |= rest
    return update(delivery).where(D.seq.in_(select(mine.c.seq))).values(values).returning(delivery)


NOW = bindparam("now", type_=Instant)
EXPIRED = claiming(and_(state(D.state, *SENDING), D.lease_until < NOW), D.lease_until, cause="uncertain")
DUE = claiming(and_(state(D.state, *WAITING), D.due_at <= NOW, ~in_the_way()), D.due_at)
HELD = update(delivery).where(
    D.id == bindparam("held"), D.lease_token == bindparam("token"), state(D.state, *SENDING)
)


def holding(one: Delivery) -> dict[str, object]:
    return {"held": one.id, "token": one.lease_token}


def ending(attempt: Attempt) -> dict[str, object]:
    """A delivery that leaves its conversation keeps what it said there."""
    if attempt.handle:
        place = attempt.place
        there = {"platform": place.platform, "place": place.id} if place else {}
        return {"state": "sent", "handle": attempt.handle, "lease_until": None, "cause": "", **there}
    if attempt.retry_at:
        return {"state": "retry", "due_at": attempt.retry_at, "lease_until": None, "cause": attempt.cause}
    return {"state": "failed", "lease_until": None, "cause": attempt.cause}


def delivery_row(new: Delivery, now: datetime) -> dict[str, object]:
    place = new.place
    return {
        "id": new.id,
        "occurrence_key": new.occurrence_key or new.id,
        "recipient": new.recipient,
        "kind": "edit" if new.edits else KIND[type(new.what)],
        "what": frozen(new.what),
        "platform": place.platform if place else None,
        "place": place.id if place else None,
        "lane": f"{place.platform} {place.id}" if place else f"person {new.recipient}",
        "notice": frozen(new.notice) if new.notice else None,
        "edits": new.edits,
        "typeable": new.typeable,
        "state": "due",
        "attempt": 0,
        "due_at": now,
    }


def a_delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["id"],
        occurrence_key=row["occurrence_key"],
        recipient=row["recipient"],
        what=thawed(row["what"]),
        place=Address(row["platform"], row["place"]) if row["place"] else None,
        notice=said(row["notice"]) if row["notice"] else None,
        edits=row["edits"],
        typeable=row["typeable"],
        lease_token=row["lease_token"],
        doubtful=row["cause"] in DOUBTFUL,
        attempt=row["attempt"],
    )
