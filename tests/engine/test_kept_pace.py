"""What is due goes as fast as it may: urgent things first, nobody kept waiting by others' trouble."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.chat import Address
from bot.claiming import Room
from bot.errors import DeliveryFailed
from storage.tables_delivery import delivery
from tests.engine.relaying import Shaky, after, bulk, kept, mailbox, message, put, states, with_mail
from tests.worlds import World

TICK = 0.1


@pytest.fixture
async def chat(world: World) -> Shaky:
    """Two a second and two at once for all, one a second for each."""
    for number in range(12):
        await world.focal_point(f"p{number}")
    found, _ = with_mail(world, paced=True)
    return found


async def went(world: World, seconds: float) -> None:
    for _ in range(round(seconds / TICK)):
        await after(world, TICK)


def most_in_a_second(chat: Shaky, place: str = "") -> int:
    at = [when for when, where in chat.sent if place in {"", where}]
    return max(sum(one <= other < one + 0.999 for other in at) for one in at)


async def test_many_go_one_by_one_at_the_pace_and_all_arrive(world: World, chat: Shaky) -> None:
    await put(world, *(bulk(f"m{number}", f"p{number}") for number in range(12)))
    await went(world, 6)
    assert Counter(chat.delivered) == {f"m{number}": 1 for number in range(12)}
    assert most_in_a_second(chat) <= 4
    assert chat.sent[-1][0] - chat.sent[0][0] == pytest.approx(5, abs=0.3)


async def test_one_conversation_hears_one_a_second_in_order_and_holds_nobody_up(
    world: World, chat: Shaky
) -> None:
    ana = Address("test", "ana")
    await put(world, *(message(f"a{number}", place=ana) for number in range(3)), message("b", "p1"))
    await world.relayed()
    assert sorted(chat.delivered) == ["a0", "b"]
    await went(world, 3)
    assert [one for one in chat.delivered if one != "b"] == ["a0", "a1", "a2"]
    assert most_in_a_second(chat, "ana") == 1


async def test_what_somebody_waits_for_goes_before_what_goes_to_many(world: World, chat: Shaky) -> None:
    await put(world, *(bulk(f"m{number}", f"p{number}") for number in range(10)))
    await went(world, 1)
    before = len(chat.delivered)
    await put(world, message("reply", "p9", place=Address("test", "chat-p9")))
    await went(world, 0.6)
    assert "reply" in chat.delivered[before : before + 2]


async def test_slots_are_kept_for_it_too(world: World, chat: Shaky) -> None:
    world.relay = replace(world.relay, paces={})
    await put(world, *(bulk(f"m{number}", f"p{number}") for number in range(10)))
    assert len((await world.relay.round(6, kept=2)).deliveries) == 4
    assert not (await world.relay.round(2, kept=2)).deliveries
    await put(world, message("reply", "p1", place=Address("test", "elsewhere")))
    assert [one.id for one in (await world.relay.round(2, kept=2)).deliveries] == ["reply"]


async def test_what_has_no_room_at_its_platform_makes_way_for_other_platforms(
    world: World, chat: Shaky
) -> None:
    await mailbox(world, "p3", reach="email")
    await put(world, *(bulk(f"m{number}", f"p{number}") for number in range(4)))
    full = Room({"test": 0}, {"test"})
    found = await world.relay.round(2, room=full)
    assert ([one.id for one in found.deliveries], found.more) == (["m3"], True)
    assert not (await world.relay.round(2, room=full)).more
    await put(world, message("reply", "p5"))
    assert [one.id for one in (await world.relay.round(2, room=full)).deliveries] == ["reply"]
    await went(world, 4)
    assert {"m0", "m1", "m2"} <= {*chat.delivered}


async def test_what_is_looked_up_leaves_slots_to_what_somebody_waits_for(world: World, chat: Shaky) -> None:
    world.relay, chat.loses = replace(world.relay, paces={}), 2
    await put(world, message("one", "p1"), message("two", "p2"))
    await world.relayed()
    await put(world, message("reply", "p3"))
    assert [one.id for one in (await world.relay.round(2, kept=2)).deliveries] == ["reply"]


async def test_an_older_message_to_many_does_not_hold_up_an_answer_in_the_same_chat(
    world: World, chat: Shaky
) -> None:
    place = Address("test", "ana")
    await put(world, replace(bulk("old"), place=place), message("reply", place=place))
    assert [one.delivery.id for one in await world.relay.claim(9)] == ["reply"]


async def test_the_relay_knows_when_to_wake(world: World, chat: Shaky) -> None:
    await put(world, *(bulk(f"m{number}", f"p{number}") for number in range(4)))
    found = await world.relay.round(9)
    assert len(found.deliveries) == 2
    assert found.next_at == world.now + timedelta(seconds=0.5)


async def test_a_conversation_that_is_throttled_waits_alone(world: World, chat: Shaky) -> None:
    await put(world, message("one", "p1"), message("two", "p2"))
    chat.fails = [DeliveryFailed("rate-limited", 660)]
    await went(world, 1)
    await put(world, *(message(f"m{number}", f"p{number}") for number in range(3, 7)))
    await went(world, 4)
    assert sorted(chat.delivered) == ["m3", "m4", "m5", "m6", "two"]
    await after(world, 660)
    assert "one" in chat.delivered


async def test_a_workspace_that_is_throttled_is_left_alone_until_it_said(world: World, chat: Shaky) -> None:
    await put(world, *(message(f"m{number}", f"p{number}") for number in range(6)))
    chat.fails = [DeliveryFailed("rate-limited", 30)] * 2
    await world.relayed()
    await went(world, 29)
    assert chat.delivered == []
    await went(world, 20)
    assert len(chat.delivered) == 6


async def test_what_is_paused_stays_and_holds_nothing_else_up(world: World, chat: Shaky) -> None:
    await put(world, bulk("paused", "p1"), bulk("other", "p1"))
    async with world.database.unit() as unit:
        await unit.sql.execute(update(delivery).where(delivery.c.id == "paused").values(held=True))
        await unit.commit()
    await went(world, 3)
    assert chat.delivered == ["other"]
    assert await states(world) == {"paused": "due", "other": "sent"}


async def test_what_is_for_tomorrow_holds_nothing_up_today(world: World, chat: Shaky) -> None:
    tomorrow = world.now + timedelta(days=1)
    await put(world, replace(bulk("later", "p1"), due_at=tomorrow), bulk("now", "p1"))
    await went(world, 1)
    assert chat.delivered == ["now"]
    world.now = tomorrow
    await world.relayed()
    assert chat.delivered == ["now", "later"]


async def test_nothing_goes_after_its_time(world: World, chat: Shaky) -> None:
    until = world.now + timedelta(seconds=2)
    await put(world, *(replace(bulk(f"m{number}", f"p{number}"), expires_at=until) for number in range(10)))
    await went(world, 8)
    counts = Counter((await states(world)).values())
    assert counts == {"sent": len(chat.delivered), "expired": 10 - len(chat.delivered)}
    assert chat.sent[-1][0] < until.timestamp()
    assert 4 <= len(chat.delivered) <= 6


async def test_a_time_by_somebodys_own_clock_is_reckoned_anew_when_it_has_come(
    world: World, chat: Shaky
) -> None:
    """Their country has put its clocks back since it was planned."""
    nine = replace(bulk("one", "p1"), due_at=world.now, local="2022-03-23T15:00", zone="Pacific/Fiji")
    await put(world, nine)
    await world.relayed()
    assert (chat.delivered, await kept(world, "one", "due_at")) == ([], (world.now + timedelta(hours=1),))
    await after(world, 3600)
    assert chat.delivered == ["one"]
