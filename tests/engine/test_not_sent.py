"""What is not sent after all, what is changed or taken back; and who hears of it."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.dialog import Show
from bot.errors import Unreachable
from bot.outgoing import Delivery, Live
from tests.engine.relaying import Shaky, bulk, kept, message, put, states, with_mail
from tests.worlds import World

SUBJECT = "b1"


@pytest.fixture
async def chat(world: World) -> Shaky:
    await world.focal_point("ana")
    found, _ = with_mail(world)
    return found


def about(of: str) -> Delivery:
    return replace(bulk(of), subject=SUBJECT, subject_version=1)


def changing(of: str, chat: Shaky, handle: str, *, withdraws: bool = False) -> Delivery:
    place = chat.cards[handle].place
    return replace(about(of), edits=handle, withdraws=withdraws, place=place, subject_version=2)


async def followed(world: World, chat: Shaky) -> None:
    """By a card."""
    ((handle, parcel),) = chat.cards.items()
    live = Live(id="live", recipient="ana", place=parcel.place, show=Show("menu"), wanted=1, handle=handle)
    async with world.database.unit() as unit:
        await unit.outbox.adopt(live, f"broadcast:{SUBJECT}")
        await unit.commit()


async def wanted(world: World) -> int:
    async with world.database.reading() as unit:
        return (await unit.outbox.wanted(["live"]))["live"]


async def test_a_dry_run_does_everything_but_the_call(world: World, chat: Shaky) -> None:
    await put(world, replace(bulk("one"), what=Show("menu"), dry=True))
    await world.relayed()
    assert (chat.delivered, await kept(world, "one", "state", "cause")) == ([], ("suppressed", "dry-run"))


async def test_a_dry_run_uses_up_no_pace(world: World) -> None:
    await world.focal_point("ana")
    chat, _ = with_mail(world, paced=True)
    await put(world, *(replace(bulk(f"m{number}"), dry=True) for number in range(5)), message("real"))
    await world.relayed()
    assert chat.delivered == ["real"]


async def test_who_may_not_see_it_any_more_gets_nothing_of_what_goes_to_many(
    world: World, chat: Shaky
) -> None:
    await world.person("eve")
    told = Show("clearance", "1")
    await put(world, replace(bulk("one", "eve"), what=told))
    await put(world, replace(message("two", "eve"), what=told))
    await world.settle()
    assert await kept(world, "one", "state", "cause") == ("suppressed", "no-role")
    assert chat.delivered == ["two"]


async def test_what_has_been_sent_is_taken_back(world: World, chat: Shaky) -> None:
    await put(world, about("one"))
    await world.relayed()
    (handle,) = chat.cards
    await put(world, changing("two", chat, handle, withdraws=True))
    await world.relayed()
    assert chat.cards == {}
    assert await states(world) == {"one": "sent", "two": "sent"}
    assert await kept(world, "one", "recalled_at") == (world.now,)


@pytest.mark.parametrize(("cause", "state"), [("gone", "sent"), ("by-mail", "failed")])
async def test_what_is_gone_is_as_good_as_taken_back(
    world: World, chat: Shaky, monkeypatch: pytest.MonkeyPatch, cause: str, state: str
) -> None:
    async def refuse(*_: object) -> None:
        raise Unreachable(cause)

    await put(world, about("one"))
    await world.relayed()
    (handle,) = chat.cards
    monkeypatch.setattr(type(chat), "withdraw", refuse)
    await put(world, changing("two", chat, handle, withdraws=True))
    await world.relayed()
    assert await kept(world, "two", "state") == (state,)


async def test_who_has_an_older_version_has_the_newer_one_after_the_edit(world: World, chat: Shaky) -> None:
    await put(world, about("one"))
    await world.relayed()
    (handle,) = chat.cards
    await put(world, changing("two", chat, handle))
    await world.relayed()
    assert chat.edits == 1
    assert await kept(world, "one", "subject_version", "handle") == (2, handle)


async def test_one_that_is_gone_is_sent_anew_and_can_be_taken_back_there(world: World, chat: Shaky) -> None:
    await put(world, about("one"))
    await world.relayed()
    (handle,) = chat.cards
    edit = changing("two", chat, handle)
    del chat.cards[handle]
    await put(world, edit)
    await world.relayed()
    (anew,) = chat.cards
    assert anew != handle
    assert await kept(world, "one", "subject_version", "handle") == (2, anew)


async def test_whoever_follows_a_broadcast_sees_what_becomes_of_it(world: World, chat: Shaky) -> None:
    await put(world, about("one"))
    await world.relayed()
    await followed(world, chat)
    before = await wanted(world)
    await put(world, about("two"))
    await world.relay.mark([await world.relay.attempt(one) for one in await world.relay.claim(9)])
    assert await wanted(world) == before + 1
    await put(world, replace(about("three"), expires_at=world.now))
    await world.relay.claim(9)
    assert await wanted(world) == before + 2
    assert (await states(world))["three"] == "expired"


async def test_when_it_was_sent_and_ended_is_kept(world: World, chat: Shaky) -> None:
    await put(world, message("one"), message("two", "nobody"))
    await world.relayed()
    assert await kept(world, "one", "sent_at", "ended_at") == (world.now, world.now)
    sent, ended = await kept(world, "two", "sent_at", "ended_at")
    assert (sent, isinstance(ended, datetime)) == (None, True)
