"""Broadcasts as they are kept: how each stands, its texts, and who has opened which preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.reference import parsed, reference
from bot.domain.network import Network
from storage.broadcast_rows import a_broadcast, broadcast_row, new_row, version_rows
from storage.sql import Insert, for_each, insert_for, insert_new
from storage.tables_broadcasts import broadcast, broadcast_preview, broadcast_version

B, V, P = broadcast.c, broadcast_version.c, broadcast_preview.c


@dataclass(frozen=True, slots=True)
class BroadcastRecords:
    """`now`: when the unit began. `locks`: what is loaded to be changed stays ours until its end. `by_mail`:
    letters go out from here. `known`: what has been read by id, where nothing is changed.
    """

    sql: AsyncConnection
    network: Network
    now: datetime
    locks: bool = True
    by_mail: bool = False
    known: dict[str, Broadcast | None] | None = None

    @property
    def today(self) -> date:
        """Where the network is at home: there roles begin and end at midnight."""
        return self.now.astimezone(ZoneInfo(self.network.home_zone)).date()

    async def get(self, of: str) -> Broadcast | None:
        if self.known is None:
            return await self.one(of)
        if of not in self.known:
            self.known[of] = await self.one(of)
        return self.known[of]

    async def one(self, of: str) -> Broadcast | None:
        return next(iter(await self.found(select(broadcast).where(B.id == of))), None)

    async def locked(self, of: str) -> Broadcast | None:
        query = select(broadcast).where(B.id == of)
        return next(iter(await self.found(query.with_for_update() if self.locks else query)), None)

    async def by_reference(self, reference: str) -> Broadcast | None:
        return next(iter(await self.found(select(broadcast).where(B.reference == reference))), None)

    async def page(self, page: int, size: int) -> tuple[Sequence[Broadcast], bool]:
        found = await self.found(newest().limit(size + 1).offset((page - 1) * size))
        return found[:size], len(found) > size

    async def asked(self) -> Sequence[Broadcast]:
        waiting = select(broadcast).where(B.requested_at.is_not(None))
        return await self.found(waiting.order_by(B.requested_at, B.id))

    async def references(self, *, acknowledged: bool) -> Sequence[str]:
        query = newest().where(B.terms["needs_ack"].as_boolean()) if acknowledged else newest()
        rows = await self.sql.execute(query.with_only_columns(B.reference))
        return [str(one) for one in rows.scalars()]

    async def found(self, query: Select[tuple[object, ...]]) -> Sequence[Broadcast]:
        rows = (await self.sql.execute(query)).mappings().all()
        versions = await self.versions([row["id"] for row in rows])
        return [a_broadcast(row, versions.get(row["id"], ())) for row in rows]

    async def versions(self, ids: Sequence[str]) -> Mapping[str, Sequence[RowMapping]]:
        query = select(broadcast_version).where(V.broadcast.in_(ids)).order_by(V.number)
        found: dict[str, list[RowMapping]] = {}
        for row in (await self.sql.execute(query)).mappings() if ids else ():
            found.setdefault(row["broadcast"], []).append(row)
        return found

    async def begun(self, new: Broadcast, *, year: int) -> Broadcast:
        """Whoever else takes the same number is waited for; one that is kept already stays as it is."""
        while True:
            named = replace(new, reference=reference(year, await self.last(year) + 1))
            if await insert_new(self.sql, broadcast, new_row(named, self.now)):
                await self.keep_versions(named)
                return named
            if known := await self.get(new.id):
                return known

    async def last(self, year: int) -> int:
        """The number of the newest of that year, 0 before the first."""
        alike = B.reference.startswith(reference(year, 0).rpartition("-")[0] + "-", autoescape=True)
        longest_first = func.length(B.reference).desc(), B.reference.desc()
        query = select(B.reference).where(alike).order_by(*longest_first).limit(1)
        found = parsed((await self.sql.execute(query)).scalar() or "")
        return found[1] if found else 0

    async def save(self, changed: Broadcast) -> None:
        await self.sql.execute(update(broadcast).where(B.id == changed.id).values(broadcast_row(changed)))
        await self.keep_versions(changed)

    async def keep_versions(self, of: Broadcast) -> None:
        await for_each(self.sql, kept_version(self.sql.dialect.name), version_rows(of))

    async def previewed(self, of: str, version: int, person: str) -> datetime | None:
        query = select(P.opened_at).where(P.broadcast == of, P.number == version, P.person == person)
        found: datetime | None = (await self.sql.execute(query)).scalar()
        return found

    async def preview(self, of: str, version: int, person: str, *, at: datetime) -> None:
        row = {"broadcast": of, "number": version, "person": person, "opened_at": at}
        await self.sql.execute(kept_preview(self.sql.dialect.name), row)


def newest() -> Select[tuple[object, ...]]:
    return select(broadcast).order_by(B.begun_at.desc(), B.reference.desc())


@cache
def kept_version(dialect: str) -> Insert:
    row = insert_for(dialect, broadcast_version)
    changed = {
        name: row.excluded[name] for name in ("texts", "fallback", "by", "at", "approved_by", "approved_at")
    }
    return row.on_conflict_do_update(index_elements=["broadcast", "number"], set_=changed)


@cache
def kept_preview(dialect: str) -> Insert:
    row = insert_for(dialect, broadcast_preview)
    key = ["broadcast", "number", "person"]
    return row.on_conflict_do_update(index_elements=key, set_={"opened_at": row.excluded.opened_at})
