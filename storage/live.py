"""Messages that follow their record: which state is wanted, and which was shown last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, RowMapping, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat import Address
from bot.dialog import Show
from bot.unit import Live
from storage.columns import Instant
from storage.tables import live

L = live.c
BEHIND = (
    select(live)
    .where(L.wanted > L.shown, L.handle.is_not(None))
    .where(or_(L.next_at.is_(None), L.next_at <= bindparam("now", type_=Instant)))
    .order_by(L.next_at.nulls_first(), L.id)
    .limit(bindparam("limit", type_=Integer))
)


@dataclass(frozen=True, slots=True)
class LiveMessages:
    sql: AsyncConnection

    async def follow(self, of: str, recipient: str, show: Show, follows: str) -> None:
        """Before it is drawn: no touch after the drawing is lost."""
        row = {"id": of, "recipient": recipient, "view": show.view, "of": show.of, "follows": follows}
        await self.sql.execute(insert(live).values(row | {"wanted": 1, "shown": 0}))

    async def adopt(self, adopted: Live, follows: str) -> None:
        """Where it follows nothing any more, whatever kept this message alive ends."""
        if follows:
            await self.follow(adopted.id, adopted.recipient, adopted.show, follows)
            await self.alive(adopted.id, adopted.place, adopted.handle, shown=1)
        else:
            message = and_(L.platform == adopted.place.platform, L.handle == adopted.handle)
            await self.sql.execute(delete(live).where(message))

    async def alive(self, of: str, place: Address, handle: str, *, shown: int) -> None:
        """Edits go to this message from now on; another row for it, or for its record there, ends.

        One that is behind stays for a last edit: an old card must not offer for ever what has been done.
        """
        new = live.alias()
        there = and_(L.platform == place.platform, L.place == place.id, L.wanted <= L.shown)
        same = and_(new.c.recipient == L.recipient, new.c.view == L.view, new.c.of == L.of, there)
        message = and_(L.platform == place.platform, L.handle == handle)
        older = select(new.c.id).where(new.c.id == of, or_(same, message)).exists()
        await self.sql.execute(delete(live).where(L.id != of, older))
        values = {"platform": place.platform, "place": place.id, "handle": handle, "shown": shown}
        await self.sql.execute(update(live).where(L.id == of).values(values))

    async def touch(self, touches: Sequence[str]) -> None:
        """In the order of ids, so that two units never wait for each other."""
        if touches:
            touched = select(L.id).where(L.follows.in_(touches)).order_by(L.id).with_for_update()
            await self.sql.execute(update(live).where(L.id.in_(touched)).values(wanted=L.wanted + 1))

    async def wanted(self, delivery: str) -> int:
        return (await self.sql.execute(select(L.wanted).where(L.id == delivery))).scalar() or 0

    async def due_live(self, *, now: datetime, limit: int) -> Sequence[Live]:
        rows = (await self.sql.execute(BEHIND, {"now": now, "limit": limit})).mappings()
        return [a_live(row) for row in rows]

    async def shown(self, drawn: Live, *, next_at: datetime | None) -> None:
        here = L.id == drawn.id
        if next_at is None:
            await self.sql.execute(delete(live).where(here))
        else:
            await self.sql.execute(update(live).where(here).values(shown=drawn.wanted, next_at=next_at))


def a_live(row: RowMapping) -> Live:
    return Live(
        id=row["id"],
        recipient=row["recipient"],
        place=Address(row["platform"], row["place"]),
        show=Show(row["view"], row["of"]),
        wanted=row["wanted"],
        handle=row["handle"],
    )
