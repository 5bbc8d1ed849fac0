"""Which personal chats Slack has opened."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Delete, delete, select

from storage.sql import inserting
from storage.tables_platforms import slack_room
from storage.unit_of_work import Unit

R = slack_room.c
Units = Callable[[], AbstractAsyncContextManager[Unit]]


@dataclass(frozen=True, slots=True)
class OpenedRooms:
    """Each call is a transaction of its own."""

    units: Units
    reading: Units

    async def get(self, place: str) -> str | None:
        async with self.reading() as unit:
            return (await unit.sql.execute(select(R.channel).where(R.place == place))).scalar()

    async def put(self, place: str, channel: str, *, by: str, at: datetime) -> None:
        row = {"place": place, "channel": channel, "opened_by": by, "opened_at": at}
        async with self.units() as unit:
            written = inserting(unit.sql, slack_room).values(row)
            await unit.sql.execute(written.on_conflict_do_update(index_elements=["place"], set_=row))
            await unit.commit()

    async def delete(self, place: str, channel: str) -> None:
        await self.gone(delete(slack_room).where(R.place == place, R.channel == channel))

    async def leave(self, by: str, *, before: datetime) -> None:
        await self.gone(delete(slack_room).where(R.opened_by == by, R.opened_at < before))

    async def gone(self, rooms: Delete) -> None:
        async with self.units() as unit:
            await unit.sql.execute(rooms)
            await unit.commit()
