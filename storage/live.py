"""Messages that follow their record: which state is wanted, and which was shown last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, RowMapping, Update, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat import Address
from bot.dialog import Show
from bot.unit import Live
from storage.columns import Instant
from storage.sql import for_each
from storage.tables_delivery import live

L = live.c
DUE = and_(
    L.wanted > L.shown,
    L.handle.is_not(None),
    or_(L.next_at.is_(None), L.next_at <= bindparam("now", type_=Instant)),
)
BEHIND = (
    select(live).where(DUE).order_by(L.next_at.nulls_first(), L.id).limit(bindparam("limit", type_=Integer))
)
HELD = (
    update(live)
    .where(L.id.in_(bindparam("ids", expanding=True)), DUE)
    .values(next_at=bindparam("until", type_=Instant))
    .returning(L.id)
)
NEW = insert(live)
HERE = L.id == bindparam("one")
ONE, GONE = update(live).where(HERE), delete(live).where(HERE)
WANTED = select(L.id, L.wanted).where(L.id.in_(bindparam("ids", expanding=True)))
MESSAGE = and_(L.platform == bindparam("its_platform"), L.handle == bindparam("its_handle"))
DROPPED = delete(live).where(MESSAGE)
FOLLOWING = select(L.id).where(L.follows.in_(bindparam("touches", expanding=True)))
TOUCHED = update(live).where(L.id.in_(FOLLOWING.order_by(L.id).with_for_update())).values(wanted=L.wanted + 1)


OTHERS = L.id != bindparam("new")
REPLACED = delete(live).where(OTHERS, MESSAGE)


def superseded() -> Update:
    """Those of the same record in the same place as the row `new`."""
    new = live.alias()
    same = and_(new.c.recipient == L.recipient, new.c.view == L.view, new.c.of == L.of)
    there = and_(L.platform == bindparam("its_platform"), L.place == bindparam("its_place"))
    by = select(new.c.id).where(new.c.id == bindparam("new"), same)
    alive = L.follows != ""
    return update(live).where(OTHERS, there, alive, by.exists()).values(follows="", wanted=L.wanted + 1)


SUPERSEDED = superseded()


@dataclass(frozen=True, slots=True)
class LiveMessages:
    sql: AsyncConnection

    async def follow(self, of: str, recipient: str, show: Show, follows: str) -> None:
        """Before it is drawn: no touch after the drawing is lost."""
        row = {"id": of, "recipient": recipient, "view": show.view, "of": show.of, "follows": follows}
        await self.sql.execute(NEW, row | {"wanted": 1, "shown": 0})

    async def adopt(self, adopted: Live, follows: str) -> None:
        """Where it follows nothing any more, whatever kept this message alive ends."""
        if follows:
            await self.follow(adopted.id, adopted.recipient, adopted.show, follows)
            await self.alive(adopted.id, adopted.place, adopted.handle, shown=1)
        else:
            message = {"its_platform": adopted.place.platform, "its_handle": adopted.handle}
            await self.sql.execute(DROPPED, message)

    async def alive(self, of: str, place: Address, handle: str, *, shown: int) -> None:
        """Edits go to this message from now on; another row for it ends.

        Older messages of its record there get a last edit: they must not offer for ever what has been done.
        """
        there = {"platform": place.platform, "place": place.id, "handle": handle}
        new = {"new": of, **{f"its_{name}": one for name, one in there.items()}}
        for change in (REPLACED, SUPERSEDED):
            await self.sql.execute(change, new)
        await self.sql.execute(ONE, {"one": of, "shown": shown, **there})

    async def all_alive(self, messages: Sequence[tuple[str, Address, str, int]]) -> None:
        """The same for several: delivery, place, handle, and the state that was shown."""
        rows = [
            {"one": of, "shown": shown, "platform": place.platform, "place": place.id, "handle": handle}
            for of, place, handle, shown in messages
        ]
        new = [
            {"new": row["one"], **{f"its_{name}": row[name] for name in ("platform", "place", "handle")}}
            for row in rows
        ]
        await for_each(self.sql, REPLACED, new)
        await for_each(self.sql, SUPERSEDED, new)
        await for_each(self.sql, ONE, rows)

    async def touch(self, touches: Sequence[str]) -> None:
        """In the order of ids, so that two units never wait for each other."""
        if touches:
            await self.sql.execute(TOUCHED, {"touches": [*touches]})

    async def wanted(self, deliveries: Collection[str]) -> Mapping[str, int]:
        rows = await self.sql.execute(WANTED, {"ids": [*deliveries]}) if deliveries else ()
        return {row.id: row.wanted for row in rows}

    async def due_live(self, *, now: datetime, limit: int) -> Sequence[Live]:
        rows = (await self.sql.execute(BEHIND, {"now": now, "limit": limit})).mappings()
        return [a_live(row) for row in rows]

    async def hold_live(self, due: Sequence[Live], *, now: datetime, until: datetime) -> Collection[str]:
        """Another relay that meets them waits for our end, and then finds them taken."""
        ids = sorted(one.id for one in due)
        return frozenset((await self.sql.execute(HELD, {"ids": ids, "now": now, "until": until})).scalars())

    async def edit_later(self, one: Live, at: datetime) -> None:
        await self.sql.execute(ONE, {"one": one.id, "next_at": at})

    async def shown(self, drawn: Live, *, next_at: datetime | None) -> None:
        if next_at is None:
            await self.sql.execute(GONE, {"one": drawn.id})
        else:
            await self.sql.execute(ONE, {"one": drawn.id, "shown": drawn.wanted, "next_at": next_at})


def a_live(row: RowMapping) -> Live:
    return Live(
        id=row["id"],
        recipient=row["recipient"],
        place=Address(row["platform"], row["place"]),
        show=Show(row["view"], row["of"]),
        wanted=row["wanted"],
        handle=row["handle"],
        superseded=not row["follows"],
    )
