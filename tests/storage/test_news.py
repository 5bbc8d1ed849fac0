"""What was committed is heard, by everybody who listens, once it is committed."""

import asyncio
import logging
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.domain.people import Person
from storage.database import Database
from storage.news import BACKLOG, Listener, News, Subscription
from storage.postgres import plain_url
from tests.databases import NETWORK


@pytest.fixture
async def serving(database: Database) -> Database:
    """As the process that serves."""
    await database.start()
    await heard_by(database)
    return database


async def heard_by(database: Database) -> None:
    if database.listener:
        async with asyncio.timeout(5):
            await database.listener.listening.wait()


async def heard(subscription: Subscription, number: int) -> list[str]:
    async with asyncio.timeout(5):
        return [await anext(subscription) for _ in range(number)]


async def test_touches_are_heard_with_the_commit_and_not_without(serving: Database) -> None:
    with serving.news.subscribe() as pages, serving.news.subscribe() as relay:
        async with serving.unit() as unit:
            await unit.people.add(Person(id="ana"))
        async with serving.unit() as unit:
            await unit.people.add(Person(id="ana"))
            await unit.commit(("offers:FJI", "outbox"))
        assert {*await heard(pages, 2)} == {*await heard(relay, 2)} == {"offers:FJI", "outbox"}
    async with serving.unit() as unit:
        await unit.commit(("outbox",))
    assert pages.queue.empty()


async def test_a_listener_that_sleeps_is_dropped_and_nobody_waits_for_it(serving: Database) -> None:
    with serving.news.subscribe() as asleep, serving.news.subscribe() as awake:
        serving.news.publish(str(number) for number in range(BACKLOG))
        assert len(await heard(awake, BACKLOG)) == BACKLOG
        serving.news.publish(["one too many"])
        assert await heard(awake, 1) == ["one too many"]
        assert len([touch async for touch in asleep]) == BACKLOG
    assert serving.news.subscriptions == set()


async def test_who_waits_for_news_is_let_go_at_the_end(serving: Database) -> None:
    with serving.news.subscribe() as subscription:
        waiting = asyncio.ensure_future(collected(subscription))
        await asyncio.sleep(0)
        await serving.dispose()
        async with asyncio.timeout(5):
            assert await waiting == []


async def collected(subscription: AsyncIterator[str]) -> list[str]:
    return [touch async for touch in subscription]


async def test_another_replica_hears_and_comes_back_after_its_connection_was_lost(postgres_url: str) -> None:
    ours, theirs = Database.of(postgres_url, NETWORK), Database.of(postgres_url, NETWORK)
    await theirs.start()
    await heard_by(theirs)
    with theirs.news.subscribe() as subscription:
        async with ours.unit() as unit:
            await unit.commit(("floor:12",))
        assert await heard(subscription, 1) == ["floor:12"]
        await ended(postgres_url)
        async with asyncio.timeout(5):
            assert [touch async for touch in subscription] == []
    await heard_by(theirs)
    with theirs.news.subscribe() as subscription:
        async with ours.unit() as unit:
            await unit.commit(("floor:13",))
        assert await heard(subscription, 1) == ["floor:13"]
    await theirs.dispose()
    await ours.dispose()


async def test_a_listener_goes_on_hearing_after_its_heartbeats(postgres_url: str) -> None:
    ours, theirs = Database.of(postgres_url, NETWORK), News()
    listener = Listener(url=plain_url(ours.url), news=theirs, heartbeat=0.001)
    running = asyncio.create_task(listener.run())
    await listener.listening.wait()
    with theirs.subscribe() as subscription:
        for number in range(50):
            async with ours.unit() as unit:
                await unit.commit((f"floor:{number}",))
            assert await heard(subscription, 1) == [f"floor:{number}"]
    running.cancel()
    await asyncio.wait([running])
    await ours.dispose()


async def test_only_the_relay_of_the_writer_is_woken(postgres_url: str) -> None:
    ours, theirs = Database.of(postgres_url, NETWORK), Database.of(postgres_url, NETWORK)
    await theirs.start()
    await heard_by(theirs)
    with ours.news.subscribe() as here, theirs.news.subscribe() as there:
        async with ours.unit() as unit:
            await unit.commit(("outbox", "floor:12"))
        assert await heard(here, 1) == ["outbox"]
        assert await heard(there, 1) == ["floor:12"]
        assert there.queue.empty()
    await theirs.dispose()
    await ours.dispose()


async def ended(url: str) -> None:
    """The connection that listens is cut by the server."""
    admin = await asyncpg.connect(url.replace("+asyncpg", ""))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    await admin.execute(f"{others} AND query LIKE 'LISTEN%'")
    await admin.close()


class Told(logging.Handler):
    """Hears the warning of each try that failed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.times, self.twice = 0, asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.times += 1
        if self.times > 1:
            self.twice.set()


async def test_a_listener_without_a_server_keeps_trying(postgres_url: str) -> None:
    database = Database.of(postgres_url, NETWORK)
    wrong = Listener(url=plain_url(database.url).replace("/test_", "/no_test_"), news=database.news)
    told, log = Told(), logging.getLogger("storage.news")
    log.addHandler(told)
    trying = asyncio.create_task(wrong.run())
    async with asyncio.timeout(10):
        await told.twice.wait()
    log.removeHandler(told)
    assert not wrong.listening.is_set()
    assert not trying.done()
    trying.cancel()
    await asyncio.wait([trying])
    await database.dispose()
