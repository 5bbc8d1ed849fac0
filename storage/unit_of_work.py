"""One transaction with everything that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.network import Network
from storage.admission import Admissions, Codes
from storage.broadcasts import Broadcasts
from storage.conversations import Conversations
from storage.drafts import Drafts
from storage.exchange import Listings
from storage.floors import Floors
from storage.focal_points import FocalPoints
from storage.folded_floors import FoldedFloors
from storage.inbox import Inbox
from storage.interest import Interests
from storage.meetings import Meetings
from storage.news import News, notify, spreads
from storage.occurrences import Occurrences
from storage.outbox import Outbox
from storage.people import People
from storage.pulse import Pulse
from storage.reading import Reading
from storage.retention import Retention
from storage.stuck import Stuck


@dataclass(frozen=True, slots=True)
class House:
    """What all units of a process have in common; `by_mail`: letters go out from here."""

    network: Network
    news: News
    folded: FoldedFloors
    by_mail: bool = False


class Unit:
    """`now`: when it began. `locks`: what is loaded to be changed stays ours until the end; not where we only
    read.
    """

    def __init__(self, sql: AsyncConnection, house: House, now: datetime, *, locks: bool = True) -> None:
        self.sql, self.news, network = sql, house.news, house.network
        self.meetings, self.floors = Meetings(sql, locks), Floors(sql, network.floor, house.folded, locks)
        self.broadcasts = Broadcasts(sql, network, now, locks, house.by_mail)
        self.stuck = Stuck(sql, self.broadcasts, now)
        self.reading = Reading(sql, network, now, self.floors, house.by_mail, None if locks else {})
        self.people = People(sql, ZoneInfo(network.home_zone))
        self.focal_points = FocalPoints(sql, locks)
        self.admissions, self.codes = Admissions(sql, locks), Codes(sql, locks)
        self.conversations = Conversations(sql)
        self.drafts = Drafts(sql, locks)
        self.interests, self.listings = Interests(sql, locks), Listings(sql, locks)
        self.inbox = Inbox(sql)
        self.outbox = Outbox(sql)
        self.occurrences = Occurrences(sql, locks)
        self.pulse, self.retention = Pulse(sql), Retention(sql)

    async def commit(self, touches: Sequence[str] = ()) -> None:
        shared = spreads(touches) if self.sql.dialect.name == "postgresql" else ()
        if shared:
            await notify(self.sql, shared)
        await self.sql.commit()
        self.floors.committed()
        self.news.publish(touch for touch in touches if touch not in shared)
