"""Meetings with their agenda, and who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, Select, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.floor.entry import Mode
from bot.domain.meetings import LINGERS, Meeting, MeetingStatus, Presence
from storage.sql import insert_new, inserting
from storage.tables_meetings import floor, meeting, meeting_chat, presence
from storage.typed import plain, thawed

M, P = meeting.c, presence.c
NAMES = tuple(column.name for column in presence.columns)
ZONES_MAY_CHANGE = timedelta(days=1)
"""A country changes its clocks after a meeting was kept: the instants beside it are then some hours wrong."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """`locks`: what is loaded to be changed stays ours until the end of the unit."""

    sql: AsyncConnection
    locks: bool = True

    async def get(self, of: str) -> Meeting | None:
        return next(iter(await self.found(select(meeting).where(M.id == of))), None)

    async def locked(self, of: str) -> Meeting | None:
        query = select(meeting).where(M.id == of)
        return next(iter(await self.found(query.with_for_update() if self.locks else query)), None)

    async def current(self, now: datetime) -> Sequence[Meeting]:
        since = now - LINGERS - ZONES_MAY_CHANGE
        query = select(meeting).where(M.ends_at > since, M.status != MeetingStatus.CANCELLED)
        return [one for one in await self.found(query) if one.current(now)]

    async def all(self) -> Sequence[Meeting]:
        return await self.found(select(meeting))

    async def add(self, new: Meeting) -> None:
        await self.sql.execute(insert(meeting).values(meeting_row(new)))
        await self.sql.execute(insert(floor).values(meeting=new.id, version=0))

    async def save(self, changed: Meeting) -> None:
        await self.sql.execute(update(meeting).where(M.id == changed.id).values(meeting_row(changed)))

    async def found(self, query: Select[tuple[object, ...]]) -> Sequence[Meeting]:
        rows = (await self.sql.execute(query)).mappings()
        return sorted(map(a_meeting, rows), key=lambda one: (one.starts, one.id))

    async def met_in(self, platform: str, place: str) -> str | None:
        there = (meeting_chat.c.platform == platform, meeting_chat.c.place == place)
        found: str | None = (await self.sql.execute(select(meeting_chat.c.meeting).where(*there))).scalar()
        return found

    async def meets_in(self, of: str, platform: str, place: str) -> None:
        row = inserting(self.sql, meeting_chat).values(platform=platform, place=place, meeting=of)
        await self.sql.execute(
            row.on_conflict_do_update(index_elements=["platform", "place"], set_={"meeting": of})
        )

    async def present(self, of: str, delegation: str = "") -> Sequence[Presence]:
        query = select(presence).where(P.meeting == of, P.until.is_(None)).order_by(P.since, P.person)
        narrowed = query.where(P.delegation == delegation) if delegation else query
        return [a_presence(row) for row in (await self.sql.execute(narrowed)).mappings()]

    async def attendance(self, of: str) -> Sequence[Presence]:
        query = select(presence).where(P.meeting == of).order_by(P.since, P.person)
        return [a_presence(row) for row in (await self.sql.execute(query)).mappings()]

    async def arrived(self, new: Presence) -> bool:
        """What comes late, of an earlier instant than is known, changes nothing."""
        there = (P.meeting == new.meeting, P.person == new.person, P.until.is_(None))
        same = and_(P.mode == new.mode, P.delegation == new.delegation)
        if (await self.sql.execute(select(P.person).where(*there, or_(same, P.since >= new.since)))).first():
            return False
        await self.sql.execute(update(presence).where(*there).values(until=new.since))
        return await insert_new(self.sql, presence, {name: getattr(new, name) for name in NAMES}) > 0

    async def left(self, of: str, person: str, at: datetime) -> bool:
        there = (P.meeting == of, P.person == person, P.until.is_(None), P.since <= at)
        return (await self.sql.execute(update(presence).where(*there).values(until=at))).rowcount > 0


def meeting_row(one: Meeting) -> dict[str, object]:
    return {
        "id": one.id,
        "body": one.body,
        "status": one.status,
        "sequence": one.sequence,
        "starts_at": one.starts,
        "ends_at": one.ends,
        "agenda": plain(one),
    }


def a_meeting(row: RowMapping) -> Meeting:
    return thawed(Meeting, row["agenda"])


def a_presence(row: RowMapping) -> Presence:
    return Presence(**{**row, "mode": Mode(row["mode"])})
