"""Expressions of interest."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import RowMapping, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.history import Status
from bot.domain.interest import Capacity, Interest, Statement
from storage.history import a_history, record_row
from storage.sql import insert_new
from storage.tables_exchange import STANDING, UNDECIDED, interest

E = interest.c


@dataclass(frozen=True, slots=True)
class Interests:
    """`locks`: what is loaded to be changed stays ours until the end of the unit."""

    sql: AsyncConnection
    locks: bool = True

    async def get(self, of: str) -> Interest | None:
        return await self.first(select(interest).where(E.id == of))

    async def locked(self, of: str) -> Interest | None:
        query = select(interest).where(E.id == of)
        return await self.first(query.with_for_update() if self.locks else query)

    async def standing(self, owner: str, body: str) -> Interest | None:
        return await self.first(select(interest).where(E.owner == owner, E.body == body, STANDING))

    async def add(self, new: Interest) -> Interest | None:
        if await insert_new(self.sql, interest, interest_row(new)):
            return None
        return await self.standing(new.owner, new.body)

    async def save(self, changed: Interest) -> None:
        await self.sql.execute(update(interest).where(E.id == changed.id).values(interest_row(changed)))

    async def waiting(self, page: int, size: int) -> tuple[Sequence[Interest], bool]:
        query = select(interest).where(UNDECIDED).order_by(E.changed_at, E.id)
        found = await self.all(query.limit(size + 1).offset((page - 1) * size))
        return found[:size], len(found) > size

    async def of_delegation(self, owner: str) -> Sequence[Interest]:
        return await self.all(
            select(interest).where(E.owner == owner).order_by(E.submitted_at.desc(), E.id.desc())
        )

    async def accepted(self, body: str) -> Collection[str]:
        inside = select(E.owner).where(E.body == body, E.status == Status.ACCEPTED)
        return frozenset((await self.sql.execute(inside)).scalars())

    async def first(self, query: Select[tuple[object, ...]]) -> Interest | None:
        row = (await self.sql.execute(query)).mappings().first()
        return an_interest(row) if row else None

    async def all(self, query: Select[tuple[object, ...]]) -> Sequence[Interest]:
        return [an_interest(row) for row in (await self.sql.execute(query)).mappings()]


def interest_row(one: Interest) -> dict[str, object]:
    return record_row(one) | {"body": one.body, "statement": asdict(one.statement)}


def an_interest(row: RowMapping) -> Interest:
    stated = row["statement"]
    changes = {"capacity": Capacity(stated["capacity"]), "sectors": tuple(stated["sectors"])}
    return Interest(
        id=row["id"],
        owner=row["owner"],
        body=row["body"],
        statement=Statement(**{**stated, **changes}),
        history=a_history(row["history"]),
    )
