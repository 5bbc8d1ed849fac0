"""The page behind a mailed link in a real browser, without JavaScript: by keyboard, any width, on paper."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from bot.cards import Pointer
from bot.dialog import Show
from tests.web.browser import browser, found
from tests.web.personal_town import CONTRAST, Town, town
from tests.web.profiles import TOO_WIDE, profile
from tests.worlds import FIJI, World

TITLE = "Rice <breeding> " * 7
STORY = "Three weeks in Suva, with field work.\n" * 6


@pytest.fixture
async def here(world: World) -> AsyncIterator[Town]:
    found()
    async with town(world) as made:
        yield made


@pytest.fixture
async def link(world: World, here: Town) -> str:
    sera = await world.focal_point("sera", FIJI, language="ru")
    await sera.says("submit an offer", TITLE[:110], STORY, "agriculture", "training", "skip all")
    async with world.database.reading() as unit:
        (one,), _ = await unit.reading.listings.of_delegation(FIJI, 0, 9)
    found = here.world.links.pressing(Pointer("offer.withdraw", one.id, "1"), Show("offer", one.id), "sera")
    assert found
    return found


@asynccontextmanager
async def opened(
    chromium: Browser, link: str, *, width: int = 1280, scheme: Literal["light", "dark"] = "light"
) -> AsyncIterator[Page]:
    async with profile(chromium, width=width, height=800, scheme=scheme) as windows:
        page = await windows.new_page()
        await page.goto(link)
        yield page


async def test_it_works_without_javascript_and_by_keyboard(here: Town, link: str) -> None:
    async with browser() as chromium:
        context = await chromium.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(link)
        await expect(page.locator("button")).to_have_text("Отозвать")
        await page.keyboard.press("Tab")
        await expect(page.locator("button")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Сделано.")
        await expect(page.locator("button")).to_have_count(0)
        await context.close()


async def test_it_fits_any_width_and_can_be_read_in_both_schemes(here: Town, link: str) -> None:
    async with browser() as chromium:
        for width in (360, 768, 1920):
            for scheme in ("light", "dark"):
                async with opened(chromium, link, width=width, scheme=scheme) as page:
                    assert await page.evaluate(TOO_WIDE) == []
                    assert await page.evaluate(CONTRAST) == []


async def test_on_paper_there_is_nothing_to_press(here: Town, link: str) -> None:
    async with browser() as chromium, opened(chromium, link) as page:
        await page.emulate_media(media="print")
        await expect(page.locator("button")).to_be_hidden()
        await expect(page.locator("h1")).to_be_visible()
