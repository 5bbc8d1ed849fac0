"""A broadcast's report: a plain line for each recipient with the next step, and figures that add up."""

import csv
import io
import re
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.cards import Page
from bot.domain.delivery.state import State
from bot.domain.people import Person, Role
from bot.web.personal.report_page import SHOWN
from tests.web.personal_town import Town, read, town
from tests.web.report_town import FATES, REFERENCE, acknowledges, corrects, fares, sent_to
from tests.worlds import World

NOWHERE = (404, "This link leads nowhere.\n")
NUMBERS = re.compile(r"<b>(=? ?\d+)</b>")


@pytest.fixture
async def here(world: World) -> AsyncIterator[Town]:
    async with town(world) as made:
        yield made


@pytest.fixture
async def report(world: World, here: Town) -> str:
    """The link of Lee, who approved it; one recipient of each fate, and one who waits."""
    await world.secretariat("lee")
    for name in (*FATES, "waiting"):
        await world.focal_point(name)
    await sent_to(world, [*FATES, "waiting"])
    for name in FATES:
        await fares(world, name)
    return link(world, "lee")


def link(world: World, person: str) -> str:
    return world.links.address(Page("report", "b1"), person)


def lines(html: str) -> Mapping[str, str]:
    """By the name of the person, as it reads."""
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</th>(.*?)</tr>", html)
    return {name: " ".join(re.sub("<[^>]+>", " ", cells).split()) for name, cells in rows}


def figures(html: str) -> list[int]:
    return [int(one.removeprefix("= ")) for one in NUMBERS.findall(html)]


async def test_each_ends_in_one_plain_line_with_the_next_step(here: Town, report: str) -> None:
    status, html = await here.looks(report)
    assert status == 200
    found = lines(html)
    assert {*found} == {one.title() for one in (*FATES, "waiting")}
    assert "Fiji Microsoft Teams Not delivered" in found["Failed"]
    assert "Waiting for another try" in found["Throttled"]
    assert "By e-mail instead:" in found["Mailed"]
    assert "Delivered May have come twice" in found["Repeated"]
    assert "Perhaps arrived, a person decides" in found["Parked"]
    assert "the bot goes on by itself." in found["Uncertain"]
    assert "To be sent: Wed, 23 Mar 2022" in found["Waiting"]
    assert "not yet Next: remind those who have not acknowledged." in found["Sent"]
    assert "cause-" not in html
    assert "next-" not in html


async def test_the_figures_add_up_at_every_look(world: World, here: Town, report: str) -> None:
    *parts, whole = figures((await here.looks(report))[1])
    assert (sum(parts), whole) == (9, 9)
    await acknowledges(world, "parked")
    _, html = await here.looks(report)
    *parts, whole = figures(html)
    assert (sum(parts), whole) == (9, 9)
    assert "Delivered Wed, 23 Mar 2022" in lines(html)["Parked"].replace("Microsoft Teams ", "")


async def test_it_says_when_and_that_somebody_acknowledged(world: World, here: Town, report: str) -> None:
    await acknowledges(world, "sent")
    found = lines((await here.looks(report))[1])
    assert "09:01" in found["Sent"]
    assert "remind" not in found["Sent"]


async def test_some_of_them_alone(here: Town, report: str) -> None:
    _, html = await here.looks(f"{report}?only=failed")
    assert {*lines(html)} == {"Failed", "Unmailed"}
    assert figures(html)[-1] == 9
    assert {*lines((await here.looks(f"{report}?only=silent"))[1])} == {"Mailed", "Repeated", "Sent"}
    assert lines((await here.looks(f"{report}?only=cancelled"))[1]) == {}
    assert len(lines((await here.looks(f"{report}?only=<script>"))[1])) == 9


async def test_who_still_has_the_older_text(world: World, here: Town, report: str) -> None:
    async with world.database.reading() as unit:
        one = await unit.reading.broadcasts.get("b1")
    assert one
    await corrects(world, one)
    _, html = await here.looks(report)
    assert "Version 1, not the newest" in lines(html)["Sent"]
    assert "Forum moved again" in html


async def test_the_text_is_shown_as_it_was_typed(world: World, here: Town, report: str) -> None:
    _, html = await here.looks(report)
    assert f"<h1>{REFERENCE}: Forum &lt;moved&gt;</h1>" in html
    await world.person("marie", Role.SECRETARIAT, language="fr")
    _, html = await here.looks(link(world, "marie"))
    assert f"{REFERENCE} : Forum déplacé" in read(html)


async def test_the_same_for_a_spreadsheet(world: World, here: Town, report: str) -> None:
    await acknowledges(world, "sent")
    async with here.http.get(f"{report}/csv") as answer:
        raw = await answer.read()
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{REFERENCE}-report.csv"'
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert raw.startswith(b"\xef\xbb\xbf")
    found = {one["person"]: one for one in csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))}
    assert len(found) == 9
    assert {one["reference"] for one in found.values()} == {REFERENCE}
    assert found["Failed"]["state"] == "failed"
    assert found["Failed"]["cause"] == "blocked"
    assert found["Failed"]["why"]
    assert found["Failed"]["next_step"]
    assert found["Sent"]["acknowledged_at"] == "2022-03-23T02:01:00+00:00"
    assert found["Repeated"]["repeated"] == "yes"
    assert found["Mailed"]["channel"] == "e-mail"


async def test_what_people_typed_is_no_formula(world: World, here: Town) -> None:
    await world.secretariat("lee")
    async with world.database.unit() as unit:
        await unit.people.add(Person(id="evil", name="=HYPERLINK(1)", roles=frozenset({Role.FOCAL_POINT})))
        await unit.commit()
    await sent_to(world, ["evil"])
    _, text = await here.looks(f"{link(world, 'lee')}/csv")
    assert "'=HYPERLINK(1)" in text


async def test_thousands_come_one_after_the_other(world: World, here: Town) -> None:
    await world.secretariat("lee")
    await sent_to(world, [f"p{number:05}" for number in range(10_000)])
    _, text = await here.looks(f"{link(world, 'lee')}/csv")
    assert len(text.splitlines()) == 10_001
    _, html = await here.looks(link(world, "lee"))
    assert html.count('<th scope="row">') == 10_000
    assert figures(html) == [10_000, 10_000]


async def test_it_is_for_the_secretariat_as_long_as_that_is_their_role(
    world: World, here: Town, report: str
) -> None:
    await world.person("mod", Role.MODERATOR)
    await world.focal_point("sera")
    for person in ("mod", "sera", "nobody"):
        for path in ("", "/csv"):
            assert await here.looks(link(world, person) + path) == NOWHERE
    missing = world.links.address(Page("report", "b2"), "lee")
    assert await here.looks(missing) == NOWHERE
    other = report.replace("/report/", "/go/")
    assert await here.looks(other) == NOWHERE


async def test_other_ways_of_asking_are_harmless(here: Town, report: str) -> None:
    for path in ("", "/csv"):
        assert await here.looks(report + path, "HEAD") == (200, "")
        assert (await here.looks(report + path, "POST"))[0] == 405
    async with here.http.get(report) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_every_state_has_its_figure() -> None:
    assert {*SHOWN} == {*State}
    assert len(SHOWN) == len(State)
