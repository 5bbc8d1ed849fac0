"""A card as Microsoft's own client draws it."""

from pathlib import Path

from playwright.async_api import Browser, expect

TYPED = ("be fji-alternate", "submit an offer", "Rice breeding for salty soils", "Four weeks of field days.")
THEN = ("agriculture", "training, study visit", "Pacific", "skip all")

EDGE = 11


async def draw(chromium: Browser, url: str, picture: Path) -> None:
    page = await chromium.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=1.5)
    await page.goto(url, wait_until="domcontentloaded")
    cards = page.locator(".ac-adaptiveCard")
    await cards.first.wait_for()
    for text in (*TYPED, *THEN):
        before = await cards.count()
        field = page.get_by_role("textbox").last
        await field.fill(text)
        await field.press("Enter")
        await cards.nth(before).wait_for()
    await expect(cards.last).to_contain_text("Rice breeding")
    box = await cards.last.bounding_box()
    assert box
    left, top = box["x"] - EDGE, box["y"] - EDGE
    wide, high = box["width"] + 2 * EDGE, box["height"] + 2 * EDGE
    await page.screenshot(path=picture, clip={"x": left, "y": top, "width": wide, "height": high})
    await page.close()
