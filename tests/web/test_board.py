"""The board in a real browser: right to the second, nothing cut, nothing private, honest when it is lost."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.web.browser import browser, found
from tests.web.desk_list import BEGAN, Entry
from tests.web.desk_town import DeskTown, desk_town
from tests.web.profiles import TOO_WIDE, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")
LONG = "Democratic People’s Republic of Korea"
OVERFLOW = """() => [document.documentElement, document.querySelector("main")]
    .some((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PLACED = """(those) => [...document.querySelectorAll(those)]
    .filter((one) => {
        const { top, left, right, bottom, height } = one.getBoundingClientRect();
        const lines = height / parseFloat(getComputedStyle(one).lineHeight);
        const name = one.matches("#who, .name") && lines > 2.5;
        return top < 0 || left < 0 || right > innerWidth + 1 || bottom > innerHeight + 1 || name;
    })
    .map((one) => one.outerHTML.slice(0, 80))"""
SIZE = "(one) => parseFloat(getComputedStyle(one).fontSize)"
SHADE = "(one) => getComputedStyle(one).color"
GREEN, AMBER, RED = "rgb(123, 224, 173)", "rgb(255, 199, 102)", "rgb(255, 154, 145)"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Browser]:
    found()
    async with browser() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def floor() -> AsyncIterator[DeskTown]:
    async with desk_town() as made:
        made.listed(*(Entry(code, note="for the Chair only") for code in ("MYS", "LKA", "KAZ", "VNM", "IDN")))
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def windows(chromium: Browser) -> AsyncIterator[BrowserContext]:
    async with profile(chromium, width=1920, height=1080) as made:
        yield made


def speaking(floor: DeskTown, spoken: float = 0, of: str = "FJI", name: str = "") -> Entry:
    entry = Entry(of, "online", name=name, state="speaking", since=floor.now, limit_s=420)
    entry.spoken = timedelta(seconds=spoken)
    floor.speakers.holder = floor.speakers.add(entry)
    floor.speakers.waiting.remove(entry)
    floor.ring()
    return entry


async def board(windows: BrowserContext, floor: DeskTown) -> Page:
    page = await windows.new_page()
    await page.goto(f"{floor.url}/board/token")
    await expect(page.locator("#live")).to_have_text("live")
    return page


async def test_it_shows_who_speaks_three_next_and_how_many_wait(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await board(windows, floor)
    await expect(page.locator("#who")).to_have_text("Nobody has the floor")
    speaking(floor)
    await expect(page.locator("#has")).to_have_text("Has the floor")
    await expect(page.locator("#who")).to_have_text("Fiji")
    await expect(page.locator("#next .name")).to_have_text(["Malaysia", "Sri Lanka", "Kazakhstan"])
    await expect(page.locator("#more")).to_have_text("and 2 more waiting")
    await expect(page.locator("#signs")).to_have_text("The list is open")
    await expect(page.locator("body")).not_to_contain_text("for the Chair only")
    sizes = [
        await page.locator(one).first.evaluate(SIZE) for one in ("#left", "#who", "#next .name", "header")
    ]
    assert sizes[0] > sizes[1] > 2 * sizes[2] > 2 * sizes[3]


async def test_the_clock_goes_from_green_by_amber_to_red_with_words(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page, left = await board(windows, floor), "#left"
    for spoken, shown, colour, words in [
        (10, "6:5", GREEN, "left of 7:00"),
        (361, "0:5", AMBER, "left of 7:00 – one minute to conclude"),
        (455, "+0:3", RED, "over 7:00 – please conclude"),
    ]:
        speaking(floor, spoken)
        await expect(page.locator(left)).to_contain_text(shown)
        await expect(page.locator("#words")).to_have_text(words)
        assert await page.locator(left).evaluate(SHADE) == colour


async def test_called_paused_suspended_closed_and_a_vote_are_said_in_words(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page, entry = await board(windows, floor), speaking(floor)
    entry.state, entry.since = "called", None
    floor.ring()
    await expect(page.locator("#has")).to_have_text("Called to the floor")
    await expect(page.locator("#words")).to_contain_text("has not begun")
    entry.state = "paused"
    floor.ring()
    await expect(page.locator("#has")).to_have_text("Paused")
    floor.speakers.suspended = floor.speakers.voting = True
    floor.speakers.state = "closed"
    floor.ring()
    for sign in ("The meeting is suspended", "Voting", "The list is closed"):
        await expect(page.locator("#signs")).to_contain_text(sign)
    await expect(page.locator("#signs .lock")).to_be_visible()


async def test_an_interrupted_speaker_is_shown_behind_a_point_of_order(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page, main = await board(windows, floor), speaking(floor, 60, "PNG")
    main.state, main.since = "paused", None
    floor.speakers.paused = main
    entry = speaking(floor, of="BGD")
    entry.kind = "point-of-order"
    floor.ring()
    await expect(page.locator("#has")).to_have_text("Has the floor · point of order")
    await expect(page.locator("#behind")).to_have_text("Papua New Guinea goes on afterwards, 6:00 left.")


@pytest.mark.parametrize("wrong", [timedelta(hours=1), timedelta(hours=-1)])
async def test_server_time_counts_whatever_this_machine_believes(
    windows: BrowserContext, floor: DeskTown, wrong: timedelta
) -> None:
    speaking(floor, 100)
    page = await windows.new_page()
    await page.clock.install(time=BEGAN + wrong)
    await page.clock.resume()
    await page.goto(f"{floor.url}/board/token")
    await expect(page.locator("#left")).to_contain_text("5:1")
    await expect(page.locator("#clock")).to_have_text("15:21 Bangkok")


async def test_a_lost_connection_is_shown_and_the_clock_is_right_again_after_it(
    windows: BrowserContext, floor: DeskTown
) -> None:
    entry, page = speaking(floor), await board(windows, floor)
    await floor.stop()
    await expect(page.locator("#live")).to_contain_text("Connection lost – as of 15:21")
    floor.ahead += timedelta(minutes=2)
    await floor.start()
    await expect(page.locator("#live")).to_have_text("live")
    await expect(page.locator("#left")).to_contain_text("4:5")
    assert entry.since
    latest = 420 - (floor.now - entry.since).total_seconds()
    shown = await page.locator("#left").inner_text()
    earliest = 420 - (floor.now - entry.since).total_seconds()
    assert earliest - 1 <= int(shown[0]) * 60 + int(shown[2:]) <= latest + 1.3


async def test_an_expired_link_says_so(windows: BrowserContext, floor: DeskTown) -> None:
    page = await board(windows, floor)
    floor.expired = True
    floor.ring()
    await expect(page.locator("#live")).to_have_text("This link has expired")


SIZES = [(360, 640), (412, 915), (740, 360), (1024, 768), (1920, 1080), (3440, 1440), (3840, 2160)]


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
async def test_nothing_scrolls_is_cut_or_takes_more_than_two_lines(
    chromium: Browser, floor: DeskTown, language: str
) -> None:
    floor.language = language
    floor.speakers.waiting.clear()
    floor.listed(*(Entry("PRK", "online", name=LONG) for _ in range(5)))
    floor.speakers.state = "closed"
    speaking(
        floor, 365, "PRK", LONG
    ).speaker = "Deputy Director-General, Department of International Cooperation"
    async with profile(chromium) as windows:
        page = await windows.new_page()
        await page.goto(f"{floor.url}/board/token")
        await expect(page.locator("#who")).to_have_text(LONG)
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            await page.evaluate(DRAWN)
            assert await page.evaluate(OVERFLOW) is False, (width, height)
            assert await page.evaluate(TOO_WIDE) == [], (width, height)
            found = await page.evaluate(
                PLACED, "#who, #next .name, #clock, #left, #words, #more, #signs, #live"
            )
            assert found == [], (width, height)


async def test_every_text_stands_out_from_its_ground(windows: BrowserContext, floor: DeskTown) -> None:
    floor.listed(Entry("BGD", kind="point-of-order"))
    floor.speakers.suspended = True
    for spoken in (0, 400, 500):
        speaking(floor, spoken)
        page = await board(windows, floor)
        await expect(page.locator("#who")).to_have_text("Fiji")
        assert await page.evaluate((Path(__file__).parent / "contrast.js").read_text()) == []
    await floor.stop()
    await expect(page.locator("#live")).to_contain_text("lost")
    assert await page.evaluate((Path(__file__).parent / "contrast.js").read_text()) == []
