"""The talks of the browser chat, in tables of their own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from sqlalchemy import RowMapping, Select, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.talks import Kind, Line
from storage.sql import inserting
from storage.tables import talk
from storage.tables import talk_line as line
from storage.unit_of_work import Unit

L = line.c
BY_THE_BOT = (Kind.CARD, Kind.FORM, Kind.FOLDED)


@dataclass(frozen=True, slots=True)
class Talks:
    """Its own short transactions: whoever shows a line is in none."""

    units: Callable[[], AbstractAsyncContextManager[Unit]]
    reading: Callable[[], AbstractAsyncContextManager[Unit]]

    async def add(self, new: Line) -> Line:
        async with self.units() as unit:
            change = await changed(unit.sql, new.place)
            found = await one(unit.sql, new.place, new.id)
            return found or await self.written(unit, replace(new, number=change, change=change))

    async def put(self, new: Line) -> Line:
        async with self.units() as unit:
            change = await changed(unit.sql, new.place)
            found = await one(unit.sql, new.place, new.id)
            number = found.number if found else change
            return await self.written(unit, replace(new, number=number, change=change))

    async def written(self, unit: Unit, new: Line) -> Line:
        row = values(new)
        written = inserting(unit.sql, line).values(row)
        await unit.sql.execute(written.on_conflict_do_update(index_elements=["place", "id"], set_=row))
        await unit.commit((f"talk:{new.place}",))
        return new

    async def get(self, place: str, of: str) -> Line | None:
        async with self.reading() as unit:
            return await one(unit.sql, place, of)

    async def forms(self, place: str, draft: str | None = None) -> Sequence[Line]:
        here = select(line).where(L.place == place, L.kind == Kind.FORM)
        return await self.lines((here.where(L.draft == draft) if draft else here).order_by(L.number))

    async def newest(self, place: str, *, before: int | None, limit: int) -> Sequence[Line]:
        here = select(line).where(L.place == place, L.kind != Kind.GONE)
        earlier = here.where(L.number < before) if before else here
        return (await self.lines(earlier.order_by(L.number.desc()).limit(limit)))[::-1]

    async def since(self, place: str, change: int) -> Sequence[Line]:
        return await self.lines(select(line).where(L.place == place, L.change > change).order_by(L.change))

    async def lines(self, query: Select[tuple[object, ...]]) -> Sequence[Line]:
        async with self.reading() as unit:
            return [a_line(row) for row in (await unit.sql.execute(query)).mappings()]

    async def last(self, place: str) -> int:
        async with self.reading() as unit:
            found = await unit.sql.execute(select(talk.c.change).where(talk.c.place == place))
            return found.scalar() or 0

    async def unread(self) -> Mapping[str, int]:
        new = and_(L.place == talk.c.place, L.number > talk.c.read, L.kind.in_(BY_THE_BOT))
        query = select(L.place, func.count()).select_from(talk.join(line, new)).group_by(L.place)
        async with self.reading() as unit:
            return dict((await unit.sql.execute(query)).all())

    async def read(self, place: str, upto: int) -> None:
        async with self.units() as unit:
            here = update(talk).where(talk.c.place == place, talk.c.read < upto)
            if (await unit.sql.execute(here.values(read=upto))).rowcount:
                await unit.commit((f"talk:{place}",))


async def changed(sql: AsyncConnection, place: str) -> int:
    """The next number; its row is held until the end, so that changes become visible in their order."""
    begun = inserting(sql, talk).values(place=place, change=1, read=0)
    held = begun.on_conflict_do_update(index_elements=["place"], set_={"change": talk.c.change + 1})
    return int((await sql.execute(held.returning(talk.c.change))).scalar_one())


async def one(sql: AsyncConnection, place: str, of: str) -> Line | None:
    row = (await sql.execute(select(line).where(L.place == place, L.id == of))).mappings().first()
    return a_line(row) if row else None


def values(new: Line) -> dict[str, object]:
    return {column.name: getattr(new, column.name) for column in line.columns} | {"spare": dict(new.spare)}


def a_line(row: RowMapping) -> Line:
    return Line(**{**row, "kind": Kind(row["kind"]), "spare": row["spare"] or {}})
