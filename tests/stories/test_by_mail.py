"""Who is in no chat is reached by letter: a notice with its links, and a code for a newcomer."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.cards import say
from bot.domain.people import Assignment, Person, Role
from tests.fakes.mail import FakeMail, Letter
from tests.players import Browser
from tests.stage import Stage, staged
from tests.stories.conftest import Way
from tests.stories.telling import Teller
from tests.stories.test_introduce import ASKED

SITE = "https://bot.example.org"
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
SAW = re.compile('name="saw" value="([^"]*)"')
CLERK = "clerk@escap.example.org"


@pytest.fixture
async def mail() -> AsyncIterator[FakeMail]:
    async with FakeMail() as fake:
        yield fake


@pytest.fixture
async def stage(sqlite_url: str, mail: FakeMail) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, mail=mail) as stage:
        mail.now = stage.parts.clock
        yield stage


@pytest.fixture
def outsider(stage: Stage, way: Way) -> Teller:
    locale = "en" if way.platform is Browser else way.locale
    stage.slack.locales["Uoutsider"] = locale
    return Teller(way.platform(stage, "outsider", locale), way.forms)


async def employed(stage: Stage, language: str) -> None:
    """One of the secretariat who has never talked with the bot."""
    role = Assignment(id="r-clerk", person="clerk", role=Role.SECRETARIAT)
    async with stage.parts.database.unit() as unit:
        await unit.focal_points.add(Person(id="clerk", name="Lee", email=CLERK, language=language))
        await unit.focal_points.assign(role)
        await unit.commit()


def link(letter: Letter, label: str) -> str:
    found = re.search(rf"^{re.escape(label)}: {SITE}(/\S+)$", letter.text, re.MULTILINE)
    assert found, letter.text
    return found[1]


async def followed(stage: Stage, path: str) -> str:
    """Looked at, then done, as the page does it."""
    async with stage.http.get(stage.url + path) as looked:
        assert looked.status == 200
        saw = SAW.findall(await looked.text())
    form = {"saw": saw[0]} if saw else {}
    async with stage.http.post(stage.url + path, data=form, headers={"Origin": SITE}) as done:
        assert done.status == 200, await done.text()
        page = await done.text()
    await stage.settle()
    return page


async def test_an_outsider_is_let_in_by_a_code_that_came_by_mail(
    outsider: Teller, mail: FakeMail, stage: Stage
) -> None:
    await outsider.says("hello")
    await outsider.presses_into("on-the-list", "introduce-mail", {"email": "fji-alternate@example.org"})
    assert outsider.reads("code-asked", email="fji-alternate@example.org", minutes="30")
    (letter,) = mail.to("fji-alternate@example.org")
    code = CODE.search(letter.text)
    assert code
    await outsider.says(code[0])
    assert "Semi Nakaora" in await outsider.look()
    await outsider.press("command-menu.show")
    assert outsider.can("command-need")


async def test_who_is_in_no_chat_is_asked_by_mail_and_decides_behind_its_link(
    outsider: Teller, mail: FakeMail, stage: Stage, way: Way
) -> None:
    await employed(stage, way.locale)
    await outsider.says("hello")
    await outsider.presses_into("ask-secretariat", "introduce", ASKED)
    (letter,) = mail.to(CLERK)
    assert letter.subject == stage.words(way.locale, say("admission-card", name="Mere <!channel> Tora"))
    assert "Mere &lt;!channel&gt; Tora" in letter.html
    assert "Named by our Permanent Secretary." in letter.text
    await followed(stage, link(letter, stage.words(way.locale, say("approve"))))
    assert "Mere <!channel> Tora" in await outsider.look()
    await outsider.press("command-menu.show")
    assert outsider.can("command-need")
    assert [one.to for one in mail.letters] == [CLERK]
