"""What happens by itself in a running bot: at fixed ticks, when the clock is moved, and when ticks stop."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import app, housekeeping, playing, settings
from bot.clock import Shifted
from bot.housekeeping import scheduler, watched
from storage.database import Database
from tests.fakes.teams import serving
from tests.worlds import network

TWO_DAYS_BEFORE = datetime(2022, 3, 22, 2, 45, tzinfo=UTC)
FAR_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)
WHO = {"as": "tha-focal-point"}


@pytest.fixture
async def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ClientSession]:
    """The playground two days before its meeting; no fixed tick but the first comes to its help."""
    monkeypatch.setattr(housekeeping, "TICK_S", 3600.0)
    given = {"FOCALBOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/focalbot.db"}
    parts = app.core(settings.for_commands(given), Shifted.at(TWO_DAYS_BEFORE))
    async with app.opened(parts.database), app.session() as session:
        await playing.populated(parts.database, parts.clock(), replayed=True)
        chat, teams = playing.platforms(parts, session)
        async with (
            app.kept_going(parts, parts.relay({"playground": chat, "teams": teams})),
            serving(playing.pages(parts, chat, teams)) as url,
            ClientSession(url) as http,
        ):
            yield http


async def reminder(page: ClientSession, day: str) -> str:
    """The one that comes into the talk by itself on that day."""
    async with asyncio.timeout(20), page.get("/playground/events", params=WHO) as stream:
        async for row in stream.content:
            text = row.decode().removeprefix("data: ")
            if "Reminder: " in text and str(json.loads(text)["at"]).startswith(day):
                return str(json.loads(text)["text"])
    raise AssertionError("the stream ended")


async def a_day_ahead(page: ClientSession) -> None:
    async with page.post("/playground/clock", json={"by": "day"}) as answer:
        assert answer.status == 200


async def test_a_day_ahead_in_the_playground_brings_the_reminder_before_ones_eyes(
    page: ClientSession,
) -> None:
    async with page.get("/metrics") as answer:
        assert "focalbot_last_tick_seconds" in await answer.text()
    await a_day_ahead(page)
    assert "14:30 (Bangkok, UTC+7)" in await reminder(page, "2022-03-23")
    async with page.get("/metrics") as answer:
        assert 'focalbot_ticks_total{end="done"}' in await answer.text()


async def test_the_last_of_several_steps_ahead_counts_too(page: ClientSession) -> None:
    """A day, and on to an hour before the start."""
    await a_day_ahead(page)
    await a_day_ahead(page)
    for _ in range(4):
        async with page.post("/playground/clock", json={"by": "hour"}) as answer:
            assert answer.status == 200
    assert "14:30 (Bangkok, UTC+7)" in await reminder(page, "2022-03-24")


async def test_ticks_that_have_stopped_are_noticed_and_go_on(sqlite_url: str) -> None:
    """As after a clock was set back: the jobs would wait for the time they were meant for."""
    database, ticked = Database.of(sqlite_url, network()), asyncio.Event()

    async def tick() -> None:
        ticked.set()

    jobs = scheduler(database.unit, lambda: TWO_DAYS_BEFORE, tick)
    jobs.start(paused=True)
    for job in jobs.get_jobs():
        job.modify(next_run_time=FAR_AHEAD)
    jobs.resume()
    watching = asyncio.create_task(watched(jobs, lambda: 0, every_s=0.01))
    async with asyncio.timeout(5):
        await ticked.wait()
    watching.cancel()
    jobs.shutdown(wait=False)
    await database.dispose()
