"""The floor: the desk in the middle of item 2 of the sample meeting, and the board that hangs in the room."""

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.pictures.browser_chat import talk, write

WAITING = ("pg o", "my", "lk o", "kz o", "fj o : two slides", "vn", "id", "sg o", "ph", "th rr")


async def draw(chromium: Browser, bot: str, desk: Path, board: Path) -> None:
    chair = await talk(chromium, bot, "moderator")
    await write(chair, "run the floor")
    links = [
        await chair.get_by_role("link", name=f"Open the {one}").get_attribute("href")
        for one in ("desk", "board")
    ]
    page, wall = [await window(chromium, str(link)) for link in links]
    await sit(page)
    await page.screenshot(path=desk)
    await expect(wall.locator("#who")).to_have_text("Papua New Guinea")
    await wall.screenshot(path=board)
    for one in (chair, page, wall):
        await one.context.close()


async def window(chromium: Browser, link: str) -> Page:
    page = await chromium.new_page(viewport={"width": 1440, "height": 810}, reduced_motion="reduce")
    await page.goto(link)
    return page


async def sit(page: Page) -> None:
    await does(page, "/item 2", "opened")
    for line in WAITING:
        await does(page, line, "is on the list.")
    await does(page, "n", "Called: Papua New Guinea")
    await does(page, "s", "Papua New Guinea begins")
    await page.wait_for_timeout(4000)
    await does(page, "bd po", "Bangladesh is on the list.")
    for _ in range(2):
        await page.keyboard.press("ArrowDown")


async def does(page: Page, line: str, told: str) -> None:
    await page.keyboard.type(line)
    await page.keyboard.press("Enter")
    await expect(page.locator("#told")).to_contain_text(told)
