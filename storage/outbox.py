"""What is to be said: the table is the only queue, and every row is final or due."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Integer, RowMapping, String, and_, bindparam, cast, exists, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.chat import Address
from bot.dialog import Show
from bot.domain.delivery.state import Promise, Urgency
from bot.unit import Attempt, Delivery
from storage.columns import Instant
from storage.live import LiveMessages
from storage.plain import KIND, frozen, said, thawed
from storage.sql import for_each, insert_new, unless_taken
from storage.tables import state
from storage.tables_delivery import OPEN, READY, SENDING, delivery, delivery_attempt

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

    async def reached(self, occurrence: str) -> frozenset[str]:
        query = select(D.recipient).where(D.occurrence_key == occurrence)
        return frozenset((await self.sql.execute(query)).scalars())

    async def shown_at(self, handle: str) -> Show | None:
        query = select(D.what).where(D.handle == handle).order_by(D.seq.desc()).limit(1)
        what = (await self.sql.execute(query)).scalar()
        screen = thawed(what) if what else None
        return screen if isinstance(screen, Show) else None

    async def claim(self, *, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Those whose relay has gone silent; then the oldest of each conversation with nothing in flight."""
        claimed = list[Delivery]()
        for claiming in (EXPIRED, *DUE):
            claimed += await self.taken(claiming, now, limit - len(claimed), now + lease)
        return claimed

    async def taken(
        self, claiming: ReturningUpdate[tuple[object, ...]], now: datetime, limit: int, until: datetime
    ) -> list[Delivery]:
        found = await self.sql.execute(claiming, {"now": now, "limit": limit, "until": until})
        return [a_delivery(row) for row in sorted(found.mappings(), key=lambda row: row["seq"])]

    async def mark(self, attempts: Sequence[Attempt], *, now: datetime) -> Container[str]:
        """What a relay reports after its lease is kept in the log alone."""
        ids = [one.delivery.id for one in attempts]
        held = {*(await self.sql.execute(TOKENS, {"ids": ids})).scalars()}
        ours = [one for one in attempts if one.delivery.lease_token in held]
        await for_each(self.sql, ENDED, [holding(one.delivery) | ending(one) for one in ours])
        reports = [logged(one, now, late=one.delivery.lease_token not in held) for one in attempts]
        await for_each(self.sql, unless_taken(self.sql.dialect.name, delivery_attempt), reports)
        for one in ours:
            if one.handle and one.place and isinstance(one.delivery.what, Show):
                await self.alive(one.delivery.id, one.place, one.handle, shown=one.shown)
        return held

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
DUE = [claiming(and_(READY, D.urgency == one, D.due_at <= NOW, ~in_the_way()), D.due_at) for one in Urgency]
TOKENS = (
    select(D.lease_token)
    .where(D.id.in_(bindparam("ids", expanding=True)), state(D.state, *SENDING))
    .order_by(D.seq)
    .with_for_update()
)
HELD = update(delivery).where(
    D.id == bindparam("one"), D.lease_token == bindparam("token"), state(D.state, *SENDING)
)
ENDED = HELD.values(
    state=bindparam("outcome"),
    due_at=func.coalesce(bindparam("retry_at", type_=Instant), D.due_at),
    lease_until=None,
    cause=bindparam("why"),
    handle=bindparam("sent_as"),
    platform=func.coalesce(bindparam("on", type_=String), D.platform),
    place=func.coalesce(bindparam("at", type_=String), D.place),
)


def holding(one: Delivery) -> dict[str, object]:
    return {"one": one.id, "token": one.lease_token}


def ending(attempt: Attempt) -> dict[str, object]:
    """A delivery that leaves its conversation keeps what it said there."""
    there = attempt.place if attempt.handle else None
    return {
        "outcome": outcome(attempt),
        "retry_at": attempt.retry_at,
        "why": attempt.cause,
        "sent_as": attempt.handle,
        "on": there.platform if there else None,
        "at": there.id if there else None,
    }


def outcome(attempt: Attempt) -> str:
    if attempt.handle:
        return "sent"
    return "retry" if attempt.retry_at else "failed"


def logged(attempt: Attempt, now: datetime, *, late: bool) -> dict[str, object]:
    return {
        "delivery": attempt.delivery.id,
        "attempt": attempt.delivery.attempt,
        "ended_at": now,
        "outcome": "late" if late else outcome(attempt),
        "cause": attempt.cause,
        "handle": attempt.handle,
    }


def delivery_row(new: Delivery, now: datetime) -> dict[str, object]:
    place = new.place
    return {
        "id": new.id,
        "occurrence_key": new.occurrence_key or new.id,
        "recipient": new.recipient,
        "kind": kind(new),
        "what": frozen(new.what),
        "platform": place.platform if place else None,
        "place": place.id if place else None,
        "lane": f"{place.platform} {place.id}" if place else f"person {new.recipient}",
        "notice": frozen(new.notice) if new.notice else None,
        "edits": new.edits,
        "typeable": new.typeable,
        "subject": new.subject,
        "subject_version": new.subject_version,
        "urgency": int(new.urgency),
        "promise": new.promise,
        "state": "due",
        "attempt": 0,
        "due_at": new.due_at or now,
        "local": new.local,
        "zone": new.zone,
        "expires_at": new.expires_at,
        "dry": new.dry,
    }


def kind(new: Delivery) -> str:
    if new.edits:
        return "withdraw" if new.withdraws else "edit"
    return KIND[type(new.what)]


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
        withdraws=row["kind"] == "withdraw",
        urgency=Urgency(row["urgency"]),
        promise=Promise(row["promise"]),
        subject=row["subject"],
        subject_version=row["subject_version"],
        due_at=row["due_at"],
        local=row["local"],
        zone=row["zone"],
        expires_at=row["expires_at"],
        dry=row["dry"],
        lease_token=row["lease_token"],
        doubtful=row["cause"] in DOUBTFUL,
        attempt=row["attempt"],
    )
