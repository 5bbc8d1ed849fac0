"""A broadcast's report in a real browser: in any width, in both schemes, without JavaScript, on paper."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from bot.cards import Page
from bot.domain.people import Role
from tests.web.browser import browser, found
from tests.web.personal_town import CONTRAST, Town, town
from tests.web.profiles import TOO_WIDE, profile
from tests.web.report_town import FATES, acknowledges, fares, sent_to
from tests.worlds import World


@pytest.fixture
async def report(world: World) -> AsyncIterator[tuple[Town, str]]:
    found()
    await world.secretariat("lee")
    await world.person("olga", Role.SECRETARIAT, language="ru")
    for name in (*FATES, "waiting"):
        await world.focal_point(name)
    await sent_to(world, [*FATES, "waiting"])
    for name in FATES:
        await fares(world, name)
    async with town(world) as here:
        yield here, world.links.address(Page("report", "b1"), "lee")


async def test_it_fits_any_width_and_can_be_read_in_both_schemes(report: tuple[Town, str]) -> None:
    async with browser() as chromium:
        for width in (360, 768, 1920):
            for scheme in ("light", "dark"):
                async with profile(chromium, width=width, scheme=scheme) as windows:
                    page = await windows.new_page()
                    await page.goto(report[1])
                    assert await page.evaluate(TOO_WIDE) == []
                    assert await page.evaluate(CONTRAST) == []


async def test_longer_words_fit_too(report: tuple[Town, str]) -> None:
    here, _ = report
    async with browser() as chromium:
        for width in (360, 1024):
            async with profile(chromium, width=width) as windows:
                page = await windows.new_page()
                await page.goto(here.world.links.address(Page("report", "b1"), "olga"))
                await expect(page.locator("html")).to_have_attribute("lang", "ru")
                assert await page.evaluate(TOO_WIDE) == []


async def test_reloaded_it_tells_what_has_happened_since(report: tuple[Town, str]) -> None:
    here, link = report
    async with browser() as chromium:
        context = await chromium.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(link)
        row = page.locator("tbody tr").filter(has_text="Repeated")
        await expect(row).to_contain_text("not yet")
        await acknowledges(here.world, "repeated")
        await page.get_by_role("link", name="Show anew").click()
        await expect(row).not_to_contain_text("not yet")
        await page.get_by_role("link", name="Not delivered").click()
        await expect(page.locator("tbody tr")).to_have_count(2)
        await page.get_by_role("link", name="Show everybody").click()
        await expect(page.locator("tbody tr")).to_have_count(9)
        await context.close()


async def test_on_paper_it_is_a_table(report: tuple[Town, str]) -> None:
    async with browser() as chromium, profile(chromium, width=794) as windows:
        page = await windows.new_page()
        await page.goto(report[1])
        await page.emulate_media(media="print")
        await expect(page.locator("nav")).to_be_hidden()
        await expect(page.locator("thead")).to_be_visible()
        assert await page.evaluate(TOO_WIDE) == []
