"""PostgreSQL goes away, comes back, and has its own ways to say: once more."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import pytest
from sqlalchemy import make_url, text

from bot.dialog import Draft
from bot.errors import Conflict, Unavailable
from storage.database import Database
from tests.databases import NETWORK
from tests.storage.proxies import wired

DRAFT = Draft(id="d1", form="offer", owner="FJI", holder="ana", used_at=datetime(2022, 3, 24, tzinfo=UTC))


async def kept(database: Database, *drafts: str) -> None:
    async with database.unit() as unit:
        for of in drafts:
            await unit.drafts.add(replace(DRAFT, id=of))
        await unit.commit()


async def test_a_server_that_is_gone_is_unavailable_and_back_within_five_seconds(postgres_url: str) -> None:
    async with wired(make_url(postgres_url)) as (wire, url):
        database = Database.of(url, NETWORK)
        await kept(database, "d1")
        await wire.cut()
        for opened in (database.unit, database.reading):
            with pytest.raises(Unavailable):
                async with opened() as unit:
                    await unit.drafts.get("d1")
        await wire.mend()
        before = monotonic()
        await kept(database, "d2")
        async with database.reading() as unit:
            assert await unit.drafts.get("d1")
        assert monotonic() - before < 5
        await database.dispose()


async def test_a_connection_that_is_cut_in_the_middle_is_a_conflict_to_be_run_again(
    postgres_url: str,
) -> None:
    async with wired(make_url(postgres_url)) as (wire, url):
        database = Database.of(url, NETWORK)

        async def cut_in_the_middle() -> None:
            async with database.unit() as unit:
                await unit.drafts.add(DRAFT)
                await wire.cut()
                await wire.mend()
                await unit.commit()

        with pytest.raises(Conflict):
            await cut_in_the_middle()
        await kept(database, "d1")
        await database.dispose()


async def test_a_backend_ended_by_the_server_is_a_conflict(postgres_url: str) -> None:
    database = Database.of(postgres_url, NETWORK)

    async def ended_by_another() -> None:
        async with database.unit() as unit, database.unit() as other:
            own = (await unit.sql.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            await other.sql.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
            await unit.drafts.add(DRAFT)

    with pytest.raises(Conflict):
        await ended_by_another()
    await kept(database, "d1")
    await database.dispose()


async def test_two_units_that_wait_for_each_other_succeed_when_they_are_run_again(postgres_url: str) -> None:
    database = Database.of(postgres_url, NETWORK)
    await kept(database, "d1", "d2")
    both, one_by_one = asyncio.Barrier(2), asyncio.Lock()

    async def crossing(first: str, second: str, *, again: bool = False) -> bool:
        async with database.unit() as unit:
            await unit.drafts.get(first)
            if not again:
                await both.wait()
            await unit.drafts.get(second)
            await unit.commit()
        return again

    async def crossed(first: str, second: str) -> bool:
        try:
            return await crossing(first, second)
        except Conflict:
            async with one_by_one:
                return await crossing(first, second, again=True)

    assert True in await asyncio.gather(crossed("d1", "d2"), crossed("d2", "d1"))
    await database.dispose()


async def test_nobody_waits_longer_than_a_second_for_a_lock_or_a_statement(postgres_url: str) -> None:
    database = Database.of(postgres_url, NETWORK)
    await kept(database, "d1")
    async with database.unit() as holder:
        await holder.drafts.get("d1")
        before = monotonic()
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.drafts.get("d1")
        async with database.reading() as unit:
            assert await unit.drafts.get("d1")
    with pytest.raises(Unavailable):
        async with database.unit() as unit:
            await unit.sql.execute(text("SELECT pg_sleep(3)"))
    assert monotonic() - before < 3
    await database.dispose()


@pytest.mark.proof
async def test_a_server_that_falls_silent_is_refused_and_back_within_ten_seconds(postgres_url: str) -> None:
    async with wired(make_url(postgres_url)) as (wire, url):
        database = Database.of(url, NETWORK)
        await kept(database, "d1")

        async def silent_in_the_middle() -> None:
            async with database.unit() as unit:
                await unit.drafts.get("d1")
                wire.flowing.clear()
                await unit.drafts.add(replace(DRAFT, id="lost"))

        for unanswered in (silent_in_the_middle(), kept(database, "lost")):
            before = monotonic()
            with pytest.raises(Unavailable):
                await unanswered
            assert monotonic() - before < 20
        wire.flowing.set()
        before = monotonic()
        await again_until_kept(database, "d2")
        assert monotonic() - before < 10
        async with database.reading() as unit:
            assert await unit.drafts.get("lost") is None
        await database.dispose()


async def again_until_kept(database: Database, of: str) -> None:
    while True:
        try:
            return await kept(database, of)
        except Unavailable:
            await asyncio.sleep(0.1)
