"""A real browser, as somebody in front of it would use it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 20_000
"""ms: nobody waits so long but where the machine has much else to do."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=PATIENCE)


def found() -> None:
    """Skips where there is no browser, fails where one is required."""
    if Path(CHROMIUM).exists():
        return
    if "chromium" in os.environ.get("REQUIRE", ""):
        pytest.fail(f"{CHROMIUM} is missing")
    pytest.skip(f"{CHROMIUM} is missing: install Debian's chromium to try the pages in a browser")


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield made
        finally:
            await made.close()
