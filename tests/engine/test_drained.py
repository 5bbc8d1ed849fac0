"""The end of a process: no new claims, calls in flight have their time, and nothing is left as if it were
being sent.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot import pump
from bot.chat import Address, Parcel
from bot.domain.delivery.state import InDoubt
from bot.outgoing import Delivery
from bot.pump import Pump, until
from tests.engine.relaying import after, bulk, mailbox, message, put, states
from tests.worlds import START, Recorder, World


@dataclass
class Slow(Recorder):
    """Takes a message when it is told to."""

    called: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, parcel: Parcel) -> str:
        self.called.set()
        await self.go.wait()
        return await super().deliver(parcel)


@pytest.fixture
async def slow(world: World) -> Slow:
    await world.focal_point("ana")
    world.recorder = slow = Slow()
    world.__post_init__()
    return slow


async def stopped(world: World, slow: Slow) -> None:
    """In the midst of a call."""
    running = Pump(relay=world.relay)
    task = asyncio.create_task(running.run())
    await slow.called.wait()
    running.stop()
    await task


async def test_a_call_that_ends_in_time_is_stored(world: World, slow: Slow) -> None:
    await put(world, message("one", place=Address("test", "a")), message("two", place=Address("test", "a")))
    asyncio.get_running_loop().call_later(0.1, slow.go.set)
    await stopped(world, slow)
    assert await states(world) == {"one": "sent", "two": "due"}


@pytest.mark.parametrize(("doubt", "next_one"), [(InDoubt.LOOK_UP, "uncertain"), (InDoubt.REPEAT, "sent")])
async def test_one_that_does_not_is_in_doubt(
    world: World, slow: Slow, monkeypatch: pytest.MonkeyPatch, doubt: InDoubt, next_one: str
) -> None:
    monkeypatch.setattr(pump, "DRAIN", 0.05)
    slow.doubt = doubt
    await put(world, message("one"))
    await stopped(world, slow)
    assert await states(world) == {"one": "uncertain"}
    slow.go.set()
    await after(world, 1)
    assert await states(world) == {"one": next_one}


async def test_what_was_claimed_while_it_was_told_to_stop_is_given_back(world: World, slow: Slow) -> None:
    await put(world, message("one"))
    running = Pump(relay=world.relay)
    running.stop()
    await running.begin()
    marking = asyncio.create_task(running.mark_all())
    await running.drain()
    marking.cancel()
    assert (await states(world), slow.called.is_set()) == ({"one": "due"}, False)


async def test_a_process_that_starts_takes_over_what_a_dead_one_had(world: World, slow: Slow) -> None:
    slow.doubt = InDoubt.REPEAT
    await put(world, message("one"))
    await world.relay.claim(1)
    await world.database.abandon()
    slow.go.set()
    await world.relayed()
    assert (await states(world), slow.delivered) == ({"one": "sent"}, ["one"])


async def test_a_look_up_that_a_dead_process_had_begun_is_made_at_once(world: World, slow: Slow) -> None:
    await put(world, message("one"))
    (claimed,) = await world.relay.claim(1)
    slow.go.set()
    await world.relay.attempt(claimed)
    world.now += timedelta(seconds=121)
    await world.relay.claim(1)
    await world.database.abandon()
    await world.relayed()
    assert await states(world) == {"one": "sent"}


def test_it_sleeps_until_more_is_due_and_never_longer_than_a_second() -> None:
    assert until(None, START) == 1
    assert until(START + timedelta(minutes=1), START) == 1
    assert until(START + timedelta(seconds=0.2), START) == pytest.approx(0.2)
    assert until(START - timedelta(seconds=1), START) == 0


async def test_what_is_due_soon_goes_soon(world: World, slow: Slow) -> None:
    """Long before the next poll."""
    slow.go.set()
    loop = asyncio.get_running_loop()
    world.relay = replace(world.relay, now=lambda: START + timedelta(seconds=loop.time() - begun))
    begun = loop.time()
    await put(world, replace(message("one"), due_at=START + timedelta(seconds=0.2)))
    running = Pump(relay=world.relay)
    task = asyncio.create_task(running.run())
    await slow.called.wait()
    took = loop.time() - begun
    running.stop()
    await task
    assert 0.2 <= took < 0.8


async def test_a_platform_that_hangs_leaves_half_of_the_calls_to_the_others(
    world: World, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pump, "SLOW", timedelta(seconds=-1))
    await world.focal_point("ben")
    await mailbox(world, "ben", reach="email")
    mail = Slow()
    world.relay = replace(world.relay, platforms={"test": slow, "email": mail})
    places = [Address("test", f"chat-{number}") for number in range(9)]
    await put(world, *(replace(bulk(f"m{place.id}"), place=place) for place in places), bulk("letter", "ben"))
    running = Pump(relay=world.relay, slots=8)
    task = asyncio.create_task(running.run())
    async with asyncio.timeout(5):
        await mail.called.wait()
    assert sum(one.id != "letter" for one in in_flight(running)) == 2
    for one in (slow, mail):
        one.go.set()
    running.stop()
    await task


def in_flight(running: Pump) -> list[Delivery]:
    return [one for one in running.in_flight.values() if isinstance(one, Delivery)]
