"""Events seen: each has its effect once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sql import insert_new
from storage.tables import inbound_seen


@dataclass(frozen=True, slots=True)
class Inbox:
    sql: AsyncConnection

    async def first(self, event: str, *, now: datetime) -> bool:
        return await insert_new(self.sql, inbound_seen, {"id": event, "seen_at": now}) == 1

    async def purge(self, *, before: datetime) -> int:
        return (await self.sql.execute(delete(inbound_seen).where(inbound_seen.c.seen_at < before))).rowcount
