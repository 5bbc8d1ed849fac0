"""Cards that follow their record: no change is lost, many are one edit, and what is gone stays gone."""

import pytest

from bot.cards import Pointer
from bot.chat import Inbound, Pressed, Said
from tests.worlds import User, World

SUBMIT = ("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")


@pytest.fixture
async def ana(world: World) -> User:
    return await world.focal_point("ana")


@pytest.fixture
async def sec(world: World) -> User:
    return await world.secretariat()


async def unsettled(user: User, inbound: Inbound) -> None:
    """Taken by the bot, while the relay is busy with something else."""
    await user.world.turns.handle(inbound)


def offer(user: User) -> str:
    _, button = user.button("Withdraw")
    assert isinstance(button.does, Pointer)
    return button.does.of


async def touched(world: World, *names: str) -> None:
    async with world.database.unit() as unit:
        await unit.outbox.touch(names)
        await unit.commit()


async def test_a_change_between_drawing_and_marking_is_not_lost(world: World, ana: User, sec: User) -> None:
    await ana.says(*SUBMIT)
    await sec.say("needs and offers to clear")
    await unsettled(sec, sec.inbound(Pressed(Pointer("offer.view", offer(ana)))))
    drawn = [await world.relay.attempt(one) for one in await world.relay.claim(50)]
    assert len(drawn) == 1
    await unsettled(ana, ana.inbound(Pressed(Pointer("offer.withdraw", offer(ana), "1"))))
    card = sec.handles[-1]
    assert "Waiting for the secretariat." in sec.read(card)
    await world.relay.mark(drawn)
    await world.settle()
    assert "Withdrawn" in sec.read(card)


async def test_an_older_card_of_the_same_record_says_that_a_newer_one_goes_on(
    world: World, ana: User, sec: User
) -> None:
    await ana.says(*SUBMIT)
    await sec.say("needs and offers to clear")
    await sec.press_pointer(Pointer("offer.view", offer(ana)))
    older = sec.handles[-1]
    await sec.press_pointer(Pointer("offer.view", offer(ana)))
    newer = sec.handles[-1]
    await touched(world, f"offer:{offer(ana)}")
    await world.settle()
    assert older != newer
    assert "This goes on in a newer message below." in sec.read(older)
    assert not any(name in sec.read(older) for name in ("Publish", "Waiting"))
    assert "Waiting for the secretariat." in sec.read(newer)


async def test_many_changes_are_one_edit_of_each_card(world: World, ana: User, sec: User) -> None:
    await ana.says(*SUBMIT)
    before, cards = world.recorder.edits, [*ana.handles[-1:], *sec.handles[-1:]]
    for _ in range(5):
        await touched(world, f"offer:{offer(ana)}")
    await world.settle()
    assert world.recorder.edits - before == len(cards)
    await world.settle()
    assert world.recorder.edits - before == len(cards)


async def test_edits_of_one_card_keep_their_distance(world: World, ana: User) -> None:
    await ana.says(*SUBMIT)
    touch = f"offer:{offer(ana)}"
    await touched(world, touch)
    await world.relayed()
    before = world.recorder.edits
    await touched(world, touch)
    await world.relayed()
    assert world.recorder.edits == before
    await world.settle()
    world.now = world.now.replace(hour=world.now.hour + 1)
    await world.settle()
    assert world.recorder.edits == before + 1


async def test_a_message_that_is_gone_ends_its_row_and_is_not_sent_again(
    world: World, ana: User, sec: User
) -> None:
    await ana.says(*SUBMIT)
    gone = sec.handles[-1]
    world.recorder.cards.pop(gone)
    await touched(world, f"offer:{offer(ana)}")
    await world.settle()
    assert gone not in world.recorder.cards
    await touched(world, f"offer:{offer(ana)}")
    assert [live.handle for live in await world.relay.due_live(50)] == [ana.handles[-1]]


async def test_the_older_card_of_a_record_no_longer_follows_it(world: World, ana: User) -> None:
    await ana.says(*SUBMIT)
    older = ana.handles[-1]
    await ana.says("my needs and offers", "1")
    newer = ana.handles[-1]
    await ana.press("Withdraw")
    assert "Withdrawn" in ana.read(newer)
    assert "Withdrawn" not in ana.read(older)


async def test_a_repeated_message_makes_no_second_card(world: World, ana: User) -> None:
    message = ana.inbound(Said("settings"))
    await unsettled(ana, message)
    await unsettled(ana, message)
    await world.settle()
    assert len(ana.handles) == 1
