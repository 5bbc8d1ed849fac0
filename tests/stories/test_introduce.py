"""An outsider is let in: by a code, or by asking the secretariat."""

import pytest

from bot.cards import say
from bot.people_list import issue_code
from tests.players import Browser
from tests.stage import Stage
from tests.stories.conftest import Way
from tests.stories.telling import Teller, Told

ASKED: Told = {
    "acting": "country",
    "country": "Fiji",
    "name": "Mere <!channel> Tora",
    "role": "adviser",
    "agency": "Ministry of Trade",
    "email": "mere@example.org",
    "comment": "Named by our Permanent Secretary.",
}


@pytest.fixture
def outsider(stage: Stage, way: Way) -> Teller:
    """A browser tells no language of somebody nobody knows."""
    locale = "en" if way.platform is Browser else way.locale
    stage.slack.locales["Uoutsider"] = locale
    return Teller(way.platform(stage, "outsider", locale), way.forms)


async def arrived(outsider: Teller) -> None:
    await outsider.says("hello")
    assert outsider.reads("outside-card")
    assert outsider.reads("personal-data")
    assert not outsider.can("command-menu.show")


async def code(stage: Stage, email: str) -> str:
    issued = await issue_code(
        stage.parts.database.unit, email, now=stage.parts.clock(), chance=lambda count: bytes([9] * count)
    )
    assert issued
    return issued.code


async def test_who_asks_is_approved_and_gets_a_menu(outsider: Teller, secretariat: Teller) -> None:
    await secretariat.says("menu")
    await arrived(outsider)
    await outsider.presses_into("ask-secretariat", "introduce", ASKED)
    assert "Mere <!channel> Tora" in await secretariat.look()
    await secretariat.press("approve")
    assert "Mere <!channel> Tora" in await outsider.look()
    await outsider.press("command-menu.show")
    assert outsider.can("command-need")
    assert not outsider.can("command-focal-points.page")


async def test_who_is_declined_reads_why(outsider: Teller, secretariat: Teller) -> None:
    await secretariat.says("menu")
    await arrived(outsider)
    await outsider.presses_into("ask-secretariat", "introduce", ASKED)
    await secretariat.look()
    reason = "Please ask your ministry to name you."
    await secretariat.presses_into("do-decline", "admission-decline", {"text": reason})
    assert reason in await outsider.look()
    assert outsider.can("ask-secretariat")


async def test_a_code_binds_the_account(outsider: Teller, stage: Stage) -> None:
    typed = await code(stage, "fji-alternate@example.org")
    await arrived(outsider)
    await outsider.presses_into("have-code", "introduce-code", {"code": typed})
    assert "Semi Nakaora" in await outsider.look()
    await outsider.press("command-menu.show")
    assert outsider.can("command-need")


async def test_a_wrong_code_is_told_and_asked_again(outsider: Teller) -> None:
    await arrived(outsider)
    await outsider.press("have-code")
    if outsider.player.page:
        await outsider.player.submit({"code": "AAAA-BBBB-CCCC-DDDD"})
        assert outsider.player.page
        said = outsider.player.page.text
    else:
        said = await outsider.says("AAAA-BBBB-CCCC-DDDD")
    stage = outsider.player.stage
    assert stage.words(outsider.player.locale, say("code-wrong", count=4)) in said
