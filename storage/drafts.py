"""Forms begun and not forgotten."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialog import Draft
from bot.unit import Screen
from storage.plain import frozen, given, thawed
from storage.tables import conversation, draft

D = draft.c
SHOWN = select(draft).where(D.id == bindparam("of_id"))
HELD = SHOWN.with_for_update()
CHANGED = update(draft).where(D.id == bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class Drafts:
    """`locks`: what is loaded stays ours until the end of the unit."""

    sql: AsyncConnection
    locks: bool = True

    async def add(self, new: Draft) -> None:
        await self.sql.execute(insert(draft).values(draft_row(new)))

    async def get(self, of: str) -> tuple[Draft, Screen | None] | None:
        query = HELD if self.locks else SHOWN
        row = (await self.sql.execute(query, {"of_id": of})).mappings().first()
        return (a_draft(row), thawed(row["became"]) if row["became"] else None) if row else None

    async def save(self, changed: Draft, became: Screen | None = None) -> None:
        values = draft_row(changed) | {"became": frozen(became) if became else None}
        await self.sql.execute(CHANGED, values | {"of_id": changed.id})

    async def open_of(self, owner: str, form: str, of: str, *, since: datetime) -> Draft | None:
        """The one used last, if that was not before `since`."""
        mine = select(draft).where(D.owner == owner, D.form == form, D.of == of, D.became.is_(None))
        newest = mine.where(D.used_at >= since).order_by(D.used_at.desc(), D.id.desc()).limit(1)
        row = (await self.sql.execute(self.held(newest))).mappings().first()
        return a_draft(row) if row else None

    async def delete(self, of: str) -> None:
        await self.sql.execute(delete(draft).where(D.id == of))

    async def purge(self, *, before: datetime) -> int:
        old = select(D.id).where(D.used_at < before)
        closed = {"draft": None, "asked": None, "shortcuts": None}
        await self.sql.execute(update(conversation).where(conversation.c.draft.in_(old)).values(closed))
        return (await self.sql.execute(delete(draft).where(D.used_at < before))).rowcount

    def held(self, query: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
        return query.with_for_update() if self.locks else query


def draft_row(one: Draft) -> dict[str, object]:
    return {
        "id": one.id,
        "form": one.form,
        "owner": one.owner,
        "holder": one.holder,
        "of": one.of,
        "given": dict(one.given),
        "before": dict(one.before),
        "version": one.version,
        "used_at": one.used_at,
    }


def a_draft(row: RowMapping) -> Draft:
    return Draft(
        id=row["id"],
        form=row["form"],
        owner=row["owner"],
        holder=row["holder"],
        of=row["of"],
        given=given(row["given"]),
        before=given(row["before"]),
        version=row["version"],
        used_at=row["used_at"],
    )
