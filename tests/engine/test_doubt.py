"""What may have arrived is looked up, or sent once more and marked, or left to a person: never just sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from adapters.playground.text import message as read
from bot.cards import say
from bot.chat import Parcel
from bot.domain.delivery.state import InDoubt, Promise
from bot.errors import DeliveryFailed, Unreachable
from storage.tables_delivery import delivery_attempt
from tests.engine.relaying import Shaky, after, bulk, kept, mailbox, message, put, states, with_mail
from tests.worlds import World, lexicons

A = delivery_attempt.c
PERHAPS = "You may have received this message before"


@pytest.fixture
async def chat(world: World) -> Shaky:
    await world.focal_point("ana")
    found, _ = with_mail(world)
    return found


async def test_what_is_not_found_twice_a_minute_apart_is_sent_again_unmarked(
    world: World, chat: Shaky
) -> None:
    await put(world, message("one"))
    chat.fails = [DeliveryFailed("uncertain")]
    await world.relayed()
    assert await states(world) == {"one": "uncertain"}
    assert await after(world, 1) == 1
    assert await after(world, 58) == 0
    assert await after(world, 2) == 1
    assert (chat.looked_up, chat.delivered) == (2, [])
    assert await after(world, 1) == 1
    assert chat.delivered == ["one"]
    assert PERHAPS not in world_text(world)


async def test_all_that_is_heard_of_an_attempt_is_kept_in_turn(world: World, chat: Shaky) -> None:
    """In doubt, looked for blindly, found, and what its relay has heard too late."""
    await put(world, message("one"))
    chat.loses, chat.blind = 1, DeliveryFailed("not-sent")
    (drawn,) = await world.relay.claim(9)
    ended = await world.relay.attempt(drawn)
    await world.relay.mark([ended])
    await after(world, 1)
    chat.blind = None
    await after(world, 60)
    await world.relay.mark([ended])
    async with world.database.reading() as unit:
        told = await unit.sql.execute(select(A.attempt, A.outcome, A.cause).order_by(A.seq))
        assert [tuple(row) for row in told] == [
            (1, "uncertain", "uncertain"),
            (1, "uncertain", "not-sent"),
            (1, "sent", ""),
            (1, "late", "uncertain"),
        ]


async def test_a_look_up_tells_since_when(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    chat.loses, tried = 1, world.now
    await world.relayed()
    (sent,) = await kept(world, "one", "called_at")
    await after(world, 30)
    assert (sent, await states(world)) == (tried, {"one": "sent"})


async def test_where_nobody_can_look_it_is_sent_once_more_and_says_so(world: World, chat: Shaky) -> None:
    chat.doubt = InDoubt.REPEAT
    await put(world, message("one"))
    chat.loses = 1
    await world.relayed()
    await after(world, 60)
    assert chat.delivered == ["one", "one"]
    first, second = (world.recorder.cards[handle] for handle in world.recorder.cards)
    assert (shown(first), shown(second)) == (False, True)


async def test_after_two_doubts_a_person_decides(world: World, chat: Shaky) -> None:
    chat.doubt, chat.loses = InDoubt.REPEAT, 9
    await put(world, message("one"))
    for _ in range(5):
        await after(world, 900)
    assert (len(chat.delivered), await states(world)) == (2, {"one": "parked"})


async def test_or_the_mail_if_there_is_one(world: World, chat: Shaky) -> None:
    await mailbox(world, "ana")
    chat.doubt, chat.loses = InDoubt.REPEAT, 9
    await put(world, message("one"))
    for _ in range(5):
        await after(world, 900)
    post = world.relay.platforms["email"]
    assert isinstance(post, Shaky)
    assert (len(chat.delivered), len(post.delivered)) == (2, 1)
    assert all(shown(parcel) for parcel in post.cards.values())
    assert await kept(world, "one", "state", "second", "first_cause") == ("sent", True, "uncertain")


async def test_what_is_never_sent_twice_is_parked_at_the_first_doubt(world: World, chat: Shaky) -> None:
    chat.doubt, chat.loses = InDoubt.REPEAT, 1
    await put(world, bulk("one", promise=Promise.NEVER_TWICE))
    for _ in range(3):
        await after(world, 900)
    assert (chat.delivered, await states(world)) == (["one"], {"one": "parked"})


@pytest.mark.parametrize(
    ("doubt", "promise", "state", "again"),
    [
        (InDoubt.LOOK_UP, Promise.MUST_ARRIVE, "sent", 0),
        (InDoubt.LOOK_UP, Promise.NEVER_TWICE, "sent", 0),
        (InDoubt.REPEAT, Promise.MUST_ARRIVE, "sent", 1),
        (InDoubt.REPEAT, Promise.NEVER_TWICE, "parked", 0),
        (InDoubt.HARMLESS, Promise.MUST_ARRIVE, "sent", 1),
    ],
)
async def test_a_relay_that_died_with_the_answer_leaves_what_others_can_settle(
    world: World, chat: Shaky, doubt: InDoubt, promise: Promise, state: str, again: int
) -> None:
    chat.doubt = doubt
    await put(world, bulk("one", promise=promise))
    (claimed,) = await world.relay.claim(1)
    await world.relay.attempt(claimed)
    world.now += timedelta(seconds=119)
    assert await world.relayed() == 0
    await after(world, 2)
    assert await states(world) == {"one": state}
    assert chat.delivered == ["one"] * (1 + again)
    assert (PERHAPS in world_text(world)) is (doubt is InDoubt.REPEAT and again > 0)


async def test_a_look_up_is_one_relays_own_and_counts_as_no_attempt(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    chat.fails = [DeliveryFailed("uncertain")]
    await world.relayed()
    (looking,) = await world.relay.claim(5)
    assert not await world.relay.claim(5)
    world.now += timedelta(seconds=121)
    (taken_over,) = await world.relay.claim(5)
    await world.relay.mark([await world.relay.attempt(looking)])
    assert await kept(world, "one", "looks", "attempt") == (0, 1)
    await world.relay.mark([await world.relay.attempt(taken_over)])
    assert await kept(world, "one", "looks", "attempt") == (1, 1)
    assert [one.late for one in world.attempts] == [False, True, False]


async def test_what_can_never_be_looked_up_any_more_waits_for_a_person(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    chat.loses, chat.blind = 1, Unreachable("removed")
    await world.relayed()
    await after(world, 1)
    assert await kept(world, "one", "state", "cause") == ("parked", "removed")


async def test_a_late_result_is_kept_in_the_log_with_its_handle(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    (frozen,) = await world.relay.claim(1)
    late = await world.relay.attempt(frozen)
    await after(world, 121)
    await world.relay.mark([late])
    assert (chat.delivered, await states(world)) == (["one"], {"one": "sent"})
    assert [one.outcome for one in world.attempts] == ["sent", "late"]


async def test_a_call_that_could_outlast_its_lease_is_not_begun(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    (claimed,) = await world.relay.claim(1)
    world.now += timedelta(seconds=91)
    await world.relay.mark([await world.relay.attempt(claimed)])
    assert (chat.delivered, await states(world)) == ([], {"one": "due"})
    assert await after(world, 0) == 1
    assert await states(world) == {"one": "sent"}


async def test_an_edit_in_doubt_is_made_again_at_once(world: World, chat: Shaky) -> None:
    await put(world, message("one"))
    await world.relayed()
    (handle,) = chat.cards
    await put(world, replace(message("two", place=chat.cards[handle].place), edits=handle))
    losing = Edited(cards=chat.cards, delivered=chat.delivered)
    world.relay = replace(world.relay, platforms={"test": losing})
    await world.relayed()
    await world.relayed()
    assert (losing.times, chat.delivered, await states(world)) == (2, ["one"], {"one": "sent", "two": "sent"})


async def test_an_edit_that_was_sent_anew_is_looked_up_when_that_is_in_doubt(
    world: World, chat: Shaky
) -> None:
    """Its message was gone, so a second time would be a second message."""
    await put(world, message("one"))
    await world.relayed()
    (handle,) = chat.cards
    await put(world, replace(message("two", place=chat.cards.pop(handle).place), edits=handle))
    chat.loses = 1
    await world.relayed()
    assert await states(world) == {"one": "sent", "two": "uncertain"}
    await after(world, 1)
    assert (chat.looked_up, chat.delivered, await states(world)) == (
        1,
        ["one", "two"],
        {"one": "sent", "two": "sent"},
    )


class Edited(Shaky):
    """Loses the answer to the first edit."""

    times: int = 0

    async def edit(self, handle: str, parcel: Parcel) -> None:
        self.times += 1
        await super().edit(handle, parcel)
        if self.times == 1:
            raise DeliveryFailed("uncertain")


def shown(parcel: Parcel) -> bool:
    return PERHAPS in read(parcel.card, parcel.words)


def world_text(world: World) -> str:
    return "\n".join(read(parcel.card, parcel.words) for parcel in world.recorder.cards.values())


def test_the_notice_is_said_in_every_language() -> None:
    texts = {
        lexicons().speaking(one, "UTC", World.now).words(say("perhaps-a-repeat"))
        for one in ("en", "fr", "ru", "zh")
    }
    assert len(texts) == 4
