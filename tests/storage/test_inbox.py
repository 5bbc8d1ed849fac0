"""Events that come four times have their effect once."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.cards import say
from bot.unit import Delivery
from storage.database import Database
from tests.storage import relaying

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)


async def test_four_copies_at_once_have_one_effect(database: Database) -> None:
    async def received(copy: int) -> bool:
        async with database.unit() as unit:
            first = await unit.inbox.first("slack:Ev1", now=NOW)
            if first:
                one = Delivery(id=f"m{copy}", occurrence_key=f"m{copy}", recipient="ana", what=say("hello"))
                await unit.outbox.add(one, now=NOW)
            await unit.commit()
            return first

    assert sorted(await asyncio.gather(*map(received, range(4)))) == [False, False, False, True]
    async with database.unit() as unit:
        assert len(await relaying.claimed(unit, NOW)) == 1


async def test_an_event_whose_turn_failed_is_new_again(database: Database) -> None:
    async with database.unit() as unit:
        assert await unit.inbox.first("slack:Ev1", now=NOW)
    async with database.unit() as unit:
        assert await unit.inbox.first("slack:Ev1", now=NOW)


async def test_events_are_forgotten_when_they_cannot_come_again(database: Database) -> None:
    async with database.unit() as unit:
        await unit.inbox.first("old", now=NOW)
        await unit.inbox.first("new", now=NOW + timedelta(days=7))
        assert await unit.inbox.purge(before=NOW + timedelta(days=7)) == 1
        assert [await unit.inbox.first(event, now=NOW) for event in ("old", "new")] == [True, False]
