"""Our modal's JSON, its blocks drawn by npm's `slack-blocks-to-jsx`; only the frame around them is ours."""

import json
import subprocess
from pathlib import Path

from playwright.async_api import Browser

from adapters.slack.modal import modal
from bot.dialog import Ask, Draft, advance
from dialogs import FORMS
from tests.worlds import START, lexicons

PACKAGES = ("slack-blocks-to-jsx@1.1.1", "react@19", "react-dom@19")
FRAME = Path(__file__).with_name("slack_modal.js")
BEFORE = {
    "title": "Mapping of disaster risk",
    "description": "Three weeks in Suva: satellite images, field work, a certificate.",
    "modality": "training,study_visit",
}


async def draw(chromium: Browser, folder: Path, picture: Path) -> None:
    page = await chromium.new_page(viewport={"width": 560, "height": 900}, device_scale_factor=1.5)
    await page.set_content(html(folder))
    await page.locator("main").screenshot(path=picture, omit_background=True)
    await page.close()


def html(folder: Path) -> str:
    quiet = ("--no-audit", "--no-fund", "--silent", "--ignore-scripts")
    subprocess.run(("npm", "install", *quiet, *PACKAGES), cwd=folder, check=True)
    (folder / FRAME.name).write_text(FRAME.read_text())
    drawn = subprocess.run(
        ("node", FRAME.name), cwd=folder, input=json.dumps(view()), capture_output=True, text=True, check=True
    )
    return drawn.stdout


def view() -> dict[str, object]:
    """The first page of an offer, half filled in: the renderer opens a list only where scripts run."""
    lexicon = lexicons().speaking("en", "Pacific/Fiji", START)
    draft = Draft(id="offer", form="offer", owner="FJI", holder="fji-focal-point", before=BEFORE)
    step = advance(FORMS["offer"].answers, draft, {}, lexicon)
    assert isinstance(step, Ask)
    return modal(step, lexicon).payload
