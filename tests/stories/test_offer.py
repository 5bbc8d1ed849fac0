"""An offer is submitted, cleared and withdrawn: the same on every platform, as a form and in words."""

import pytest

from tests.players import Browser, Player, SlackPlayer, TeamsPlayer
from tests.stage import Stage
from tests.stories.telling import Teller, Told

TITLE = "Rice breeding <!channel> & [click](http://evil.example)"
OFFER: Told = {
    "title": TITLE,
    "description": "Four weeks for 20 breeders.",
    "sector": "311",
    "modality": ["training", "study_visit"],
}
PLATFORMS = [Browser, SlackPlayer, TeamsPlayer]


@pytest.mark.parametrize("forms", [True, False], ids=["form", "words"])
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_offer_from_submission_to_withdrawal(
    stage: Stage, platform: type[Player], forms: bool
) -> None:
    ana = Teller(platform(stage, "fji-focal-point"), forms)
    card = await ana.does("offer", OFFER)
    assert TITLE in card
