"""Each is of something real: a running playground, Microsoft's client, a renderer of Slack's blocks."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from tests.fakes.microsoft import offline_client, unpacked
from tests.operation.playing import playground
from tests.pictures import browser_chat, floor, slack_modal, teams_card
from tests.web.browser import browser

PICTURES = Path(__file__).parents[2] / "manifest" / "pictures"


async def made(folder: Path) -> None:
    async with playground(folder) as bot, browser() as chromium:
        await browser_chat.draw(chromium, bot, PICTURES / "playground.png")
        await in_teams(chromium, folder, bot)
        await slack_modal.draw(chromium, folder, PICTURES / "slack-modal.png")


async def on_the_floor(folder: Path) -> None:
    """At the hour of the sample meeting."""
    async with playground(folder, "--at", "2022-03-24T14:46+07:00") as bot, browser() as chromium:
        await floor.draw(chromium, bot, PICTURES / "desk.png", PICTURES / "board.png")


async def in_teams(chromium: Browser, folder: Path, bot: str) -> None:
    async with offline_client(unpacked(folder), f"{bot}/api/messages") as client:
        await teams_card.draw(chromium, client.url, PICTURES / "adaptive-card.png")


with TemporaryDirectory() as temporary, TemporaryDirectory() as later:
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(made(Path(temporary)))
    asyncio.run(on_the_floor(Path(later)))
