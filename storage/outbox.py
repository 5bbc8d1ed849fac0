"""What is to be said: the table is the only queue, and every row is final or due."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from bot.dialog import Show
from bot.outgoing import Delivery
from storage.delivery_rows import delivery_row
from storage.marks import Marks
from storage.plain import thawed
from storage.sql import insert_new
from storage.tables import state
from storage.tables_delivery import OPEN, SENDING, delivery

D = delivery.c
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outbox(Marks):
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

    async def abandon(self) -> None:
        """All leases end now, as if they had run out."""
        ended = update(delivery).where(state(D.state, *SENDING)).values(lease_until=LONG_AGO)
        await self.sql.execute(ended)
        looked_up = state(D.state, "uncertain"), D.lease_until.is_not(None)
        await self.sql.execute(update(delivery).where(*looked_up).values(due_at=D.called_at))

    async def waiting(self) -> int:
        unsent = select(func.count()).select_from(delivery).where(state(D.state, *OPEN))
        return (await self.sql.execute(unsent)).scalar() or 0
