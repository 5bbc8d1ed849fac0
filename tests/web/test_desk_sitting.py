"""A sitting of the sample meeting, run at real desks in a real browser and looked at on the board."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Page, expect

from bot.web.files import served
from bot.web.headers import guarded
from tests.fakes.teams import serving
from tests.sitting import ITEM, held
from tests.web.browser import browser, found
from tests.web.floor_town import Town, pages
from tests.web.profiles import TOO_WIDE, profile
from tests.worlds import World

A4, BOUNCE = 688, 400
"""CSS pixels between the margins of an upright sheet; ms until a second stroke of a key counts."""
CONTRAST = Path(__file__).parent / "contrast.js"


@dataclass
class Officer:
    """Who runs it: one line after the other, a second each."""

    page: Page
    world: World

    async def does(self, line: str, told: str) -> None:
        self.world.now += timedelta(seconds=1)
        await self.page.keyboard.type(line)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("#told")).to_contain_text(told)
        await expect(self.page.locator("#line")).to_be_focused()


@pytest.fixture
async def town(world: World) -> AsyncIterator[Town]:
    """Before its first list is opened."""
    sitting, app = await held(world), web.Application()
    app.on_response_prepare.append(guarded)
    app.add_routes(served("look.css", "icon.svg"))
    feed = pages(sitting, world.database).add_to(app)
    async with serving(app) as url, ClientSession() as http:
        world.links.url = url
        yield Town(sitting, http, url, feed)


@pytest.fixture
async def floor(town: Town) -> Town:
    await town.sitting.opens()
    return town


@pytest.fixture
async def unopened(world: World, town: Town) -> AsyncIterator[Officer]:
    found()
    async with browser() as chromium, profile(chromium) as made:
        page = await made.new_page()
        await page.goto(town.desk())
        await expect(page.locator("#live")).to_contain_text("live")
        yield Officer(page, world)


@pytest.fixture
async def officer(floor: Town, unopened: Officer) -> Officer:
    return unopened


async def names(page: Page) -> list[str]:
    return await page.locator("#rows b").all_inner_texts()


async def test_a_whole_sitting_is_run_by_keyboard_and_seen_on_the_board(
    world: World, floor: Town, officer: Officer
) -> None:
    window = officer.page
    board = await window.context.new_page()
    await board.goto(await floor.board())
    await window.bring_to_front()
    for line, name in [
        ("my", "Malaysia"),
        ("lk o", "Sri Lanka"),
        ("fj o : two slides", "Fiji"),
        ("vn", "Viet Nam"),
    ]:
        await officer.does(line, f"{name} is on the list.")
    await officer.does("th 14:20", "Thailand is on the list.")
    assert await names(window) == ["Thailand", "Malaysia", "Sri Lanka", "Fiji", "Viet Nam"]
    await officer.does("", "Called: Thailand")
    await expect(board.locator("#who")).to_have_text("Thailand")
    await officer.does("s", "Thailand begins")
    await expect(board.locator("#left")).to_have_text("6:59")
    await officer.does("bd po", "Bangladesh is on the list. Point of order.")
    await officer.does("o", "Called: Bangladesh")
    await officer.does("s", "Bangladesh begins")
    await expect(window.locator("#behind")).to_contain_text("Thailand")
    await expect(board.locator("#behind")).to_contain_text("Thailand goes on afterwards")
    await expect(window.locator("#buttons .primary")).to_contain_text("Resume: Thailand")
    await officer.does("/rule rejected", "rejected")
    await officer.does("e", "Bangladesh: end")
    await expect(window.locator("#buttons .primary")).to_contain_text("Resume: Thailand")
    await officer.does("", "Thailand goes on")
    await officer.does("l", "Thailand: interrupted")
    await expect(window.locator("#rows .back")).to_contain_text("line lost")
    await officer.does("r", "Thailand: back")
    await officer.does("/close", "list closed")
    await expect(board.locator("#signs")).to_contain_text("The list is closed")
    await officer.does("sg", "Singapore is on the list.")
    await expect(window.locator("#rows li").last).to_contain_text("late")
    await officer.does("z", "Taken back: Singapore")
    await officer.does("/carry 3: fj, vn", "Carried over to item 3: Fiji and Viet Nam")
    assert await names(window) == ["Thailand", "Malaysia", "Sri Lanka"]
    await expect(board.locator("body")).not_to_contain_text("two slides")
    await expect(board.locator("#next .name")).to_have_text(["Thailand", "Malaysia", "Sri Lanka"])


async def test_what_is_refused_says_why_and_who_is_listed_already_is_shown(
    floor: Town, officer: Officer
) -> None:
    window = officer.page
    await officer.does("my", "Malaysia is on the list.")
    await officer.does("my", "Malaysia")
    await expect(window.locator("#note")).to_have_class("strip warn")
    await expect(window.locator("#rows [aria-current]")).to_contain_text("Malaysia")
    await expect(window.locator("#line")).to_have_value("my")
    await expect(window.locator("#buttons .primary")).to_have_text("Next: Malaysia N")
    await window.keyboard.press("Escape")
    await expect(window.locator("#line")).to_have_value("")
    await officer.does("my", "Malaysia")
    await expect(window.locator("#line")).to_have_value("my")
    await window.keyboard.press("Escape")
    await officer.does("lk", "Sri Lanka is on the list.")
    await expect(window.locator("#buttons .primary")).to_have_text("Next: Malaysia ⏎")
    await officer.does("/open", "open")
    await expect(window.locator("#line")).to_have_value("/open")
    await window.keyboard.press("Escape")
    await floor.does("add", ITEM, delegation="FJI", kind="statement")
    await expect(window.locator("#rows b")).to_have_text(["Malaysia", "Sri Lanka", "Fiji"])


async def test_the_record_reads_well_and_fits(world: World, floor: Town, officer: Officer) -> None:
    window = officer.page
    await officer.does("my", "Malaysia is on the list.")
    await officer.does("lk o", "Sri Lanka is on the list.")
    await officer.does("/call lk: for the group", "Called: Sri Lanka")
    await officer.does("s", "Sri Lanka begins")
    world.now += timedelta(minutes=3)
    await officer.does("e", "Sri Lanka: end")
    async with window.context.expect_page() as opened:
        await window.keyboard.type("/record")
        await window.keyboard.press("Enter")
    record = await opened.value
    await expect(record.locator("tr.out-of-order")).to_contain_text("for the group")
    assert await record.evaluate(CONTRAST.read_text()) == []
    for width in (360, 1200, 3840):
        await record.set_viewport_size({"width": width, "height": 900})
        assert await record.evaluate(TOO_WIDE) == []
    await record.emulate_media(media="print")
    await record.set_viewport_size({"width": A4, "height": 900})
    assert await record.evaluate(TOO_WIDE) == []


async def test_the_empty_line_opens_the_first_list_and_goes_on_after_a_break(
    world: World, unopened: Officer
) -> None:
    officer, big = unopened, unopened.page.locator("#buttons .primary")
    await officer.does("my", "Malaysia is on the list.")
    await expect(big).to_have_text("Open the list ⏎")
    await officer.does("", "Item 2: list opened")
    await expect(big).to_have_text("Next: Malaysia ⏎")
    await officer.does("/suspend coffee", "suspended")
    await expect(big).to_have_text("Continue the meeting ⏎")
    await unopened.page.wait_for_timeout(BOUNCE)
    await officer.does("", "Item 2: continued")
    await officer.does("/item 3", "Item 3: list opened")
    await officer.does("/finish", "Item 3: finished")
