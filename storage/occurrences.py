"""What is due when: each occurrence once, whatever the number of replicas."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from bot.unit import Occurrence
from storage.sql import insert_new
from storage.tables_meetings import occurrence

T = occurrence.c


@dataclass(frozen=True, slots=True)
class Occurrences:
    """`locks`: what is open is ours until the end of the unit."""

    sql: AsyncConnection
    locks: bool = True

    async def plan(self, new: Occurrence) -> None:
        await insert_new(self.sql, occurrence, asdict(new))

    async def planned(self, keys: Collection[str]) -> Collection[str]:
        return frozenset((await self.sql.execute(select(T.key).where(T.key.in_(keys)))).scalars())

    async def subjects(self, kind: str, *, now: datetime) -> Sequence[str]:
        query = select(T.subject).where(T.kind == kind, due(now)).group_by(T.subject)
        return list((await self.sql.execute(query.order_by(func.min(T.due_at), T.subject))).scalars())

    async def open(self, kind: str, subject: str, *, now: datetime) -> Sequence[Occurrence]:
        query = select(occurrence).where(T.kind == kind, T.subject == subject, due(now))
        query = query.order_by(T.due_at, T.key)
        held = query.with_for_update(skip_locked=True) if self.locks else query
        return [an_occurrence(row) for row in (await self.sql.execute(held)).mappings()]

    async def close(self, key: str, *, now: datetime) -> None:
        await self.sql.execute(update(occurrence).where(T.key == key).values(done_at=now))


def due(now: datetime) -> ColumnElement[bool]:
    return T.done_at.is_(None) & (T.due_at <= now)


def an_occurrence(row: RowMapping) -> Occurrence:
    return Occurrence(**{name: row[name] for name in Occurrence.__dataclass_fields__})
