"""A request to approve that nobody answers: brought to mind once, lapsed after a week or at expiry."""

from datetime import timedelta

import pytest

from bot import broadcasting
from bot.cards import Pointer
from bot.domain.broadcast.broadcast import Phase
from bot.scheduler import tick
from tests.dialogs.broadcasts import begun, for_delegates, kept, sent
from tests.worlds import User, World

DAY = timedelta(days=1)


async def requested(world: World, **answers: str) -> tuple[User, User]:
    await world.focal_point("ana")
    sec, other = await for_delegates(world, **answers), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    return sec, other


async def ticked(world: World, days: float) -> None:
    world.now += days * DAY
    assert await tick(world.database.unit, world.now, world.fresh)
    assert await tick(world.database.unit, world.now, world.fresh)
    await world.settle()


async def test_it_is_brought_to_mind_once(world: World) -> None:
    sec, other = await requested(world)
    await ticked(world, 1)
    assert "has waited for approval" not in other.all
    await ticked(world, 1.5)
    await ticked(world, 1)
    assert other.all.count("NB-2022-001 has waited for approval since Wed, 23 Mar 2022") == 1
    assert "lapses on Wed, 30 Mar 2022" in other.all
    assert "has waited for approval" not in sec.all


async def test_after_a_week_it_has_lapsed_and_its_author_hears_of_it(world: World) -> None:
    sec, other = await requested(world)
    await other.press("Open the preview")
    _, on_the_old_card = other.button("Approve and send")
    await ticked(world, 7)
    assert (await kept(world)).phase is Phase.LAPSED
    assert "Nobody approved NB-2022-001 in time" in sec.all
    assert isinstance(on_the_old_card.does, Pointer)
    assert "has lapsed" in await other.press_pointer(on_the_old_card.does)
    await sec.press("Ask for approval")
    assert (await kept(world)).phase is Phase.REQUESTED


async def test_at_its_expiry_it_has_lapsed_before(world: World) -> None:
    await requested(world, expires="2022-03-24")
    await ticked(world, 1)
    assert (await kept(world)).phase is Phase.REQUESTED
    await ticked(world, 2)
    assert (await kept(world)).phase is Phase.LAPSED


async def test_what_is_approved_or_a_draft_waits_for_nothing(world: World) -> None:
    await world.focal_point("ana")
    await sent(world)
    await begun(world, "sec3")
    await ticked(world, 8)
    assert (await kept(world)).phase is Phase.APPROVED
    assert (await kept(world, "NB-2022-002")).phase is Phase.DRAFT


async def test_one_that_fails_waits_for_the_next_tick(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await requested(world)
    with monkeypatch.context() as broken:
        broken.setattr(broadcasting, "lapsed", lambda *_args, **_more: 1 / 0)
        assert not await tick(world.database.unit, world.now + 8 * DAY, world.fresh)
    await ticked(world, 8)
    assert (await kept(world)).phase is Phase.LAPSED
