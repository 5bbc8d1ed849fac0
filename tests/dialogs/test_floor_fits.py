"""The fullest cards of the floor fit on every platform, in every language."""

from dataclasses import replace

import pytest

from adapters.slack import render as slack
from adapters.teams import render as teams
from bot.domain.floor.entry import LINK_LENGTH, NOTE_LENGTH, SPEAKER_LENGTH
from bot.domain.meetings import Item
from bot.sample_meeting import printed
from bot.wording import LANGUAGES
from tests.sitting import Sitting, held
from tests.words.readers import catalogue
from tests.worlds import User, World

LONG = "Review of progress, gaps and means of implementation of South-South and triangular cooperation "
OTHERS = ("SGP", "IND", "IDN", "MYS", "PAK", "PHL", "BGD", "LKA", "PNG", "TUR", "VNM", "KAZ")


@pytest.fixture
async def sitting(world: World) -> Sitting:
    """With an agenda of fourteen items, each with a list and a long title."""
    one = printed(world.database.network)
    assert one
    second = one.items[1]
    items = tuple(
        Item(number=str(number), title=dict.fromkeys(LANGUAGES, LONG * 2), printed=second.printed, floor=True)
        for number in range(1, 15)
    )
    return await held(world, replace(one, items=items))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_is_cut(world: World, sitting: Sitting, language: str) -> None:
    chai = await world.focal_point("chai", "THA", language=language)
    label = catalogue(language).text
    await chai.say(label("command-meetings.page"))
    await chai.say(label("command-floor.request"))
    await sitting.opens()
    await chai.say(label("command-floor.request"))
    await fill_details(chai, label("floor-details"))
    others = [await world.focal_point(of.casefold(), of) for of in OTHERS]
    for other in others:
        await other.say("request the floor")
    await others[0].press("Change places")
    await others[0].press("Offer")
    await chai.press(label("do.swap"))
    for handle in chai.handles:
        parcel = world.recorder.cards[handle]
        assert slack.message(parcel.card, parcel.words).warnings == ()
        assert teams.message(parcel.card, parcel.words).warnings == ()


async def fill_details(user: User, button: str) -> None:
    await user.press(button)
    link = "https://gov.example/".ljust(LINK_LENGTH, "x")
    given = {"note": "y" * NOTE_LENGTH, "speaker": "z" * SPEAKER_LENGTH, "group": "g" * 120, "link": link}
    await user.fill(kind="statement", mode="pre-recorded", **given)
