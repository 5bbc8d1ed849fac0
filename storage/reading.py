"""Records to be shown, and whom they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.network import Network
from storage.tables import draft, person

OWNED: Mapping[str, Table] = {"draft": draft}


@dataclass(frozen=True, slots=True)
class Reading:
    """`OWNED`: for each kind of record the table with its columns `id` and `owner`."""

    sql: AsyncConnection
    network: Network

    async def owner(self, kind: str, of: str) -> str | None:
        if kind not in OWNED or not of:
            return None
        c = OWNED[kind].c
        owner: str | None = (await self.sql.execute(select(c.owner).where(c.id == of))).scalar()
        return owner

    async def name_of(self, of: str) -> str:
        return (await self.sql.execute(select(person.c.name).where(person.c.id == of))).scalar() or ""
