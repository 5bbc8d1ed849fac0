"""Many open drafts: in pages that fit on every platform, the newest first."""

from datetime import timedelta

import pytest

from adapters.slack import render as slack
from adapters.teams import render as teams
from bot.cards import Pointer
from bot.dialog import Draft, Show
from bot.drawing import drawn
from dialogs.paging import SIZE
from tests.worlds import FIJI, User, World, lexicons

MANY = 60


@pytest.fixture
async def ana(world: World) -> User:
    person = await world.focal_point("ana")
    async with world.database.unit() as unit:
        for number in range(MANY):
            used_at = world.now + timedelta(minutes=number)
            draft = Draft(
                id=f"{number}", form="offer", owner=FIJI, holder="ana", of=f"{number}", used_at=used_at
            )
            await unit.drafts.add(draft)
        await unit.commit()
    return person


async def test_they_come_in_pages(ana: User) -> None:
    first = await ana.say("drafts")
    assert first.count("Submit an offer") == SIZE
    assert "14:59" in first
    assert "14:54" in await ana.press("More")
    for _ in range(MANY // SIZE - 2):
        await ana.press("More")
    assert "14:00" in ana.screen
    assert "More" not in ana.screen
    assert "14:05" in await ana.press("Earlier")


async def test_past_the_end_nothing_is_listed_and_the_way_back_is(ana: User) -> None:
    assert "No draft is open." in await ana.press_pointer(Pointer("drafts.page", "99"))
    assert "Earlier" in ana.screen


@pytest.mark.parametrize("view", ["drafts", "home"])
async def test_all_of_it_fits_on_every_platform(world: World, ana: User, view: str) -> None:
    async with world.database.reading() as unit:
        reader = await unit.people.by_id("ana", now=world.now)
        lexicon = lexicons()(reader, world.now)
        card = await drawn(unit, Show(view), reader, lexicon, world.links)
    assert slack.message(card, lexicon.words).warnings == ()
    assert teams.message(card, lexicon.words).warnings == ()


async def test_a_list_of_drafts_tells_them_apart_by_their_titles(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice breeding", "cancel", "submit a need", "Clean water", "cancel")
    listed = await ana.say("drafts")
    assert "Submit an offer: Rice breeding" in listed
    assert "Submit a need: Clean water" in listed
