"""Microsoft's own client for bots, offline: what somebody sees in its page who tries the bot there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page

from tests.fakes.microsoft import NotToBeHad, offline_client, unpacked
from tests.operation.playing import playground
from tests.web.browser import browser, found

pytestmark = pytest.mark.proof

REQUIRED = "Please answer this question."
SENT = "Waiting for the secretariat. Sent by Adi Litia Koroi"


@dataclass
class Window:
    """Cards are counted from the oldest, from 0 on."""

    page: Page

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    async def type(self, text: str) -> str:
        """The card that comes as the answer."""
        before = await self.cards.count()
        field = self.page.get_by_role("textbox").last
        await field.fill(text)
        await field.press("Enter")
        return await self.read(before)

    async def read(self, card: int) -> str:
        await self.cards.nth(card).wait_for()
        return await self.cards.nth(card).inner_text()

    async def press(self, label: str) -> None:
        await self.cards.last.get_by_role("button", name=label, exact=True).click()

    async def sees(self, text: str) -> None:
        await self.cards.last.get_by_text(text).first.wait_for()


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[Window]:
    found()
    try:
        package = unpacked(tmp_path)
    except NotToBeHad as why:
        pytest.skip(f"Microsoft's client cannot be had: {why}")
    async with (
        playground(tmp_path) as bot,
        offline_client(package, f"{bot}/api/messages") as client,
        browser() as chromium,
    ):
        page = await chromium.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(20_000)
        await page.goto(client.url, wait_until="domcontentloaded")
        yield Window(page)


async def test_an_offer_is_made_in_words_and_in_forms_and_withdrawn(window: Window) -> None:
    assert "Whom would you like to be?" in await window.read(0)
    await becomes_fiji(window)
    await in_words(window)
    await in_forms(window)
    await window.press("Withdraw")
    before = await window.cards.count()
    await window.sees("Withdrawn by Adi Litia Koroi")
    assert await window.cards.count() == before


async def becomes_fiji(window: Window) -> None:
    assert "You are now: Adi Litia Koroi: Focal point, Fiji" in await window.type("be fji-focal-point")
    await window.sees("What would you like to do?")


async def in_words(window: Window) -> None:
    asked = [
        await window.type("submit an offer"),
        await window.type("Rice course"),
        await window.type("Four weeks of *field work*"),
        await window.type("agriculture"),
        await window.type("1, 3"),
    ]
    for question, card in zip(
        ("What do you offer", "Describe it", "Which sector?", "What kind of help", "For which groups"),
        asked,
        strict=True,
    ):
        assert question in card
    offer = await window.type("skip all")
    for text in ("Offer of Fiji: Rice course", SENT, "*field work*", "Training and Study visit"):
        assert text in offer


async def in_forms(window: Window) -> None:
    assert "What would you like to do?" in await window.type("menu")
    await window.press("Submit an offer")
    await window.sees("page 1 of 4")
    await window.press("Continue")
    await window.sees(REQUIRED)
    await fill(window)
    for page in (2, 3, 4):
        await window.press("Continue")
        await window.sees(f"page {page} of 4")
    await window.press("Send")
    await window.sees("Offer of Fiji: Wells for the outer islands")
    await window.sees(SENT)


async def fill(window: Window) -> None:
    card = window.cards.last
    await card.get_by_label("What do you offer").fill("Wells for the outer islands")
    await card.get_by_label("Describe it").fill("Three weeks in Suva")
    await card.get_by_role("combobox").click()
    await window.page.get_by_role("option", name="Agriculture").click()
    await card.get_by_role("checkbox", name="Training").check()
