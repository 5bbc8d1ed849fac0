"""Links in mails: a look shows, only the page's own button does, once; and nobody else gets anything."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientResponse

from bot.cards import Page, Pointer
from bot.dialog import Show
from bot.domain.people import Role
from tests.web.personal_town import OTHER, Town, read, town
from tests.worlds import FIJI, World

NOWHERE = (404, "This link leads nowhere.\n")
SAW = re.compile('name="saw" value="([^"]*)"')


@pytest.fixture
async def here(world: World) -> AsyncIterator[Town]:
    async with town(world) as made:
        yield made


@pytest.fixture
async def offer(world: World, here: Town) -> Show:
    """Sera of Fiji has submitted one."""
    sera = await world.focal_point("sera", FIJI)
    await sera.says(
        "submit an offer", "Rice <breeding>", "Three weeks", "agriculture", "training", "skip all"
    )
    async with world.database.reading() as unit:
        (found,), _ = await unit.reading.listings.of_delegation(FIJI, 0, 9)
    return Show("offer", found.id)


@pytest.fixture
async def link(here: Town, offer: Show) -> str:
    return (await here.links("sera", offer))["Withdraw"]


async def state(world: World, offer: Show) -> str:
    async with world.database.reading() as unit:
        (found,), _ = await unit.reading.listings.of_delegation(FIJI, 0, 9)
    assert found.id == offer.of
    return found.status


async def test_a_look_shows_the_card_of_today_and_does_nothing(
    world: World, here: Town, offer: Show, link: str
) -> None:
    for method in ("GET", "GET", "HEAD"):
        status, html = await here.looks(link, method)
        assert status == 200
    _, html = await here.looks(link)
    shown = read(html)
    assert "Rice <breeding>" in shown
    assert "Nothing has been done yet. It is done when you press the button. Withdraw" in shown
    assert "This page is for Sera (Fiji) alone." in shown
    assert html.count("<button") == 1
    assert "<script" not in html
    assert (await here.looks(link, "OPTIONS"))[0] == 405
    assert await state(world, offer) == "submitted"


async def test_the_button_does_it_once(world: World, here: Town, offer: Show, link: str) -> None:
    _, html = await here.looks(link)
    saw = SAW.findall(html)[0]
    status, html = await here.presses(link, saw)
    assert (status, await state(world, offer)) == (200, "withdrawn")
    assert "Done. This is how it stands now." in read(html)
    assert "<button" not in html
    version = await changes(world)
    for again in (saw, None, "9"):
        status, html = await here.presses(link, again)
        assert status == 200
        assert "This has been done already. Nothing more was changed." in read(html)
    assert await changes(world) == version
    _, html = await here.looks(link)
    assert "There is nothing left to press here." in read(html)


async def changes(world: World) -> int:
    async with world.database.reading() as unit:
        (found,), _ = await unit.reading.listings.of_delegation(FIJI, 0, 9)
    return found.version


async def test_what_is_not_so_any_more_is_refused_in_plain_words_and_can_be_pressed_anew(
    world: World, here: Town, offer: Show, link: str
) -> None:
    _, html = await here.looks(link)
    saw = SAW.findall(html)[0]
    lee = await world.secretariat("lee")
    await lee.press_pointer(Pointer("offer.publish", offer.of))
    status, html = await here.presses(link, saw)
    assert status == 409
    assert 'class="notice warning"' in html
    assert await state(world, offer) == "published"
    status, html = await here.presses(link, SAW.findall(html)[0])
    assert (status, await state(world, offer)) == (200, "withdrawn")


async def test_only_a_page_of_ours_may_press(world: World, here: Town, offer: Show, link: str) -> None:
    for origin in (OTHER, "null", "", f"{here.url}.evil.example"):
        assert (await here.presses(link, origin=origin))[0] == 403
    async with here.http.post(link) as answer:
        assert answer.status == 403
    assert await state(world, offer) == "submitted"


async def test_what_is_no_form_of_ours_is_turned_away(here: Town, link: str) -> None:
    headers = {"Origin": here.url, "Content-Type": "application/x-www-form-urlencoded"}
    for body, status in (
        (b"saw=" + b"x" * 5000, 400),
        (b"x" * 20_000, 413),
        (b"\xff", 400),
        (b"a&" * 99, 400),
    ):
        async with here.http.post(link, data=body, headers=headers) as answer:
            assert answer.status == status, body[:9]


async def test_it_tells_browsers_to_keep_it_to_themselves(here: Town, link: str) -> None:
    async with here.http.get(link) as answer:
        told(answer)
    async with here.http.get(f"{here.url}/go/nonsense") as answer:
        told(answer)


def told(answer: ClientResponse) -> None:
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


async def test_a_link_that_is_wrong_or_has_run_out_leads_nowhere(world: World, here: Town, link: str) -> None:
    altered = f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}"
    record = here.world.links.address(Page("record", "m1"), "sera").replace("/record/", "/go/")
    for wrong in (altered, record, f"{here.url}/go/x"):
        assert await here.looks(wrong) == NOWHERE
        assert await here.presses(wrong) == NOWHERE
    world.now += timedelta(days=30)
    assert await here.looks(link) == NOWHERE


async def test_guesses_are_not_answered_for_long(world: World, here: Town, link: str) -> None:
    statuses = [(await here.looks(f"{here.url}/go/{guess}"))[0] for guess in range(101)]
    assert statuses == [404] * 100 + [429]
    assert (await here.looks(link))[0] == 200
    world.now += timedelta(minutes=1)
    assert (await here.looks(f"{here.url}/go/x"))[0] == 404


async def test_whoever_has_left_the_list_finds_nothing(world: World, here: Town, offer: Show) -> None:
    await world.person("gone")
    link = here.world.links.pressing(Pointer("offer.withdraw", offer.of, "1"), offer, "gone")
    assert link
    assert await here.looks(link) == NOWHERE
    assert await here.presses(link) == NOWHERE


async def test_a_link_gives_no_right_that_its_reader_has_not(world: World, here: Town, offer: Show) -> None:
    await world.focal_point("tala", "THA")
    link = here.world.links.pressing(Pointer("offer.withdraw", offer.of, "1"), offer, "tala")
    assert link
    status, html = await here.looks(link)
    assert (status, "Rice" in html, "<button" in html) == (200, False, False)
    status, html = await here.presses(link, "1")
    assert (status, "Rice" in html) == (409, False)
    assert await state(world, offer) == "submitted"


async def test_it_speaks_the_readers_language(world: World, here: Town) -> None:
    await world.person("marie", Role.SECRETARIAT, language="fr")
    link = (await here.links("marie", Show("menu"))).popitem()[1]
    _, html = await here.looks(link)
    assert '<html lang="fr">' in html
    assert "Appuyez sur le bouton pour l’afficher." in read(html)


async def test_a_press_that_shows_leads_to_what_it_shows(world: World, here: Town, offer: Show) -> None:
    assert await state(world, offer)
    link = (await here.links("sera", Show("menu")))["My needs and offers"]
    for _ in range(2):
        status, html = await here.presses(link)
        assert (status, "Rice <breeding>" in read(html), "Done" in html) == (200, True, False)
        world.now += timedelta(hours=1)
    following = re.findall(r'href="([^"]+/go/[^"]+)"', html)
    status, html = await here.looks(following[0])
    assert (status, html.count("<button")) == (200, 1)


async def test_forms_are_said_in_words(world: World, here: Town) -> None:
    await world.focal_point("sera")
    assert "To do this, write “Submit an offer” to the bot in Teams or Slack." in await here.said(
        "sera", Show("menu")
    )
