"""The desk in a real browser: run from one line, by keyboard alone, and never silent about a failure."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.domain.countries import ALPHA2
from tests.web.browser import browser, found
from tests.web.desk_list import BEGAN, Entry, Json
from tests.web.desk_town import DeskTown, desk_town
from tests.web.profiles import TOO_WIDE, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")
MANY = sorted(ALPHA2)[:61]
REDRAWN = """async () => {
    const { renewed, desk } = await import("/static/desk_state.js");
    const before = new Set(document.querySelectorAll("#rows li"));
    const times = [];
    let kept = 0;
    for (let turn = 0; turn < 9; turn += 1) {
        const list = structuredClone(desk.list);
        [list.waiting[30], list.waiting[31]] = [list.waiting[31], list.waiting[30]];
        list.version += 1;
        const began = performance.now();
        renewed(list);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - began);
        kept ||= [...document.querySelectorAll("#rows li")].filter((one) => before.has(one)).length;
    }
    return [kept, times.sort((one, other) => one - other)[4]];
}"""
"""How many rows are left alone when two change places, and the usual time until that is seen, in ms."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Browser]:
    found()
    async with browser() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def floor() -> AsyncIterator[DeskTown]:
    async with desk_town() as made:
        made.listed(Entry("MYS", ready=True), Entry("LKA", "online"), Entry("KAZ", "online"), Entry("VNM"))
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def windows(chromium: Browser) -> AsyncIterator[BrowserContext]:
    async with profile(chromium) as made:
        yield made


async def desk(windows: BrowserContext, floor: DeskTown) -> Page:
    page = await windows.new_page()
    await page.goto(f"{floor.url}/desk/token")
    await expect(page.locator("#live")).to_contain_text("live")
    await expect(page.locator("#line")).to_be_focused()
    return page


async def names(page: Page) -> list[str]:
    return await page.locator("#rows b").all_inner_texts()


def wishes(floor: DeskTown, verb: str) -> list[Json]:
    return [one for one in floor.received if one["verb"] == f"floor.{verb}"]


async def enter(page: Page, line: str) -> None:
    await page.keyboard.type(line)
    await page.keyboard.press("Enter")


