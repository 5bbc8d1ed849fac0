"""The browser chat: the focal point of Fiji offers a training, and it is published while she looks on."""

from pathlib import Path

from playwright.async_api import Browser, Page, expect

OFFER = {
    "title": "Mapping of disaster risk",
    "description": "Three weeks in Suva: satellite images, field work, a certificate.",
}


async def draw(chromium: Browser, bot: str, picture: Path) -> None:
    fiji, desk = await talk(chromium, bot, "fji-focal-point"), await talk(chromium, bot, "secretariat")
    await offer(fiji)
    await desk.get_by_role("button", name="Publish").last.click()
    await expect(fiji.get_by_text("Published").first).to_be_visible()
    await write(fiji, "my needs and offers")
    await expect(fiji.locator(".card h3").last).to_have_text("My needs and offers")
    await fiji.mouse.move(0, 0)
    await fiji.screenshot(path=picture)
    await fiji.context.close()
    await desk.context.close()


async def talk(chromium: Browser, bot: str, who: str) -> Page:
    page = await chromium.new_page(
        viewport={"width": 1280, "height": 1064}, color_scheme="light", reduced_motion="reduce"
    )
    await page.goto(f"{bot}/#{who}")
    await expect(page.locator(".card h3")).to_have_text("What would you like to do?")
    return page


async def write(page: Page, text: str) -> None:
    await page.locator("#box").fill(text)
    await page.locator("#box").press("Enter")


async def offer(page: Page) -> None:
    await write(page, "i want to offer a training")
    form = page.locator("#talk form").last
    for name, text in OFFER.items():
        await form.locator(f"[name={name}]").fill(text)
    await form.locator("select[name=sector]").select_option(label="Disaster prevention and preparedness")
    await form.get_by_label("Training").check()
    for page_number in (2, 3, 4):
        await form.locator(".primary").click()
        await expect(page.locator("#talk form").last).to_contain_text(f"page {page_number} of 4")
    await form.locator(".primary").click()
    await expect(page.get_by_text("Waiting for the secretariat").first).to_be_visible()
