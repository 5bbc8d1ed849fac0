"""A broadcast is acknowledged from a mail: by its reader, once, whichever mail of it they kept."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.cards import Pointer
from bot.dialog import Show
from bot.domain.delivery.state import State
from tests.web.personal_town import Town, read, town
from tests.web.report_town import corrects, fares, sent_to
from tests.worlds import FIJI, World

MESSAGE = Show("broadcast.message", "b1/1")


@pytest.fixture
async def here(world: World) -> AsyncIterator[Town]:
    """The message may have reached Uncertain of Fiji, who is asked to acknowledge it."""
    await world.focal_point("uncertain", FIJI)
    await sent_to(world, ["uncertain"])
    await fares(world, "uncertain")
    async with town(world) as made:
        yield made


async def link(here: Town, about: Show = MESSAGE) -> str:
    return (await here.links("uncertain", about))["Acknowledge"]


async def acknowledged(world: World) -> tuple[int, int]:
    """How many have acknowledged it, and how many have it."""
    async with world.database.reading() as unit:
        found = await unit.reading.broadcasts.counts("b1")
    return found.acknowledged, found.of(State.SENT)


async def test_a_look_shows_what_it_is_about_and_acknowledges_nothing(world: World, here: Town) -> None:
    status, html = await here.looks(await link(here))
    assert status == 200
    assert "Forum <moved> It begins at nine." in read(html)
    assert "the secretariat sees that you have received and read this. Acknowledge" in read(html)
    assert await acknowledged(world) == (0, 0)


async def test_the_button_acknowledges_it_and_settles_any_doubt(world: World, here: Town) -> None:
    mailed = await link(here)
    status, html = await here.presses(mailed)
    assert (status, await acknowledged(world)) == (200, (1, 1))
    assert "Done. This is how it stands now." in read(html)
    assert "<button" not in html
    async with world.database.reading() as unit:
        before = await unit.reading.broadcasts.reached("b1", "uncertain")
    world.now += timedelta(hours=1)
    assert (await here.presses(mailed))[0] == 200
    async with world.database.reading() as unit:
        assert await unit.reading.broadcasts.reached("b1", "uncertain") == before
    assert "There is nothing left to press here." in read((await here.looks(mailed))[1])


async def test_pressed_ten_times_at_once_it_happens_once(world: World, here: Town) -> None:
    mailed = await link(here)
    answers = await asyncio.gather(*(here.presses(mailed) for _ in range(10)))
    assert {status for status, _ in answers} == {200}
    assert len([html for _, html in answers if "Done." in html]) == 1
    assert await acknowledged(world) == (1, 1)


async def test_an_older_mail_shows_what_has_been_corrected_since(world: World, here: Town) -> None:
    mailed = await link(here)
    async with world.database.reading() as unit:
        one = await unit.reading.broadcasts.get("b1")
    assert one
    await corrects(world, one)
    _, html = await here.looks(mailed)
    assert "It begins at ten." in read(html)
    assert 'name="saw" value="2"' in html
    assert (await here.presses(mailed, "2"))[0] == 200
    assert await acknowledged(world) == (1, 1)
    reminded = Show("broadcast.again", "b1/2")
    assert "Acknowledge" not in await here.links("uncertain", reminded)


async def test_a_link_that_was_passed_on_acknowledges_for_nobody_else(world: World, here: Town) -> None:
    await world.focal_point("sera", FIJI)
    theirs = here.world.links.pressing(Pointer("broadcast.acknowledge", "b1", "1"), MESSAGE, "sera")
    assert theirs
    status, html = await here.presses(theirs)
    assert status == 409
    assert 'class="notice warning"' in html
    assert await acknowledged(world) == (0, 0)
