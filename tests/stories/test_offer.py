"""Offers and needs, from submission to their end."""

from tests.stories.telling import Teller, Told

TITLE = "Rice breeding <!channel> & [click](http://evil.example)"
OFFER: Told = {
    "title": TITLE,
    "description": "Four weeks for 20 breeders.",
    "sector": "311",
    "modality": ["training", "study_visit"],
    "places": "20",
    "sdgs": ["2", "13"],
    "languages": ["en", "fr"],
    "triangular": "yes",
    "partner": "Any Northern partner",
}
NEED: Told = {
    "title": "Coral reef monitoring",
    "description": "Three experts for a survey.",
    "sector": "410",
    "modality": ["expert"],
    "must_have": ["expert"],
}


async def test_an_offer_is_published_and_later_withdrawn(delegate: Teller, secretariat: Teller) -> None:
    card = await delegate.does("offer", OFFER)
    assert TITLE in card
    assert "Any Northern partner" in card
    await secretariat.says("needs and offers to clear")
    assert TITLE in await secretariat.press("view", on=TITLE)
    assert not secretariat.can("do.withdraw")
    assert "Published" in await secretariat.press("do.publish")
    assert delegate.words("status-published") in await delegate.commands("mine.page")
    await delegate.press("do.withdraw", on=TITLE)
    assert not delegate.can("do.withdraw", on=TITLE)
    await secretariat.says("needs and offers to clear")
    assert TITLE not in secretariat.screen


async def test_a_need_is_asked_back_answered_and_published(delegate: Teller, secretariat: Teller) -> None:
    await delegate.does("need", NEED)
    await secretariat.says("needs and offers to clear")
    await secretariat.press("view", on="Coral reef monitoring")
    await secretariat.presses_into("do-question", "need-question", {"text": "For which reefs?"})
    assert "For which reefs?" in await delegate.look()
    await delegate.presses_into("do-answer", "need-answer", {"text": "Those of the Lau group."})
    assert "Those of the Lau group." in await secretariat.look()
    await secretariat.press("do.publish", on="Coral reef monitoring")
    assert not secretariat.can("do.publish", on="Coral reef monitoring")


async def test_a_record_is_edited_with_its_former_values_kept(delegate: Teller) -> None:
    await delegate.does("need", NEED)
    await delegate.presses_into("do-edit", "need", {**NEED, "title": "Coral reef survey"})
    assert "Coral reef survey" in delegate.screen
    assert "Coral reef survey" in await delegate.commands("mine.page")
    assert "Coral reef monitoring" not in delegate.screen
