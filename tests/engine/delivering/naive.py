"""Relays as they are first thought of, and somebody who only looks at what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.following import Ended, How
from bot.domain.delivery.state import State
from bot.outbox import Drawn, Finished, Relay
from bot.outgoing import Delivery
from tests.engine.delivering.house import Row
from tests.engine.delivering.judge import Judge
from tests.engine.delivering.wire import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksBefore(Relay):
    """Nothing is sent twice by one that has written down that it was sent."""

    async def claim(self, limit: int) -> Sequence[Drawn | Finished]:
        claimed = await Relay.claim(self, limit)
        await Relay.mark(self, [self.sent(one) for one in claimed if isinstance(one, Drawn)])
        return claimed

    def sent(self, one: Drawn) -> Finished:
        attempt = self.ended(one.delivery, Ended(How.SENT))
        return Finished(replace(attempt, place=one.parcel.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksAfter(Relay):
    """Nothing is lost by one that writes it down when it was sent."""

    async def claim(self, limit: int) -> Sequence[Drawn | Finished]:
        claimed = await Relay.claim(self, limit)
        await self.written(
            replace(one.delivery, state=State.DUE, lease_token="", lease_until=None)
            for one in claimed
            if not one.delivery.doubtful
        )
        return claimed

    async def mark(self, finished: Sequence[Finished]) -> None:
        await self.written(one.delivery for one in finished)
        await Relay.mark(self, finished)

    async def written(self, deliveries: Iterable[Delivery]) -> None:
        async with self.units() as unit:
            await unit.outbox.keep([*deliveries], now=self.now())
            await unit.commit()


class Outcomes(Judge):
    """Who got what, however that came about."""

    def moment(self, rows: Sequence[Row], counts: Counts) -> None:
        self.twice(rows)

    def begins(self, call: Call, rows: Sequence[Row]) -> None:
        return

    def claims(self, one: Delivery, of: Broadcast, rows: Sequence[Row], now: datetime) -> None:
        return

    def refused(self, rows: Sequence[tuple[Row, Row]]) -> None:
        return
