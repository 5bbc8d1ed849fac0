"""Probes: alive, ready with reasons, figures for those nearby."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bot import clock
from bot.chat import Address, Done, Inbound, Reply, Said
from bot.errors import Unavailable
from bot.metrics import Metrics
from bot.web import health
from bot.web.health import Check, Health, State


async def good_figures() -> None:
    return


@asynccontextmanager
async def probed(checks: Sequence[Check], metrics: Metrics, token: str = "") -> AsyncIterator[ClientSession]:
    app = web.Application()
    app.add_routes(Health(checks=checks, metrics=metrics, measure=good_figures, token=token).routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as http:
        yield http
    await runner.cleanup()


async def good() -> State:
    return State()


async def slow_key() -> State:
    return State("degraded", "keys are 3 h old")


async def gone() -> State:
    raise ConnectionRefusedError


async def hangs() -> State:
    await asyncio.sleep(60)
    return State()


async def test_alive_asks_nobody_and_ready_names_each_reason() -> None:
    async with probed([("database", gone), ("teams", slow_key)], Metrics()) as http:
        async with http.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"alive": True})
        async with http.get("/readyz") as answer:
            assert answer.status == 503
            told = await answer.json()
    assert told["ready"] is False
    assert told["checks"]["database"] == {"level": "down", "says": "ConnectionRefusedError"}
    assert told["checks"]["teams"] == {"level": "degraded", "says": "keys are 3 h old"}


async def test_degraded_still_serves() -> None:
    checks = [("database", good), ("teams", slow_key)]
    async with probed(checks, Metrics()) as http, http.get("/readyz") as answer:
        assert answer.status == 200


async def test_a_check_that_hangs_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    async with probed([("database", hangs)], Metrics()) as http, http.get("/readyz") as answer:
        assert answer.status == 503
        assert "no answer within" in (await answer.json())["checks"]["database"]["says"]


async def test_figures_are_for_this_machine_or_the_token() -> None:
    async with probed([], Metrics(), token="a-long-token") as http:
        for headers, status in (
            ({}, 200),
            ({"X-Forwarded-For": "203.0.113.9"}, 403),
            ({"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer a-long-token"}, 200),
            ({"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer another"}, 403),
            ({"Forwarded": "for=203.0.113.9"}, 403),
        ):
            async with http.get("/metrics", headers=headers) as answer:
                assert answer.status == status, headers


async def test_without_a_token_nobody_from_elsewhere_gets_in() -> None:
    async with probed([], Metrics()) as http:
        far = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer "}
        async with http.get("/metrics", headers=far) as answer:
            assert answer.status == 403


async def test_turns_are_counted_by_their_end_and_timed() -> None:
    metrics, ticks = Metrics(), iter((1.0, 1.25, 2.0, 2.5))

    async def handle(inbound: Inbound) -> Reply:
        if inbound.id == "bad":
            raise Unavailable
        return Done()

    counted = metrics.counted(handle, timer=lambda: next(ticks))
    sender = Address("playground", "fji-focal-point")
    one = Inbound(id="good", sender=sender, place=sender, received_at=clock.now(), what=Said("secret words"))
    await counted(one)
    with pytest.raises(Unavailable):
        await counted(
            Inbound(id="bad", sender=sender, place=None, received_at=one.received_at, what=Said("x"))
        )
    async with probed([], metrics) as http, http.get("/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        figures = await answer.text()
    assert 'focalbot_turns_total{end="Done",platform="playground",what="Said"} 1.0' in figures
    assert 'focalbot_turns_total{end="failed",platform="playground",what="Said"} 1.0' in figures
    assert "focalbot_turn_seconds_sum 0.75" in figures
    assert "secret" not in figures
    assert "fji" not in figures
