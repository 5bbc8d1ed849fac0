"""What the pages reckon by themselves: whom somebody means, what a time of day is, what a clock shows."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.web.browser import browser, found
from tests.web.desk_town import desk_town
from tests.web.profiles import profile

pytestmark = pytest.mark.asyncio(loop_scope="module")
MEANT = """async (typed) => {
    const { found } = await import("/static/delegations.js");
    const { desk } = await import("/static/desk_state.js");
    const { those, sure } = found(desk.people, typed);
    return [sure, those.map((one) => one.code).slice(0, 2)];
}"""
UNDERSTOOD = """async (line) => {
    const { understood } = await import("/static/desk_line.js");
    const { desk } = await import("/static/desk_state.js");
    const { those, sure, mode, kind, time, group, note } = understood(desk.people, line);
    return [sure && those[0].code, mode, kind, time, group, note];
}"""
INSTANT = """async ([typed, zone, now]) => {
    const { instant } = await import("/static/server_clock.js");
    return new Date(instant(typed, zone, Date.parse(now))).toISOString();
}"""
SHOWN = """async ([limit, spoken]) => {
    const { timed } = await import("/static/speech.js");
    const entry = { limit_s: limit, spoken_s: spoken, since: null };
    const { shown, phase } = timed(entry, 420, 0);
    return [shown, phase];
}"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def page() -> AsyncIterator[Page]:
    found()
    async with desk_town() as town, browser() as chromium, profile(chromium) as made:
        opened = await made.new_page()
        await opened.goto(f"{town.url}/desk/token")
        await opened.locator("#live.ok").wait_for()
        yield opened


@pytest.mark.parametrize(
    ("typed", "sure", "codes"),
    [
        ("fj", True, ["FJI"]),
        ("in", True, ["IND", "IDN"]),
        ("MYS", True, ["MYS"]),
        ("Sri Lanka", True, ["LKA"]),
        ("lanka", True, ["LKA"]),
        ("turkey", True, ["TUR"]),
        ("Turkiye", True, ["TUR"]),
        ("png", True, ["PNG"]),
        ("kaz", True, ["KAZ"]),
        ("  viet   nam ", True, ["VNM"]),
        ("vietnam", True, ["VNM"]),
        ("pkaistan", False, ["PAK"]),
        ("malasya", False, ["MYS"]),
        ("singapoer", False, ["SGP"]),
        ("atlantis", False, []),
        ("", False, []),
    ],
)
async def test_a_delegation_is_known_beyond_doubt_or_offered(
    page: Page, typed: str, sure: bool, codes: list[str]
) -> None:
    known, those = await page.evaluate(MEANT, typed)
    assert (known, those[: len(codes)] if codes else those) == (sure, codes)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("fj", ["FJI", None, None, None, "", ""]),
        ("sri lanka online 15:02", ["LKA", "online", None, "15:02", "", ""]),
        ("pk r po", ["PAK", "room", "point-of-order", None, "", ""]),
        ("bd reply : to item 3", ["BGD", None, "right-of-reply", None, "", "to item 3"]),
        ("fj pre for Pacific group", ["FJI", "pre-recorded", None, None, "Pacific group", ""]),
        ("food and agriculture organization", ["fao", None, None, None, "", ""]),
        ("papua new guinea o", ["PNG", "online", None, None, "", ""]),
    ],
)
async def test_a_line_says_who_how_when_and_for_whom(page: Page, line: str, meaning: list[object]) -> None:
    assert await page.evaluate(UNDERSTOOD, line) == meaning


@pytest.mark.parametrize(
    ("typed", "zone", "now", "instant"),
    [
        ("15:21", "Asia/Bangkok", "2022-03-24T08:30:00Z", "2022-03-24T08:21:00.000Z"),
        ("9.05", "Asia/Bangkok", "2022-03-24T03:00:00Z", "2022-03-24T02:05:00.000Z"),
        ("15:21:07", "Asia/Kathmandu", "2022-03-24T10:00:00Z", "2022-03-24T09:36:07.000Z"),
        ("00:30", "Pacific/Auckland", "2022-03-24T12:00:00Z", "2022-03-24T11:30:00.000Z"),
        ("04:30", "Europe/Zurich", "2022-03-27T03:00:00Z", "2022-03-27T02:30:00.000Z"),
    ],
)
async def test_a_time_of_day_is_one_of_the_rooms_day(
    page: Page, typed: str, zone: str, now: str, instant: str
) -> None:
    assert await page.evaluate(INSTANT, [typed, zone, now]) == instant


@pytest.mark.parametrize(
    ("limit", "spoken", "shown", "phase"),
    [
        (420, 0, "7:00", "calm"),
        (420, 0.4, "7:00", "calm"),
        (420, 359.9, "1:01", "calm"),
        (420, 360, "1:00", "soon"),
        (420, 419.5, "0:01", "soon"),
        (420, 420, "0:00", "soon"),
        (420, 421, "+0:01", "over"),
        (420, 512, "+1:32", "over"),
        (4200, 0, "70:00", "calm"),
    ],
)
async def test_a_clock_counts_down_and_then_on(
    page: Page, limit: int, spoken: float, shown: str, phase: str
) -> None:
    assert await page.evaluate(SHOWN, [limit, spoken]) == [shown, phase]
