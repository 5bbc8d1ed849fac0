"""Cards are edited as often as a platform takes it, those somebody works with first; none is forgotten."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Address, Parcel, Scopes
from bot.dialog import Show
from bot.edits import PACE
from bot.errors import DeliveryFailed
from bot.paces import paces
from bot.unit import Live
from storage.database import Database
from tests.worlds import Recorder, User, World, network

SUBMIT = ("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    """With Slack and its pace."""
    database = Database.of(sqlite_url, network())
    yield slack(database)
    await database.dispose()


def slack(database: Database) -> World:
    made = World(database)
    both = {"test": made.recorder, "slack": Workspaces()}
    made.relay = replace(made.relay, platforms=both, paces=paces(teams=40, slack=5))
    return made


class Workspaces(Recorder):
    async def edit(self, handle: str, parcel: Parcel) -> None:
        self.cards[handle] = parcel

    async def scopes(self, place: Address) -> Scopes:
        return Scopes(place.id.partition("/")[0], place.id)


async def cards(world: World, count: int, workspace: str = "T1", *, works: int = 1) -> None:
    """So many cards of one Slack workspace that follow the same record, all behind; with the last ones
    somebody works.
    """
    async with world.database.unit() as unit:
        for number in range(count):
            place = Address("slack", f"{workspace}/D{number}")
            show = Show("floor.run" if number >= count - works else "offer", "x")
            live = Live(
                id=f"{workspace}{number:03}",
                recipient="ana",
                place=place,
                show=show,
                wanted=1,
                handle=f"{place.id}/1",
            )
            await unit.outbox.adopt(live, "offer:x")
        await unit.outbox.touch(["offer:x"])
        await unit.commit()


async def test_what_a_workspace_does_not_take_now_is_edited_later_and_nothing_twice(world: World) -> None:
    await cards(world, 45)
    first = await world.relay.due_live(100)
    assert len(first) == 10
    assert first[0].show.view == "floor.run"
    assert not await world.relay.due_live(100)
    edited, seconds = Counter(live.id for live in first), 0
    for live in first:
        await world.relay.redraw(live)
    while len(edited) < 45:
        world.now, seconds = world.now + timedelta(seconds=1), seconds + 1
        due = await world.relay.due_live(100)
        edited.update(live.id for live in due)
        for live in due:
            await world.relay.redraw(live)
    assert set(edited.values()) == {1}
    assert 60 < seconds < 75


async def test_in_no_minute_a_workspace_is_asked_for_more_edits_than_it_takes(world: World) -> None:
    await cards(world, 120, works=60)
    at: list[int] = []
    for second in range(240):
        at += [second] * len(await world.relay.due_live(200))
        world.now += timedelta(seconds=1)
        async with world.database.unit() as unit:
            await unit.outbox.touch(["offer:x"])
            await unit.commit()
    for begins in range(180):
        assert sum(begins <= one < begins + 60 for one in at) <= 45
    assert len(at) > 100


async def test_five_edits_are_kept_for_what_somebody_works_with(world: World) -> None:
    await cards(world, 30, works=0)
    assert len(await world.relay.due_live(100)) == 10
    await cards(world, 30, "T2", works=30)
    assert len(await world.relay.due_live(100)) == 15


async def test_workspaces_do_not_wait_for_one_another(world: World) -> None:
    await cards(world, 20, "T1")
    await cards(world, 20, "T2")
    found = Counter(live.place.id.partition("/")[0] for live in await world.relay.due_live(100))
    assert found == {"T1": 10, "T2": 10}


async def test_two_relays_never_edit_the_same_at_once_and_share_the_pace(world: World) -> None:
    await cards(world, 20)
    other = slack(world.database).relay
    mine = await world.relay.due_live(100)
    theirs = await other.due_live(100)
    assert (len(mine), len(theirs)) == (10, 0)


async def test_a_workspace_that_refuses_an_edit_is_left_alone_and_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.focal_point("ana")
    await cards(world, 2)
    (live, _) = await world.relay.due_live(100)

    async def refuse(*_: object) -> None:
        raise DeliveryFailed("rate-limited", 30.0)

    with monkeypatch.context() as busy:
        busy.setattr(Workspaces, "edit", refuse)
        await world.relay.redraw(live)
    await cards(world, 3, "T2")
    world.now += timedelta(seconds=25)
    assert {one.place.id.partition("/")[0] for one in await world.relay.due_live(100)} == {"T2"}
    world.now += timedelta(seconds=60)
    assert "T1" in {one.place.id.partition("/")[0] for one in await world.relay.due_live(100)}


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
