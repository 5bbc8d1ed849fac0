"""Forms begun and not finished, to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Begun
from storage.tables import draft, person

D = draft.c


@dataclass(frozen=True, slots=True)
class BegunDrafts:
    sql: AsyncConnection

    async def get(self, of: str) -> Begun | None:
        return next(iter(await self.found(shown().where(D.id == of))), None)

    async def of_owner(self, owner: str) -> Sequence[Begun]:
        return await self.found(shown().where(D.owner == owner).order_by(D.used_at.desc(), D.id.desc()))

    async def found(self, query: Select[tuple[object, ...]]) -> Sequence[Begun]:
        return [begun(row) for row in (await self.sql.execute(query)).mappings()]


def shown() -> Select[tuple[object, ...]]:
    named = draft.outerjoin(person, person.c.id == D.holder)
    by = select(D.id, D.form, D.of, person.c.name.label("by"), D.used_at, D.given, D.before)
    return by.select_from(named).where(D.became.is_(None))


def begun(row: RowMapping) -> Begun:
    title = {**row["before"], **row["given"]}.get("title") or ""
    return Begun(
        id=row["id"], form=row["form"], of=row["of"], by=row["by"], used_at=row["used_at"], title=str(title)
    )
