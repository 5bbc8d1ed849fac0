"""What was said is emptied after its time; keys, ends and de-duplication stay."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from bot.cards import say
from bot.retention import purge
from bot.talks import Kind, Line
from bot.unit import Delivery
from storage.database import Database
from storage.playground import Talks
from storage.tables_delivery import delivery, delivery_attempt, rate_bucket
from tests.storage.deliveries import put, tried

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


async def bodies(database: Database) -> dict[str, bool]:
    async with database.reading() as unit:
        rows = await unit.sql.execute(select(delivery.c.id, delivery.c.what, delivery.c.notice))
        return {of: what is not None or notice is not None for of, what, notice in rows}


async def test_bodies_of_what_is_over_for_thirty_days_are_emptied(database: Database) -> None:
    old, young = NOW - 31 * DAY, NOW - 29 * DAY
    notice = ["say", "draft-gone", {}]
    over = [
        await put(database, state, due_at=old, ended_at=old, notice=notice)
        for state in ("sent", "failed", "cancelled", "expired", "suppressed")
    ]
    kept = [await put(database, "sent", due_at=old, ended_at=young)]
    kept += [await put(database, state, due_at=old) for state in ("due", "retry", "uncertain", "parked")]
    done = await purge(database.unit, NOW)
    assert done["bodies"] == 5
    assert await bodies(database) == dict.fromkeys(over, False) | dict.fromkeys(kept, True)
    assert (await purge(database.unit, NOW))["bodies"] == 0


async def test_many_are_emptied_a_few_at_a_time(database: Database) -> None:
    old = NOW - 31 * DAY
    for _ in range(7):
        await put(database, "sent", due_at=old, ended_at=old)
    async with database.unit() as unit:
        assert await unit.retention.empty_bodies(before=NOW - 30 * DAY, limit=3) == 3
        await unit.commit()
    assert sum(not full for full in (await bodies(database)).values()) == 3


async def test_a_message_is_not_said_again_after_its_body_is_gone(database: Database) -> None:
    old = NOW - 31 * DAY
    of = await put(database, "sent", due_at=old, ended_at=old, handle="T1/D1/1", recipient="ana")
    async with database.unit() as unit:
        assert await unit.inbox.first("event-1", now=old)
        await unit.commit()
    await purge(database.unit, NOW)
    again = Delivery(id="new", occurrence_key=of, recipient="ana", what=say("hello"))
    async with database.unit() as unit:
        await unit.outbox.add(again, now=NOW)
        assert not await unit.inbox.first("event-1", now=NOW)
        assert await unit.outbox.reached(of) == {"ana"}
        assert await unit.outbox.shown_at("T1/D1/1") is None
        await unit.commit()
    assert list(await bodies(database)) == [of]


async def test_a_talk_of_the_browser_chat_is_emptied_too(database: Database) -> None:
    talks = Talks(database.unit, database.reading)
    for of, at in (("old", NOW - 31 * DAY), ("new", NOW - DAY)):
        line = Line(id=of, place="ana", kind=Kind.CARD, html="<p>Hello</p>", text="Hello", at=at)
        await talks.put(line)
    assert (await purge(database.unit, NOW))["talks"] == 1
    assert [line.id for line in await talks.newest("ana", before=None, limit=9)] == ["new"]
    emptied = await talks.get("ana", "old")
    assert emptied
    assert (emptied.kind, emptied.html, emptied.text) == (Kind.GONE, "", "")
    assert (await purge(database.unit, NOW))["talks"] == 0


async def test_the_log_of_attempts_is_kept_for_a_year(database: Database) -> None:
    await tried(database, "d1", "sent", at=NOW - 366 * DAY)
    await tried(database, "d1", "sent", at=NOW - 364 * DAY, attempt=2)
    assert (await purge(database.unit, NOW))["attempts"] == 1
    async with database.reading() as unit:
        assert list((await unit.sql.execute(select(delivery_attempt.c.attempt))).scalars()) == [2]


async def test_the_pace_of_a_conversation_that_rests_is_forgotten(database: Database) -> None:
    async with database.unit() as unit:
        for scope, free, slowed in (
            ("slack T1", NOW - 2 * DAY, None),
            ("slack T2", NOW, None),
            ("slack T3", NOW - 2 * DAY, NOW + DAY),
        ):
            row = {"scope": scope, "next_free_at": free, "queue_at": free, "rate": 1.0}
            await unit.sql.execute(insert(rate_bucket).values(row | {"slowed_until": slowed}))
        await unit.commit()
    assert (await purge(database.unit, NOW))["paces"] == 1
    async with database.reading() as unit:
        assert (await unit.sql.execute(select(func.count()).select_from(rate_bucket))).scalar() == 2
