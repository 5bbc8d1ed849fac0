"""What is to be said is said once, later if it must be, and never in vain for ever."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.cards import Card, say
from bot.chat import Address, Parcel
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unavailable, Unreachable
from bot.unit import Delivery
from tests.worlds import Recorder, World, lexicons

CHAT = Address("test", "chat-ana")


@dataclass
class Flaky(Recorder):
    """`loses`: takes the message and drops the answer; each look-up is counted."""

    loses: int = 0
    looked_up: int = 0
    blind: Exception | None = None

    async def deliver(self, parcel: Parcel) -> str:
        handle = await super().deliver(parcel)
        if self.loses:
            self.loses -= 1
            raise DeliveryFailed("uncertain")
        return handle

    async def find(self, parcel: Parcel) -> str | None:
        self.looked_up += 1
        if self.blind:
            raise self.blind
        return await super().find(parcel)


@pytest.fixture
async def flaky(world: World) -> Flaky:
    flaky = Flaky()
    world.recorder = flaky
    world.__post_init__()
    await world.focal_point("ana")
    return flaky


async def put(world: World, of: str, edits: str | None = None) -> None:
    said = say("help-card")
    new = Delivery(id=of, occurrence_key=of, recipient="ana", what=said, place=CHAT, edits=edits)
    async with world.database.unit() as unit:
        await unit.outbox.add(new, now=world.now)
        await unit.commit()


def ends(world: World) -> list[str]:
    return [one.outcome for one in world.attempts]


async def test_a_refused_message_waits_as_long_as_it_was_told(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    flaky.fails = [DeliveryFailed("rate-limited", retry_after=90)]
    await world.relayed()
    world.now += timedelta(seconds=89)
    assert await world.relayed() == 0
    world.now += timedelta(seconds=2)
    assert await world.relayed() == 1
    assert ends(world) == ["retry", "sent"]
    assert flaky.looked_up == 0


async def test_a_message_in_doubt_is_looked_up_and_not_sent_again(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    flaky.loses = 1
    await world.relayed()
    world.now += timedelta(minutes=1)
    await world.relayed()
    assert flaky.delivered == ["one"]
    assert ends(world) == ["uncertain", "sent"]


async def test_doubt_outlives_a_look_up_that_fails(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    flaky.loses, flaky.blind = 1, DeliveryFailed("rate-limited", retry_after=60)
    await world.relayed()
    world.now += timedelta(minutes=2)
    await world.relayed()
    flaky.blind = None
    world.now += timedelta(minutes=2)
    await world.relayed()
    assert (flaky.delivered, flaky.looked_up) == (["one"], 2)
    assert ends(world) == ["uncertain", "uncertain", "sent"]


async def test_a_relay_that_died_leaves_doubt(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    (claimed,) = await world.relay.claim(1)
    words = lexicons().speaking("en", "Asia/Bangkok", world.now).words
    await flaky.deliver(Parcel(claimed.delivery.id, CHAT, Card(say("help-card")), words))
    world.now += timedelta(seconds=121)
    await world.relayed()
    assert flaky.delivered == ["one"]


async def test_it_gives_up_after_twelve_attempts_and_says_why(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    flaky.fails = [DeliveryFailed("not-sent") for _ in range(20)]
    for _ in range(20):
        await world.relayed()
        world.now += timedelta(minutes=16)
    assert ends(world) == ["retry"] * 11 + ["failed"]
    assert world.attempts[-1].ended.cause == "not-sent"


async def test_who_is_gone_is_not_tried_again_and_holds_nobody_up(world: World, flaky: Flaky) -> None:
    await put(world, "one")
    await put(world, "two")
    flaky.fails = [Unreachable("gone")]
    await world.settle()
    assert ends(world) == ["failed", "sent"]
    assert flaky.delivered == ["two"]


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(world: World, flaky: Flaky) -> None:
    await put(world, "one", edits="chat-ana/999")
    await world.relayed()
    assert flaky.delivered == ["one"]


async def test_a_place_of_a_platform_that_is_off_is_said(world: World, flaky: Flaky) -> None:
    async with world.database.unit() as unit:
        place = Address("elsewhere", "x")
        new = Delivery(id="one", occurrence_key="one", recipient="ana", what=say("help-card"), place=place)
        await unit.outbox.add(new, now=world.now)
        await unit.commit()
    await world.relayed()
    assert world.attempts[0].ended.cause == "platform-off"


async def test_a_database_that_is_away_before_the_call_leaves_nothing_in_doubt(
    world: World, flaky: Flaky
) -> None:
    """As an adapter that cannot look up where to send: nobody got anything, so nothing is a repeat."""
    await put(world, "one")
    flaky.doubt = InDoubt.REPEAT
    flaky.fails = [Unavailable("no connection is free")]
    await world.relayed()
    world.now += timedelta(minutes=1)
    await world.settle()
    assert ends(world) == ["retry", "sent"]
    assert flaky.looked_up == 0
    [card] = flaky.cards.values()
    assert "received this message before" not in card.words(card.card.title)
    assert card.card.body == ()