async def test_a_code_a_name_or_its_beginning_adds_a_delegation(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    for typed, name in [
        ("fj", "Fiji"),
        ("IND", "India"),
        ("Singapore", "Singapore"),
        ("papua", "Papua New Guinea"),
        ("turkiye", "Türkiye"),
        ("phil", "Philippines"),
        ("indonesia", "Indonesia"),
    ]:
        await enter(page, typed)
        await expect(page.locator("#rows b").last).to_have_text(name)
        await expect(page.locator("#told")).to_have_text(f"{name} is on the list.")
        await expect(page.locator("#line")).to_have_value("")
        await expect(page.locator("#line")).to_be_focused()
    assert wishes(floor, "start") == []


async def test_what_is_unclear_is_asked_and_never_guessed(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await enter(page, "indai")
    await expect(page.locator("#told")).to_contain_text("Which one?")
    await expect(page.locator("#choices [aria-selected=true]")).to_contain_text("India")
    assert floor.received == []
    await page.keyboard.press("Enter")
    await expect(page.locator("#rows b").last).to_have_text("India")
    await page.keyboard.type("ind")
    await expect(page.locator("#choices li").first).to_contain_text("India")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#rows b").last).to_have_text("Indonesia")
    await enter(page, "atlantis")
    await expect(page.locator("#told")).to_contain_text("“atlantis”")
    await expect(page.locator("#line")).to_have_value("atlantis")


async def test_mode_kind_time_group_and_note_go_with_the_name(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    for line in ("fj o 15:02", "pk po", "bd rr", "cn r for Group of 77 : has two slides"):
        await enter(page, line)
        await expect(page.locator("#line")).to_have_value("")
    await expect(page.locator("#tab-replies .count")).to_have_text("1")
    given = [one["given"] for one in wishes(floor, "add")]
    assert given == [
        {"delegation": "FJI", "kind": "statement", "mode": "online", "asked_at": "2022-03-24T08:02:00.000Z"},
        {"delegation": "PAK", "kind": "point-of-order"},
        {"delegation": "BGD", "kind": "right-of-reply"},
        {
            "delegation": "CHN",
            "kind": "statement",
            "mode": "room",
            "group": "Group of 77",
            "note": "has two slides",
        },
    ]
    await enter(page, "th 23:59")
    await expect(page.locator("#told")).to_contain_text("still to come")
    assert len(wishes(floor, "add")) == 4


async def test_turns_are_run_without_leaving_the_line(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.press("Enter")
    await expect(page.locator("#who")).to_have_text("Malaysia")
    await expect(page.locator("#has")).to_contain_text("Called")
    await expect(page.locator("#buttons .primary")).to_contain_text("Start: Malaysia")
    await enter(page, "s")
    await expect(page.locator("#has")).to_contain_text("Has the floor")
    await page.keyboard.press("Space")
    await expect(page.locator("#has")).to_contain_text("Paused")
    await page.keyboard.press("Space")
    await expect(page.locator("#has")).to_contain_text("Has the floor")
    await page.keyboard.press("Alt+e")
    await expect(page.locator("#who")).to_have_text("Nobody has the floor")
    await page.wait_for_timeout(400)
    await page.keyboard.press("Enter")
    await expect(page.locator("#who")).to_have_text("Sri Lanka")
    done = [str(one["verb"]).removeprefix("floor.") for one in floor.received]
    assert done == ["next", "start", "pause", "resume", "end", "next"]
    assert wishes(floor, "next")[0]["saw"] == ",e1"
    assert len({str(one["id"]) for one in floor.received}) == len(done)


async def test_a_bouncing_key_calls_one_speaker(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator("#who")).to_have_text("Malaysia")
    assert [one["verb"] for one in floor.received] == ["floor.next"]


async def test_letters_act_alone_once_the_list_has_the_focus(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    await page.keyboard.press("Enter")
    await expect(page.locator("#who")).to_have_text("Malaysia")
    await page.keyboard.press("Escape")
    await expect(page.locator("#hint")).to_contain_text("at once")
    await page.keyboard.press("s")
    await expect(page.locator("#has")).to_contain_text("Has the floor")
    await page.keyboard.press("o")
    await expect(page.locator("#told")).to_contain_text("No point of order")
    await page.keyboard.press("ArrowDown")
    await page.wait_for_timeout(400)
    await page.keyboard.press("Enter")
    await expect(page.locator("#edit")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#edit")).to_be_hidden()
    await page.keyboard.press("e")
    await expect(page.locator("#who")).to_have_text("Nobody has the floor")
    await page.keyboard.press("/")
    await expect(page.locator("#line")).to_be_focused()
    await expect(page.locator("#line")).to_have_value("/")


async def test_commands_are_found_as_one_types(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.type("/")
    assert await page.locator("#choices li").count() > 20
    await page.keyboard.type("clo")
    await expect(page.locator("#choices li").first).to_contain_text("Close the list")
    await page.keyboard.press("Enter")
    await expect(page.locator("#state")).to_contain_text("list closed 15:21")
    assert wishes(floor, "close")[0] | {"id": ""} == {
        "id": "",
        "verb": "floor.close",
        "of": "roundtable-2022/2",
        "saw": "open",
        "given": {},
    }
    await enter(page, "/limit")
    await expect(page.locator("#line")).to_have_value("/limit ")
    await enter(page, "5:30")
    await expect(page.locator("#state")).to_contain_text("5:30 each")
    assert (wishes(floor, "limit")[0]["saw"], wishes(floor, "limit")[0]["given"]) == (
        "420",
        {"limit_s": "330"},
    )
    await enter(page, "/limit soon")
    await expect(page.locator("#told")).to_contain_text("/limit 5")
    await expect(page.locator("#line")).to_have_value("/limit soon")


async def test_undo_names_what_it_takes_back(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-does=undo]")).to_contain_text("next")
    await page.keyboard.press("Alt+z")
    await expect(page.locator("#told")).to_have_text("Taken back: next")
    assert wishes(floor, "undo")[0]["saw"] == str(floor.speakers.version - 1)


async def test_entries_are_selected_moved_and_edited_by_keyboard(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    await expect(page.locator("#rows [aria-current]")).to_contain_text("Kazakhstan")
    await expect(page.locator("#aloud")).to_contain_text("Kazakhstan")
    await page.keyboard.press("Alt+ArrowUp")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.locator("#rows b").first).to_have_text("Kazakhstan")
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.locator("#rows b").first).to_have_text("Malaysia")
    assert await names(page) == ["Malaysia", "Kazakhstan", "Sri Lanka", "Viet Nam"]
    await page.keyboard.press("Enter")
    await expect(page.locator("#edit-title")).to_have_text("Kazakhstan")
    await page.keyboard.type("Ms. A. Bekova")
    await page.get_by_label("room", exact=True).check()
    await page.keyboard.press("Enter")
    await expect(page.locator("#edit")).to_be_hidden()
    await expect(page.locator("#rows [aria-current]")).to_contain_text("Ms. A. Bekova")
    await expect(page.locator("#line")).to_be_focused()
    assert wishes(floor, "edit")[0]["given"] == {"speaker": "Ms. A. Bekova", "mode": "room"}


async def test_an_entry_that_has_gone_keeps_what_was_typed(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Mr. B")
    floor.speakers.waiting.pop(0)
    floor.ring()
    await expect(page.locator("#rows b").first).to_have_text("Sri Lanka")
    await page.keyboard.press("Enter")
    await expect(page.locator("#edit-wrong")).to_have_text("It is not on the list any more.")
    await expect(page.locator("[name=speaker]")).to_have_value("Mr. B")


async def test_an_entry_is_dragged_to_its_place(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    row = await page.locator("#rows li").nth(3).bounding_box()
    to = await page.locator("#rows li").nth(0).bounding_box()
    assert row
    assert to
    await page.mouse.move(row["x"] + 200, row["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(to["x"] + 200, to["y"] + 30, steps=4)
    await page.mouse.move(to["x"] + 200, to["y"] + 5, steps=2)
    await expect(page.locator("#rows .before")).to_contain_text("Malaysia")
    await page.mouse.up()
    await expect(page.locator("#rows b").first).to_have_text("Viet Nam")
    await expect(page.locator("#line")).to_be_focused()


async def test_a_stale_command_shows_why_and_the_fresh_list(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    floor.speakers.refuses = "Malaysia is speaking now."
    await enter(page, "fj o")
    await expect(page.locator("#told")).to_have_text("Malaysia is speaking now.")
    await expect(page.locator("#line")).to_have_value("fj o")
    await page.keyboard.press("Enter")
    await expect(page.locator("#rows b").last).to_have_text("Fiji")
    await enter(page, "fj")
    await expect(page.locator("#told")).to_have_text("Fiji is on the list already.")
    await expect(page.locator("#rows [aria-current]")).to_contain_text("Fiji")


async def test_a_lost_answer_is_asked_for_again_with_the_same_id(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    floor.cut, floor.busy = 1, 1
    await enter(page, "fj")
    await expect(page.locator("#told")).to_have_text("Fiji is on the list.")
    assert (await names(page)).count("Fiji") == 1
    added = wishes(floor, "add")
    assert len(added) == 2
    assert added[0] == added[1]


async def test_a_lost_connection_takes_nothing_and_paper_is_merged_by_time(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    floor.speakers.waiting[-1].asked_at = BEGAN + timedelta(minutes=30)
    await page.keyboard.type("fj 15:02")
    await floor.stop()
    await expect(page.locator("#lost")).to_contain_text("Nothing is taken now")
    await expect(page.locator("#live")).to_have_text("not connected")
    await expect(page.locator("#buttons button:enabled")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.locator("#told")).to_contain_text("Not taken")
    await expect(page.locator("#line")).to_have_value("fj 15:02")
    await floor.start()
    await expect(page.locator("#lost")).to_be_hidden()
    await expect(page.locator("#told")).to_contain_text("Connected again")
    await expect(page.locator("#line")).to_have_value("fj 15:02")
    await page.keyboard.press("Enter")
    await expect(page.locator("#rows b").nth(3)).to_have_text("Fiji")
    assert await names(page) == ["Malaysia", "Sri Lanka", "Kazakhstan", "Fiji", "Viet Nam"]


async def test_silence_is_taken_for_a_lost_connection(windows: BrowserContext, floor: DeskTown) -> None:
    page = await windows.new_page()
    await page.clock.install()
    await page.goto(f"{floor.url}/desk/token")
    await expect(page.locator("#live")).to_contain_text("live")
    floor.silent = True
    await page.clock.fast_forward(6500)
    await expect(page.locator("#told")).to_contain_text("Connected again")


async def test_a_link_that_has_expired_says_so_and_asks_no_more(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    floor.expired = True
    floor.ring()
    await enter(page, "fj")
    await expect(page.locator("#lost")).to_contain_text("run the floor")
    await expect(page.locator("#live")).to_have_text("link expired")


async def test_several_desks_see_the_same_at_once(windows: BrowserContext, floor: DeskTown) -> None:
    one, other = await desk(windows, floor), await desk(windows, floor)
    await expect(one.locator("#live")).to_contain_text("2 desks")
    await one.bring_to_front()
    await enter(one, "fj")
    await expect(other.locator("#rows b").last).to_have_text("Fiji")
    assert await names(one) == await names(other)


async def test_a_point_of_order_shouts_and_one_key_takes_it(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    await page.keyboard.type("fi")
    floor.listed(Entry("BGD", kind="point-of-order"))
    await expect(page.locator("#shout")).to_have_text("Point of order: Bangladesh")
    await expect(page.locator("#rows .point .no")).to_have_text("!")
    await expect(page.locator("#rows li").nth(1).locator(".no")).to_have_text("1")
    assert "Bangladesh" in await page.title()
    await expect(page.locator("#line")).to_have_value("fi")
    await page.keyboard.press("Alt+o")
    await expect(page.locator("#told")).to_contain_text("call Bangladesh")
    assert wishes(floor, "call")[0]["of"] == floor.speakers.waiting[0].id


async def test_the_clock_follows_the_server_though_this_machine_is_an_hour_wrong(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await windows.new_page()
    await page.clock.install(time=BEGAN + timedelta(hours=7))
    floor.speakers.holder = floor.speakers.add(Entry("FJI", state="speaking", since=floor.now, limit_s=420))
    floor.speakers.waiting.remove(floor.speakers.holder)
    await page.goto(f"{floor.url}/desk/token")
    await page.clock.resume()
    await expect(page.locator("#left")).to_have_text("6:58")
    await expect(page.locator("#clock")).to_contain_text("15:21:0")


async def test_the_paper_list_tells_its_time_and_when_it_is_old(
    windows: BrowserContext, floor: DeskTown
) -> None:
    page = await desk(windows, floor)
    await enter(page, "/print")
    await expect(page.locator("#sheet")).to_contain_text("As of 15:21:0")
    await expect(page.locator("#sheet")).to_contain_text("print anew after 15:22:0")
    await expect(page.locator("#sheet tbody").first.locator("tr")).to_have_count(4)
    assert await page.locator("#sheet .blank tbody tr").count() >= 10
    await page.emulate_media(media="print")
    await expect(page.locator(".desk")).to_be_hidden()
    await expect(page.locator("#paper-print")).to_be_hidden()
    await expect(page.locator("#sheet")).to_be_visible()
    await page.emulate_media(media="screen")
    await page.keyboard.press("Escape")
    await expect(page.locator("#line")).to_be_focused()


async def test_all_is_reached_by_tab_in_reading_order(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    floor.listed(Entry("BGD", kind="point-of-order"))
    await expect(page.locator("#rows .point")).to_have_count(1)
    await page.keyboard.press("Shift+Tab")
    reached = []
    for _ in range(11):
        reached.append(
            await page.evaluate("document.activeElement.dataset.does ?? document.activeElement.id")
        )
        outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
        await page.keyboard.press("Tab")
    head, lists = (
        ["items", "line", "next", "limit", "commands"],
        ["statements", "questions", "replies", "ended"],
    )
    assert reached == [*head, *lists, "take", "turn"]


async def test_sixty_delegations_do_not_slow_it_down(windows: BrowserContext, floor: DeskTown) -> None:
    page = await desk(windows, floor)
    floor.listed(*[Entry(code, "online" if place % 3 else "room") for place, code in enumerate(MANY)])
    await expect(page.locator("#rows li")).to_have_count(len(MANY) + 4)
    kept, usual = await page.evaluate(REDRAWN)
    assert kept == len(MANY) + 4 - 2
    assert usual < 150
    await enter(page, "sg")
    await expect(page.locator("#told")).to_contain_text("Singapore")


async def test_what_people_wrote_is_text_and_nothing_else(windows: BrowserContext, floor: DeskTown) -> None:
    evil = "<img src=x onerror=alert(1)>"
    floor.listed(Entry("FJI", note=evil, speaker=evil, group=evil, why=evil))
    page = await desk(windows, floor)
    await expect(page.locator("#rows")).to_contain_text(evil)
    await enter(page, "/print")
    await expect(page.locator("#sheet")).to_contain_text(evil)
    await expect(page.locator("img")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(
    chromium: Browser, floor: DeskTown, scheme: Literal["light", "dark"]
) -> None:
    floor.listed(Entry("FJI", "online", late=True), Entry("BGD", kind="point-of-order"))
    floor.speakers.state, floor.speakers.suspended = "closed", True
    async with profile(chromium, scheme=scheme) as windows:
        page = await desk(windows, floor)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await enter(page, "/limit x")
        await expect(page.locator("#note")).to_be_visible()
        weak = await page.evaluate((Path(__file__).parent / "contrast.js").read_text())
    assert weak == []


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
async def test_nothing_is_wider_than_the_window(chromium: Browser, floor: DeskTown, language: str) -> None:
    floor.language = language
    floor.listed(Entry("FJI", "online", group="x" * 90, note="y" * 200), Entry("BGD", kind="point-of-order"))
    async with profile(chromium, width=360, height=740) as windows:
        page = await windows.new_page()
        await page.goto(f"{floor.url}/desk/token")
        await expect(page.locator("#rows li")).to_have_count(6)
        await page.keyboard.press("ArrowDown")
        for width in (360, 768, 1100, 1440, 3840):
            await page.set_viewport_size({"width": width, "height": 740})
            assert await page.evaluate(TOO_WIDE) == []
            await expect(page.locator("#line")).to_be_in_viewport(ratio=1)
        await page.keyboard.type("/")
        await page.set_viewport_size({"width": 360, "height": 740})
        assert await page.evaluate(TOO_WIDE) == []
