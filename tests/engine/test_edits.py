"""Cards are edited as often as a platform takes it, those somebody works with first; none is forgotten."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.chat import Address
from bot.dialog import Show
from bot.edits import Edits
from bot.errors import DeliveryFailed
from bot.outbox import PACE
from bot.unit import Live
from tests.worlds import START, User, World

ACME, OTHER = Address("slack", "T1/D1"), Address("slack", "T2/D1")
SUBMIT = ("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")


def test_forty_a_minute_and_workspace_of_which_ten_are_kept_free() -> None:
    edits = Edits()
    plain = [edits.later(ACME, START, urgent=False) for _ in range(31)]
    assert plain == [None] * 30 + [START + timedelta(minutes=1)]
    urgent = [edits.later(Address("slack", "T1/D9"), START, urgent=True) for _ in range(11)]
    assert urgent == [None] * 10 + [START + timedelta(minutes=1)]
    assert edits.later(OTHER, START, urgent=False) is None


def test_the_minute_slides() -> None:
    edits = Edits()
    at = [START + timedelta(seconds=seconds) for seconds in range(120)]
    made = [now for now in at for _ in range(3) if edits.later(ACME, now, urgent=True) is None]
    for begins in at[:60]:
        assert sum(begins <= one < begins + timedelta(minutes=1) for one in made) <= 40


def test_whoever_waits_is_told_when_there_is_room() -> None:
    edits = Edits()
    for second in range(40):
        edits.later(ACME, START + timedelta(seconds=second), urgent=True)
    now = START + timedelta(seconds=41)
    at = edits.later(ACME, now, urgent=False)
    assert at
    assert edits.later(ACME, at - timedelta(milliseconds=1), urgent=False)
    assert edits.later(ACME, at, urgent=False) is None


def test_other_platforms_take_what_comes() -> None:
    edits = Edits()
    assert {edits.later(Address("teams", "a:1"), START, urgent=False) for _ in range(500)} == {None}


async def cards(world: World, count: int) -> None:
    """So many cards of one Slack workspace that follow the same record, all behind."""
    await world.focal_point("ana")
    async with world.database.unit() as unit:
        for number in range(count):
            place = Address("slack", f"T1/D{number}")
            show = Show("floor.run" if number == count - 1 else "offer", "x")
            live = Live(
                id=f"{number:03}", recipient="ana", place=place, show=show, wanted=1, handle=f"{place.id}/1"
            )
            await unit.outbox.adopt(live, "offer:x")
        await unit.outbox.touch(["offer:x"])
        await unit.commit()


async def test_what_a_workspace_does_not_take_now_is_edited_later_and_nothing_twice(world: World) -> None:
    await cards(world, 45)
    first = await world.relay.due_live(100)
    assert len(first) == 30
    assert first[0].show.view == "floor.run"
    assert not await world.relay.due_live(100)
    edited = Counter(live.id for live in first)
    for live in first:
        await world.relay.redraw(live)
    for _ in range(3):
        world.now += timedelta(minutes=1)
        due = await world.relay.due_live(100)
        edited.update(live.id for live in due)
        for live in due:
            await world.relay.redraw(live)
    assert edited == Counter({f"{number:03}": 1 for number in range(45)})


async def test_two_relays_never_edit_the_same_at_once(world: World) -> None:
    await cards(world, 20)
    other = World(world.database).relay
    mine, theirs = await world.relay.due_live(100), await other.due_live(100)
    assert (len(mine), len(theirs)) == (20, 0)


async def test_a_platform_that_is_busy_is_asked_again_when_it_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await world.focal_point("ana")
    await ana.says(*SUBMIT)
    with monkeypatch.context() as busy:

        async def refuse(*_: object) -> None:
            raise DeliveryFailed("throttled", 30.0)

        busy.setattr(type(world.recorder), "edit", refuse)
        await touched(world, ana)
        await world.relayed()
    before = world.recorder.edits
    world.now += timedelta(seconds=29)
    assert await world.relayed() == 0
    world.now += PACE
    await world.relayed()
    assert world.recorder.edits == before + 1


async def touched(world: World, user: User) -> None:
    async with world.database.reading() as unit:
        (mine, *_), _more = await unit.reading.listings.of_delegation("FJI", 1, 5)
    async with world.database.unit() as unit:
        await unit.outbox.touch([f"offer:{mine.id}"])
        await unit.commit()
