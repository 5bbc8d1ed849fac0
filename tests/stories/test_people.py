"""The secretariat keeps the list; each person their own settings and drafts."""

import pytest

from tests.stage import Stage
from tests.stories.conftest import Way
from tests.stories.telling import Teller, Told

NEWCOMER: Told = {
    "name": "Mere Tora",
    "email": "mere@example.org",
    "role": "adviser",
    "acting": "country",
    "country": "Fiji",
    "agency": "Ministry of Trade",
    "until": "2099-12-31",
}
SETTINGS: Told = {
    "language": "fr",
    "time_zone": "Pacific/Fiji",
    "quiet_from": "22",
    "quiet_until": "6",
    "reach": "slack",
}


@pytest.fixture
def keeper(stage: Stage, way: Way) -> Teller:
    """Of the secretariat, on the platform of this story."""
    return Teller(way.platform(stage, "secretariat"), way.forms)


async def test_somebody_is_added_found_and_ended(keeper: Teller) -> None:
    card = await keeper.does("person-add", NEWCOMER)
    assert "Mere Tora" in card
    assert "mere@example.org" in card
    assert "Mere Tora" in await keeper.does("person-find", {"words": "mere tora"})
    assert "Mere Tora" in await keeper.press("view")
    await keeper.presses_into("role-away", "role-away", {"until": "2099-06-30"})
    assert "30 Jun 2099" in keeper.screen
    await keeper.press("role-end")
    assert "31 Dec 2099" not in keeper.screen


async def test_a_list_in_pages_on_one_card(keeper: Teller) -> None:
    first = await keeper.says("focal points")
    second = await keeper.press("later")
    assert first != second
    assert await keeper.press("earlier") == first


async def test_settings_take_effect_in_the_very_reply(delegate: Teller) -> None:
    await delegate.says(delegate.words("command-settings.show"))
    await delegate.presses_into("do-change", "settings", SETTINGS)
    assert "Français" in await delegate.look()
    assert "Fidji" in delegate.screen


async def test_a_cancelled_form_waits_for_a_colleague(delegate: Teller, colleague: Teller) -> None:
    await delegate.says(delegate.words("command-offer"), "Coast protection")
    await delegate.says(delegate.words("command-cancel"))
    assert delegate.can("continue")
    await colleague.says(colleague.words("command-drafts.page"))
    await colleague.press("delete")
    assert colleague.reads("drafts-none")
    await delegate.look()
    assert delegate.reads("draft-gone")
