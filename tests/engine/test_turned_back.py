"""A form that is turned back stays open with what was filled in, and can be sent again."""

import pytest

from bot.chat import Address
from bot.errors import Unavailable
from bot.flood import AT_ONCE
from storage.drafts import Drafts
from tests.worlds import User, World

PAGE = {"title": "Rice", "description": "Four weeks", "sector": "311", "modality": "training"}


async def opened(world: World) -> User:
    ana = await world.focal_point("ana")
    await ana.say("menu")
    await ana.press("Submit an offer")
    assert ana.form
    return ana


def dry(world: World, of: User) -> None:
    """So many at once that nothing more is taken from this person."""
    for _ in range(int(AT_ONCE)):
        world.turns.buckets.take(Address("test", of.name), world.now)


async def test_a_form_over_the_limit_is_not_taken_for_sent(world: World) -> None:
    ana = await opened(world)
    dry(world, ana)
    with pytest.raises(Unavailable):
        await ana.fill(**PAGE)
    with pytest.raises(Unavailable):
        await ana.again()
    await world.settle()
    assert ana.all.count("That was too much at once") == 1
    await ana.again()
    assert ana.form
    assert ana.form.page == 2


async def test_a_form_that_failed_can_be_sent_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await opened(world)

    async def broken(*_: object) -> None:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as mistaken:
        mistaken.setattr(Drafts, "save", broken)
        with pytest.raises(Unavailable):
            await ana.fill(**PAGE)
    await world.settle()
    assert "went wrong" in ana.screen
    await ana.again()
    assert ana.form
    assert ana.form.page == 2
