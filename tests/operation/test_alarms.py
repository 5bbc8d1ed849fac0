"""Figures, probes and alarms of a bot that stands there with a database, and with jobs that do not run."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import scheduler
from bot.housekeeping import watching
from storage.tables_delivery import delivery
from tests.stage import Stage, staged
from tests.storage.deliveries import put

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    """Its relay does not run, and nothing ticks."""
    async with staged(sqlite_url) as stage:
        yield stage


async def ready(stage: Stage) -> tuple[int, dict[str, dict[str, str]]]:
    async with stage.http.get(f"{stage.url}/readyz") as answer:
        return answer.status, (await answer.json())["checks"]


async def test_a_probe_tells_the_reasons_of_the_alarms(stage: Stage) -> None:
    assert (await ready(stage))[1]["deliveries"] == {"level": "good", "says": ""}
    now = stage.parts.clock()
    await put(stage.parts.database, "due", due_at=now - 6 * MINUTE)
    await put(stage.parts.database, "uncertain", due_at=now, called_at=now - 11 * MINUTE)
    await scheduler.tick(stage.parts.database.unit, now - 2 * MINUTE, iter("abc").__next__)
    status, checks = await ready(stage)
    assert status == 200
    assert checks["deliveries"]["level"] == "degraded"
    for reason in ("Messages are late", "Nothing has happened by itself", "whether they arrived"):
        assert reason in checks["deliveries"]["says"]


async def test_the_figures_are_those_of_the_moment_they_are_read(stage: Stage) -> None:
    database, now = stage.parts.database, stage.parts.clock()
    await put(database, "due", due_at=now - 10 * MINUTE)
    await put(database, "due", due_at=now + 10 * MINUTE)
    for state in ("sending", "uncertain", "parked"):
        await put(database, state, due_at=now)
    async with stage.http.get(f"{stage.url}/metrics") as answer:
        rows = (line.partition(" ") for line in (await answer.text()).splitlines())
        figures = {name: value for name, _, value in rows}
    assert figures["focalbot_waiting"] == "3.0"
    for name in ("due", "sending", "uncertain", "parked"):
        assert figures[f"focalbot_{name}"] == "1.0", name
    assert 600 <= float(figures["focalbot_oldest_due_seconds"]) < 700


async def test_the_process_itself_tells_that_its_jobs_stand_still(stage: Stage) -> None:
    """No scheduler runs here at all; what watches is none of its jobs."""
    database, watch = stage.parts.database, stage.parts.watch(stage.relay.platforms)
    await scheduler.tick(database.unit, stage.parts.clock() - 2 * MINUTE, iter("abc").__next__)
    looking, told = asyncio.create_task(watching(watch.run, every_s=0.01)), list[str]()
    async with asyncio.timeout(10):
        while not told:
            with database.news.subscribe() as heard:
                async for touch in heard:
                    assert touch == "outbox"
                    break
            async with database.reading() as unit:
                rows = await unit.sql.execute(select(delivery.c.occurrence_key))
                told = [key for key in rows.scalars() if key.startswith("alarm/still/")]
    await watch.end()
    looking.cancel()
    assert told
