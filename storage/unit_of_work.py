"""One transaction with everything that is kept."""

from collections.abc import Sequence
from datetime import UTC

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.conversations import Conversations
from storage.drafts import Drafts
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.people import People
from storage.reading import Reading


class Unit:
    """`locks`: what is loaded to be changed stays ours until the end; not where we only read."""

    def __init__(self, sql: AsyncConnection, *, locks: bool = True) -> None:
        self.sql = sql
        self.reading = Reading(sql)
        self.people = People(sql, UTC)
        self.conversations = Conversations(sql)
        self.drafts = Drafts(sql, locks)
        self.inbox, self.outbox = Inbox(sql), Outbox(sql)

    async def commit(self, touches: Sequence[str] = ()) -> None:
        await self.sql.commit()
