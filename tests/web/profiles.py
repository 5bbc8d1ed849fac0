"""A browser profile whose complaints fail the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage

from tests.web.browser import PATIENCE

NETWORK = ("Failed to load resource", "ERR_CONNECTION_REFUSED", "ERR_INTERNET_DISCONNECTED")
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest(".unseen"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 80))"""


@asynccontextmanager
async def profile(
    chromium: Browser, *, width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
) -> AsyncIterator[BrowserContext]:
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(one in message.text for one in NETWORK):
            complaints.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    told = list(complaints)
    await context.close()
    assert not told, told
