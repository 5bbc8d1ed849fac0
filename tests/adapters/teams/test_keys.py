"""Microsoft's keys: rotation, a host that hangs, a host that is down."""

import asyncio
import time

import pytest
from aiohttp import ClientSession

from tests.adapters.teams.rig import Rig, rig
from tests.fakes.teams import FakeTeams, Fault

HOUR = 3600.0
DOWN, HANGS = Fault(status=500), Fault(kind="hang")


async def hello(bot: Rig, kid: str = "k1") -> int:
    return (await bot.post(bot.ana.message("hello"), bot.fake.signer.header(kid))).status


async def test_keys_are_fetched_once_however_many_ask_at_once(bot: Rig) -> None:
    assert set(await asyncio.gather(*(hello(bot) for _ in range(20)))) == {200}
    assert bot.fake.fetched == ["/metadata", "/keys"]
    assert await hello(bot) == 200
    assert len(bot.fake.fetched) == 2


async def test_a_key_published_later_is_found_at_once(bot: Rig) -> None:
    assert await hello(bot) == 200
    bot.fake.keys = {"k2": ["msteams"]}
    assert await hello(bot, "k2") == 200


async def test_a_key_taken_back_is_not_accepted_after_the_next_fetch(bot: Rig) -> None:
    assert await hello(bot) == 200
    bot.fake.keys = {"k2": ["msteams"]}
    assert await hello(bot, "k2") == 200
    bot.hours.passed = 31
    assert await hello(bot, "k1") == 401


async def test_forged_key_names_cannot_make_the_bot_hammer_the_host(bot: Rig) -> None:
    assert await hello(bot) == 200
    assert {await hello(bot, f"forged-{number}") for number in range(10)} == {401}
    assert len(bot.fake.fetched) == 4
    bot.hours.passed = 31
    assert await hello(bot, "forged") == 401
    assert len(bot.fake.fetched) == 6


async def test_keys_are_asked_for_again_after_a_day_without_anybody_waiting(bot: Rig) -> None:
    assert await hello(bot) == 200
    bot.hours.passed = 24 * HOUR + 1
    bot.fake.metadata = HANGS
    assert await hello(bot) == 200
    task = bot.teams.keys.task
    assert task
    bot.fake.metadata = None
    bot.fake.released.set()
    assert await task
    assert bot.teams.keys.age == 0


@pytest.mark.parametrize("fault", [DOWN, Fault(kind="reset"), Fault(status=200, body=[]), Fault(status=302)])
async def test_without_any_key_the_answer_is_503_until_the_host_is_back(bot: Rig, fault: Fault) -> None:
    bot.fake.metadata = fault
    assert await hello(bot) == 503
    assert bot.teams.keys.degraded
    bot.fake.metadata = None
    bot.hours.passed += 2
    assert await hello(bot) == 200
    assert not bot.teams.keys.degraded


async def test_old_keys_serve_for_three_days_while_the_host_is_down(bot: Rig) -> None:
    assert await hello(bot) == 200
    bot.fake.metadata = DOWN
    bot.hours.passed = 71 * HOUR
    token = bot.fake.signer.header(exp=int(bot.hours.now().timestamp()) + 3600)
    assert (await bot.post(bot.ana.message("still there"), token)).status == 200
    bot.hours.passed = 73 * HOUR
    assert (await bot.post(bot.ana.message("too old"), token)).status == 503


async def test_an_unknown_key_is_503_not_401_while_nobody_can_tell(bot: Rig) -> None:
    assert await hello(bot) == 200
    bot.fake.metadata = DOWN
    assert await hello(bot, "k2") == 503
    assert await hello(bot) == 200


async def test_a_host_that_hangs_stalls_nobody_else(bot: Rig) -> None:
    """Known keys are served at once, and the event loop goes on answering, while an unknown key waits."""
    assert await hello(bot) == 200
    bot.fake.metadata = HANGS
    waiting = asyncio.create_task(hello(bot, "k2"))
    worst = 0.0
    for _ in range(20):
        began = time.perf_counter()
        assert await hello(bot) == 200
        worst = max(worst, time.perf_counter() - began)
    assert worst < 1
    assert not waiting.done()
    bot.fake.metadata = DOWN
    bot.fake.released.set()
    assert await waiting == 503


async def test_a_host_that_hangs_is_given_up_after_five_seconds(
    fake: FakeTeams, session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.teams.keys.TIMEOUT", 0.2)
    fake.metadata = HANGS
    async with rig(fake, session) as bot:
        began = time.perf_counter()
        assert await hello(bot) == 503
        assert time.perf_counter() - began < 2


async def test_who_stops_waiting_does_not_stop_the_fetch_for_others(bot: Rig) -> None:
    bot.fake.metadata = HANGS
    first, second = (
        asyncio.create_task(bot.teams.keys.key("k1")),
        asyncio.create_task(bot.teams.keys.key("k1")),
    )
    await bot.fake.hanging.wait()
    first.cancel()
    bot.fake.metadata = None
    bot.fake.released.set()
    assert await second is not None
    assert bot.fake.fetched == ["/metadata", "/keys"]


async def test_keys_of_other_kinds_and_broken_ones_are_passed_over(bot: Rig) -> None:
    listed = [{"kty": "EC", "kid": "e"}, {"kty": "RSA"}, "key", None]
    bot.fake.metadata = Fault(status=200, body={"jwks_uri": f"{bot.fake.url}/keys", "keys": listed})
    assert await hello(bot) == 503
    bot.fake.metadata = Fault(
        status=200,
        body={
            "jwks_uri": f"{bot.fake.url}/keys",
            "keys": [{"kty": "RSA", "kid": "k1", "n": "!", "e": "AQAB"}],
        },
    )
    bot.hours.passed += 2
    assert await hello(bot) == 503
