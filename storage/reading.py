"""Records to be shown, and whom they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import FromClause, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.network import Network
from storage.admission import Admissions, asking
from storage.begun import BegunDrafts
from storage.broadcasts import Broadcasts
from storage.exchange import Listings
from storage.floors import Floors
from storage.focal_points import FocalPoints, themselves
from storage.interest import Interests
from storage.meetings import Meetings
from storage.tables import draft, person
from storage.tables_exchange import interest, needs, offers
from storage.tables_meetings import floor_entry

OWNED: Mapping[str, FromClause] = {
    "draft": draft,
    "interest": interest,
    "need": needs,
    "offer": offers,
    "settings": themselves,
    "admission": asking,
    "floor": floor_entry,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`OWNED`: for each kind of record the table with its columns `id` and `owner`. `known`: broadcasts read
    so far, where nothing is changed: hundreds of messages are drawn from one.
    """

    sql: AsyncConnection
    network: Network
    now: datetime
    floors: Floors
    by_mail: bool
    known: dict[str, Broadcast | None] | None = None

    @property
    def meetings(self) -> Meetings:
        return Meetings(self.sql, locks=False)

    @property
    def broadcasts(self) -> Broadcasts:
        return Broadcasts(
            self.sql, self.network, self.now, locks=False, by_mail=self.by_mail, known=self.known
        )

    @property
    def interests(self) -> Interests:
        return Interests(self.sql, locks=False)

    @property
    def listings(self) -> Listings:
        return Listings(self.sql, locks=False)

    @property
    def focal_points(self) -> FocalPoints:
        return FocalPoints(self.sql, locks=False)

    @property
    def admissions(self) -> Admissions:
        return Admissions(self.sql, locks=False)

    @property
    def drafts(self) -> BegunDrafts:
        return BegunDrafts(self.sql)

    async def owner(self, kind: str, of: str) -> str | None:
        if kind not in OWNED or not of:
            return None
        c = OWNED[kind].c
        owner: str | None = (await self.sql.execute(select(c.owner).where(c.id == of))).scalar()
        return owner

    async def name_of(self, of: str) -> str:
        return (await self.sql.execute(select(person.c.name).where(person.c.id == of))).scalar() or ""
