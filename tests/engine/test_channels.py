"""Where somebody is written to: in chat or by mail as they wish, by the other once where that is shut."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from bot.chat import Address
from bot.errors import DeliveryFailed, Unreachable
from storage.tables import account
from tests.engine.relaying import Shaky, after, kept, mailbox, message, put, states, with_mail
from tests.worlds import World

MAIL = Address("email", "ana@example.org")


@pytest.fixture
async def both(world: World) -> tuple[Shaky, Shaky]:
    await world.focal_point("ana")
    found = with_mail(world)
    await mailbox(world, "ana")
    return found


async def test_chat_comes_first(world: World, both: tuple[Shaky, Shaky]) -> None:
    await put(world, message("one"))
    await world.relayed()
    assert [len(one.delivered) for one in both] == [1, 0]


async def test_who_wants_mail_gets_mail_and_chat_where_that_fails(
    world: World, both: tuple[Shaky, Shaky]
) -> None:
    chat, post = both
    await mailbox(world, "ana", reach="email")
    await put(world, message("one"))
    await world.relayed()
    assert [len(one.delivered) for one in both] == [0, 1]
    post.fails = [Unreachable("no-mailbox")]
    await put(world, message("two"))
    await world.settle()
    assert chat.delivered == ["two"]
    assert await kept(world, "two", "platform", "second", "first_cause") == ("test", True, "no-mailbox")


async def test_who_blocks_the_bot_gets_the_same_message_by_mail_once(
    world: World, both: tuple[Shaky, Shaky]
) -> None:
    chat, post = both
    chat.fails = [Unreachable("blocked")]
    await put(world, message("one"))
    await world.relayed()
    assert await kept(world, "one", "state", "second", "first_cause") == ("retry", True, "blocked")
    await world.relayed()
    assert ([parcel.place for parcel in post.cards.values()], chat.delivered) == ([MAIL], [])
    assert await kept(world, "one", "state", "platform", "place") == ("sent", "email", "ana@example.org")


async def test_who_has_no_mailbox_either_is_reported_with_both_causes(
    world: World, both: tuple[Shaky, Shaky]
) -> None:
    chat, post = both
    chat.fails, post.fails = [Unreachable("blocked")], [Unreachable("no-mailbox")]
    await put(world, message("one"))
    await world.settle()
    assert await kept(world, "one", "state", "first_cause", "cause") == ("failed", "blocked", "no-mailbox")


async def test_whom_no_chat_knows_is_written_to(world: World, both: tuple[Shaky, Shaky]) -> None:
    async with world.database.unit() as unit:
        await unit.sql.execute(delete(account).where(account.c.person == "ana"))
        await unit.commit()
    await put(world, message("one"))
    await world.relayed()
    assert [len(one.delivered) for one in both] == [0, 1]
    assert await kept(world, "one", "state", "first_cause") == ("sent", "no-address")


async def test_who_can_be_reached_nowhere_is_told_so(world: World) -> None:
    await put(world, message("one", "nobody"))
    await world.relayed()
    assert await kept(world, "one", "state", "cause") == ("failed", "no-address")


async def test_a_place_that_was_given_is_the_only_one(world: World, both: tuple[Shaky, Shaky]) -> None:
    chat, post = both
    chat.fails = [Unreachable("blocked")]
    await put(world, message("one", place=Address("test", "chat-ana")))
    await world.settle()
    assert post.delivered == []
    assert await kept(world, "one", "state", "cause") == ("failed", "blocked")


async def test_what_is_refused_for_a_while_stays_where_it_is(world: World, both: tuple[Shaky, Shaky]) -> None:
    chat, post = both
    chat.fails = [DeliveryFailed("rate-limited", 60)] * 3
    await put(world, message("one"))
    for _ in range(6):
        await after(world, 61)
    assert (chat.delivered, post.delivered) == (["one"], [])


async def test_a_platform_that_is_off_is_passed_by(world: World, both: tuple[Shaky, Shaky]) -> None:
    async with world.database.unit() as unit:
        await unit.people.bind(Address("elsewhere", "x"), "ana")
        await unit.commit()
    await put(world, message("one"))
    await world.relayed()
    assert both[0].delivered == ["one"]
    world.relay = replace(world.relay, platforms={"email": both[1]})
    await put(world, message("two"))
    await world.settle()
    assert both[1].delivered == ["two"]
    assert await states(world) == {"one": "sent", "two": "sent"}


async def test_one_conversation_is_one_lane_however_it_is_known(
    world: World, both: tuple[Shaky, Shaky]
) -> None:
    """What answers in a chat, and what comes unasked to whoever talks there."""
    await put(world, message("reply", place=Address("test", "ana")), message("notice"))
    (reply,) = await world.relay.claim(9)
    assert await kept(world, "notice", "lane") == ("test ana",)
    assert not await world.relay.claim(9)
    await world.relay.mark([await world.relay.attempt(reply)])
    await world.settle()
    assert both[0].delivered == ["reply", "notice"]
