"""What attempts have led to, kept by whoever still holds their lease."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, func, insert, select, update

from bot.dialog import Show
from bot.domain.delivery.following import How
from bot.domain.delivery.state import State
from bot.outgoing import Attempt
from storage.claims import STANDS, Claims
from storage.columns import Instant
from storage.delivery_rows import standing
from storage.sql import for_each
from storage.tables import state
from storage.tables_delivery import delivery, delivery_attempt

D = delivery.c
TAKEN, TRIED = ("sending", "uncertain"), frozenset({How.SENT, How.LATER, How.DOUBTFUL, How.REFUSED})
TOO_MANY = "rate-limited"
TOKENS = (
    select(D.lease_token)
    .where(
        D.id.in_(bindparam("ids", expanding=True)),
        D.lease_token.in_(bindparam("tokens", expanding=True)),
        state(D.state, *TAKEN),
    )
    .order_by(D.seq)
    .with_for_update()
)
ENDED = (
    update(delivery)
    .where(D.id == bindparam("one"))
    .values(
        STANDS
        | {
            "handle": func.coalesce(bindparam("sent_as", type_=String), D.handle),
            "sent_at": func.coalesce(bindparam("sent_at", type_=Instant), D.sent_at),
        }
    )
)
OF_MESSAGE = (
    update(delivery)
    .where(D.handle == bindparam("message"), D.recipient == bindparam("of"), D.subject == bindparam("about"))
    .where(state(D.state, "sent"))
)
RECALLED = OF_MESSAGE.values(recalled_at=bindparam("at", type_=Instant))
CORRECTED = OF_MESSAGE.values(subject_version=bindparam("by_version"), handle=bindparam("now_as"))


@dataclass(frozen=True, slots=True)
class Marks(Claims):
    async def mark(self, attempts: Sequence[Attempt], *, now: datetime) -> Container[str]:
        """What a relay reports after its lease is kept in the log alone."""
        given = {
            "ids": [one.delivery.id for one in attempts],
            "tokens": [one.delivery.lease_token for one in attempts],
        }
        held = {*(await self.sql.execute(TOKENS, given)).scalars()}
        ours = [one for one in attempts if one.delivery.lease_token in held]
        await for_each(self.sql, ENDED, [ending(one, now) for one in ours])
        reports = [logged(one, now, late=one.delivery.lease_token not in held) for one in attempts]
        await for_each(self.sql, insert(delivery_attempt), reports)
        await self.follow_up(ours, now)
        return held

    async def follow_up(self, ours: Sequence[Attempt], now: datetime) -> None:
        await self.arrivals([one for one in ours if one.ended.how in TRIED])
        too_many = [one for one in ours if one.ended.cause == TOO_MANY and not one.delivery.doubtful]
        await self.refusals([(one.delivery.gates, one.ended.retry_after) for one in too_many], now=now)
        await self.all_alive(
            [
                (one.delivery.id, one.place, one.handle, one.shown)
                for one in ours
                if one.handle and one.place and isinstance(one.delivery.what, Show)
            ]
        )
        changed = [one for one in ours if one.handle and one.delivery.edits and one.delivery.subject]
        await for_each(self.sql, RECALLED, [message(one, now) for one in changed if one.delivery.withdraws])
        edited = [message(one, now) for one in changed if not one.delivery.withdraws]
        await for_each(self.sql, CORRECTED, edited)


def ending(attempt: Attempt, now: datetime) -> dict[str, object]:
    """A delivery that leaves its conversation keeps what it said there."""
    ended = attempt.delivery.on(attempt.becomes)
    sent = attempt.becomes.state is State.SENT
    there = {"its_platform": attempt.place.platform, "its_place": attempt.place.id} if attempt.place else {}
    return standing(ended, now) | there | {"sent_as": attempt.handle, "sent_at": now if sent else None}


def message(attempt: Attempt, now: datetime) -> dict[str, object]:
    """The one that was changed or taken back, and what has become of it."""
    one = attempt.delivery
    found = {"message": one.edits, "of": one.recipient, "about": one.subject}
    if one.withdraws:
        return found | {"at": now}
    return found | {"by_version": one.subject_version, "now_as": attempt.handle}


def logged(attempt: Attempt, now: datetime, *, late: bool) -> dict[str, object]:
    place = attempt.place or attempt.delivery.place
    return {
        "delivery": attempt.delivery.id,
        "attempt": attempt.delivery.attempt,
        "ended_at": now,
        "outcome": "late" if late else attempt.outcome,
        "cause": attempt.ended.cause,
        "handle": attempt.handle,
        "platform": place.platform if place else "",
    }
