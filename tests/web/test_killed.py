"""The whole playground as a process of its own: the first message, and a kill in the middle of a form."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import browser, found

FIRST = 10.0
HOME = Path(__file__).parents[2]


@asynccontextmanager
async def playing(folder: Path, port: int = 0) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`focalbot playground` in this folder, and its address; killed at the end if it still runs."""
    environ = {**os.environ, "PYTHONPATH": str(HOME)}
    command = (sys.executable, "-m", "bot", "playground", "--port", str(port))
    process = await asyncio.create_subprocess_exec(
        *command, env=environ, cwd=folder, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        told = (await process.stdout.readline()).decode()
        yield process, next(word for word in told.split() if word.startswith("http")).rstrip("/")
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def first_page(page: Page) -> None:
    await page.get_by_role("button", name="Submit an offer").first.click()
    await page.locator("[name=title]").fill("Training on solar pumps")
    await page.locator("[name=description]").fill("Ten lessons in Nadi.")
    await page.locator("[name=sector]").select_option("232")
    await page.locator("[name=modality][value=training]").check()


@pytest.mark.proof
async def test_a_kill_in_the_middle_of_a_form_loses_nothing(tmp_path: Path) -> None:
    found()
    async with browser() as chromium:
        page = await chromium.new_page()
        async with playing(tmp_path) as (process, url):
            begun = perf_counter()
            await page.goto(f"{url}/#fji-focal-point")
            await expect(page.locator(".card h3")).to_have_count(1, timeout=1000 * FIRST)
            assert perf_counter() - begun < FIRST
            await first_page(page)
            await page.locator("form.ask button.primary").click()
            await expect(page.locator("form.ask h3")).to_contain_text("page 2")
            await page.locator("[name=places]").fill("20")
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await expect(page.locator("#lost")).to_be_visible()
            await page.locator("form.ask button.primary").click()
            await expect(page.get_by_role("button", name="Send again")).to_be_visible()
        async with playing(tmp_path, int(url.rpartition(":")[2])):
            await expect(page.locator("#lost")).to_be_hidden(timeout=1000 * FIRST)
            await page.get_by_role("button", name="Send again").click()
            for number in (3, 4):
                await expect(page.locator("form.ask h3")).to_contain_text(f"page {number}")
                await page.locator("form.ask button.primary").click()
            await expect(page.locator(".card h3").last).to_contain_text("Training on solar pumps")
            await expect(page.locator(".card h3", has_text="Training on solar pumps")).to_have_count(1)
            await page.locator("#people a", has_text="Somsri Lertkul").click()
            await expect(page.locator(".card h3", has_text="Training on solar pumps")).to_have_count(1)
