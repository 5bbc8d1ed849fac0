"""The browser chat in a real browser: live, kept, recovered, and usable by keyboard alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from bot.cards import Card
from bot.chat import Address, Carries, Filled, Happened, Said
from tests.web.browser import PATIENCE, browser, found
from tests.web.town import Town, line, town

pytestmark = pytest.mark.asyncio(loop_scope="module")
FIJI, THAI, SECRETARIAT = "fji-focal-point", "tha-focal-point", "secretariat"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".unseen, .skip"))
    .map((one) => one.outerHTML.slice(0, 80))"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Browser]:
    found()
    async with browser() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def place(sqlite_url: str) -> AsyncIterator[Town]:
    async with town(sqlite_url) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def windows(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """One browser profile; whatever the page complains about fails the test."""
    context = await chromium.new_context(viewport={"width": 1360, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    told = list(complaints)
    await context.close()
    assert [one for one in told if "ERR_CONNECTION_REFUSED" not in one] == []


async def window(windows: BrowserContext, place: Town, who: str) -> Page:
    page = await windows.new_page()
    await page.goto(f"{place.url}/#{who}")
    await expect(page.locator(".card h3")).to_have_text("What would you like to do?")
    return page


async def write(page: Page, text: str) -> None:
    await page.locator("#box").fill(text)
    await page.locator("#box").press("Enter")


async def said(page: Page) -> list[str]:
    return await page.locator(".msg .bubble").all_inner_texts()


async def test_a_newcomer_finds_somebody_by_keyboard_and_is_greeted(
    windows: BrowserContext, place: Town
) -> None:
    page = await windows.new_page()
    await page.goto(place.url)
    await expect(page.locator("#talk")).to_contain_text("Pick who you are")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.locator("#find")).to_be_focused()
    await page.keyboard.type("atlantis")
    await expect(page.locator("#none")).to_be_visible()
    await page.locator("#find").fill("lanka alt")
    await expect(page.locator("#people a")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator("#title")).to_contain_text("Sri Lanka")
    await expect(page.locator(".card h3")).to_have_text("What would you like to do?")
    await page.reload()
    await expect(page.locator(".card h3")).to_have_count(1)


async def test_two_windows_are_two_people_side_by_side(windows: BrowserContext, place: Town) -> None:
    fiji, thai = await window(windows, place, FIJI), await window(windows, place, THAI)
    await write(fiji, "good morning")
    await expect(fiji.locator(".me .bubble")).to_have_text("good morning")
    await expect(fiji.locator(".bot .bubble")).to_have_text("You said: good morning")
    await expect(fiji.locator("#box")).to_be_focused()
    await expect(fiji.locator("#box")).to_have_value("")
    assert await said(thai) == []
    await fiji.reload()
    await expect(fiji.locator(".bubble")).to_have_text(["good morning", "You said: good morning"])


async def test_a_badge_tells_what_others_have_not_read(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, THAI)
    badge = page.locator(f'#people a[href="#{SECRETARIAT}"] b')
    await expect(badge).to_have_count(0)
    to = Address("playground", SECRETARIAT)
    await place.playground.deliver(place.parcel(to, place.menu()))
    await expect(badge).to_contain_text("1")
    async with page.expect_response("**/playground/read"):
        await page.locator(f'#people a[href="#{SECRETARIAT}"]').click()
    await page.locator(f'#people a[href="#{THAI}"]').click()
    await expect(page.locator("#title")).to_contain_text("Thailand")
    await expect(badge).to_have_count(0)


async def test_another_window_of_the_same_person_hears_live(windows: BrowserContext, place: Town) -> None:
    one, other = await window(windows, place, FIJI), await window(windows, place, FIJI)
    await write(one, "first")
    await write(one, "second")
    await expect(other.locator(".bot .bubble")).to_have_text(["You said: first", "You said: second"])
    assert await said(one) == await said(other)


async def test_a_form_keeps_what_was_typed_goes_page_by_page_and_folds(
    windows: BrowserContext, place: Town
) -> None:
    page = await window(windows, place, FIJI)
    await page.get_by_role("button", name="Visit").press("Enter")
    await expect(page.locator("[name=title]")).to_be_focused()
    await page.keyboard.type("A title that is far too long")
    await page.locator("[name=story]").fill("line one\nline two <b>")
    await page.keyboard.press("Tab")
    await page.reload()
    await expect(page.locator("[name=title]")).to_have_value("A title that is far too long")
    await page.get_by_role("button", name="Continue").press("Enter")
    await expect(page.locator("[name=title]")).to_be_focused()
    await expect(page.locator("[name=title]")).to_have_attribute("aria-invalid", "true")
    about = await page.locator("[name=title]").get_attribute("aria-describedby")
    assert about
    await expect(page.locator(f"#{about.split()[1]}")).to_contain_text("20")
    await expect(page.locator("[name=title]")).to_have_value("A title that is far too long")
    await expect(page.locator("[name=story]")).to_have_value("line one\nline two <b>")
    await expect(page.locator(".ask h3")).to_contain_text("page 1 of 2")
    await page.locator("[name=title]").fill("Solar pumps")
    await page.locator("[name=colour]").select_option("green")
    await page.get_by_label("colour-red").check()
    await page.locator("[name=title]").press("Enter")
    await expect(page.locator(".ask h3")).to_contain_text("page 2 of 2")
    await page.locator("[name=partner]").fill("Turkiy")
    await page.locator("[name=places]").fill("4")
    await page.locator("[name=until]").fill("31 February 2027")
    await page.locator("[name=sure]").select_option("yes")
    await page.get_by_role("button", name="Send").first.click()
    await expect(page.locator("[name=until]")).to_have_value("31 February 2027")
    await page.locator(".field button", has_text="Türkiye").click()
    await expect(page.locator("[name=partner]")).to_have_value("Türkiye")
    await page.locator("[name=until]").fill("2027-02-28")
    await page.locator(".ask button.primary").click()
    await expect(page.locator(".folded")).to_have_text("visit: sent")
    await expect(page.locator(".bubble").last).to_have_text("Thank you for Solar pumps")
    await expect(page.locator("form.ask")).to_have_count(0)
    whole = [one.what for one in place.heard if isinstance(one.what, Filled)]
    assert whole[-1].whole
    assert place.drafts[whole[-1].draft].given["colours"] == "red"


async def test_save_for_later_hands_in_what_was_typed_and_folds(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, FIJI)
    await page.get_by_role("button", name="Visit").click()
    await page.locator("[name=title]").fill("Solar pumps")
    await page.get_by_role("button", name="Save for later").click()
    await expect(page.locator(".folded")).to_have_count(1)
    await expect(page.locator("#box")).to_be_focused()
    kept = place.heard[-1].what
    assert isinstance(kept, Filled)
    assert (kept.later, kept.whole, kept.given["title"]) == (True, False, "Solar pumps")


async def test_a_card_changes_in_place_under_the_finger(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, FIJI)
    up = page.get_by_role("button", name="Up")
    await up.focus()
    for presses in ("1", "2"):
        await page.keyboard.press("Enter")
        await expect(page.locator(".facts dd")).to_have_text(presses)
        await expect(up).to_be_focused()
    await expect(page.locator(".card")).to_have_count(1)


async def test_text_only_shows_numbers_and_asks_in_words(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, FIJI)
    await page.get_by_label("text only").check()
    await expect(page.locator(".numbered")).to_contain_text("1. Visit")
    await expect(page.locator(".numbered")).to_contain_text("2. Up")
    await expect(page.locator("#talk button")).to_have_count(0)
    await write(page, "visit")
    await expect(page.locator(".numbered").last).to_have_text("In words")
    assert place.heard[-1].answer is Carries.NOTHING
    await page.reload()
    await expect(page.locator(".numbered")).to_have_count(2)


async def test_a_failed_send_is_offered_again_also_after_a_reload(
    windows: BrowserContext, place: Town
) -> None:
    page = await window(windows, place, FIJI)
    place.deaf = True
    await write(page, "are you there")
    again = page.get_by_role("button", name="Send again")
    await expect(again).to_be_visible()
    await page.reload()
    await expect(again).to_have_count(1)
    place.deaf = False
    await again.click()
    await expect(page.locator(".bot .bubble")).to_have_text("You said: are you there")
    await expect(again).to_have_count(0)
    assert await said(page) == ["are you there", "You said: are you there"]


async def test_a_lost_connection_shows_and_recovers_without_losing_or_doubling(
    windows: BrowserContext, place: Town
) -> None:
    page, other = await window(windows, place, FIJI), await window(windows, place, FIJI)
    await place.stop()
    await expect(page.locator("#lost")).to_be_visible()
    await write(page, "while you were away")
    again = page.get_by_role("button", name="Send again")
    await expect(again).to_be_visible()
    await place.start()
    await expect(page.locator("#lost")).to_be_hidden()
    await expect(other.locator("#lost")).to_be_hidden()
    await again.click()
    for each in (page, other):
        await expect(each.locator(".bot .bubble")).to_have_text("You said: while you were away")
        assert await said(each) == ["while you were away", "You said: while you were away"]
    assert [one.what for one in place.heard].count(Said("while you were away")) == 1


async def test_a_long_talk_begins_at_its_end_and_can_be_read_back(
    windows: BrowserContext, place: Town
) -> None:
    to = Address("playground", FIJI)
    for number in range(104):
        await place.playground.deliver(place.parcel(to, Card(line(f"message {number}"))))
    page = await windows.new_page()
    await page.goto(f"{place.url}/#{FIJI}")
    await expect(page.locator(".bubble", has_text="message 103")).to_be_in_viewport()
    await expect(page.locator(".bubble").first).to_have_text("message 4")
    await page.get_by_role("button", name="Earlier messages").press("Enter")
    await expect(page.locator(".bubble").first).to_have_text("message 0")
    await expect(page.locator(".bubble")).to_have_count(104)
    await expect(page.get_by_role("button", name="Earlier messages")).to_have_count(0)


async def test_the_language_is_changed_for_the_person(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, FIJI)
    async with page.expect_response("**/playground/language"):
        await page.get_by_label("Language").select_option("fr")
    assert place.heard[-1].what == Happened("locale", "fr")


async def test_the_clock_is_moved_ahead(windows: BrowserContext, place: Town) -> None:
    page, other = await window(windows, place, FIJI), await window(windows, place, THAI)
    today, _, _ = (await page.locator("#clock").inner_text()).partition("\n")
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator("#clock")).not_to_contain_text(today)
    assert place.clock.by.days == 1
    tomorrow, _, _ = (await page.locator("#clock").inner_text()).partition("\n")
    await expect(other.locator("#clock")).to_contain_text(tomorrow)


async def test_what_people_type_is_text_and_nothing_else(windows: BrowserContext, place: Town) -> None:
    page = await window(windows, place, FIJI)
    evil = "<img src=x onerror=alert(1)> **b** [x](http://evil.example)"
    await write(page, evil)
    await expect(page.locator(".bot .bubble")).to_have_text(f"You said: {evil}")
    await expect(page.locator("#talk :is(img, .bubble b, .bubble a)")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(chromium: Browser, place: Town, scheme: str) -> None:
    context = await chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page = await window(context, place, FIJI)
    await write(page, "hello")
    await page.get_by_role("button", name="Visit").click()
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator(".wrong").first).to_be_visible()
    weak = await page.evaluate((Path(__file__).parent / "contrast.js").read_text())
    await context.close()
    assert weak == []


@pytest.mark.parametrize("width", [360, 768, 3840])
async def test_nothing_is_wider_than_the_window(chromium: Browser, place: Town, width: int) -> None:
    context = await chromium.new_context(viewport={"width": width, "height": 740}, reduced_motion="reduce")
    page = await window(context, place, FIJI)
    await write(page, "x" * 300)
    await page.get_by_role("button", name="Visit").click()
    await expect(page.locator("form.ask")).to_be_visible()
    await expect(page.locator("form.ask h3")).to_be_in_viewport()
    await expect(page.locator("#title")).to_be_in_viewport(ratio=1)
    await expect(page.locator("#box")).to_be_in_viewport(ratio=1)
    assert await page.evaluate(TOO_WIDE) == []
    if width < 900:
        await page.get_by_role("button", name="People").click()
        await expect(page.locator("#find")).to_be_visible()
        await page.locator(f'#people a[href="#{SECRETARIAT}"]').click()
        await expect(page.locator("#title")).to_contain_text("Secretariat")
    await context.close()
