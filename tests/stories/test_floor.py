"""A sitting: the floor is requested, given and taken, on every platform and in every language."""

import pytest

from bot import sample_meeting
from tests.stage import Stage
from tests.stories.conftest import SPEAKERS, Way
from tests.stories.telling import Teller, Told

DETAILS: Told = {
    "kind": "statement",
    "group": "Group <!channel>",
    "mode": "online",
    "speaker": "H.E. Ms. Koroi",
    "note": "20 years & more",
}
TEXT = "We thank the Chair. "


@pytest.fixture
async def meeting(stage: Stage) -> None:
    """The sample meeting, half an hour ahead."""
    async with stage.parts.database.unit() as unit:
        await sample_meeting.call(unit, stage.parts.clock(), replayed=False)
        await unit.commit()


@pytest.fixture
async def chair(stage: Stage, way: Way, meeting: None) -> Teller:
    """Has opened the list of item 2."""
    chair = Teller(way.secretariat(stage, "moderator"), way.forms)
    await chair.says("run the floor")
    await chair.press("do.open-list")
    return chair


@pytest.fixture
def neighbour(stage: Stage, way: Way) -> Teller:
    """Of another delegation, on another platform."""
    return Teller(way.secretariat(stage, "mys-focal-point"), way.forms)


async def test_three_words_and_a_turn(
    delegate: Teller, colleague: Teller, neighbour: Teller, chair: Teller
) -> None:
    await delegate.commands("floor.request")
    assert delegate.reads("floor-place", place="1")
    assert delegate.reads("floor-first")
    await neighbour.commands("floor.request")
    assert neighbour.reads("floor-place", place="2")
    await colleague.commands("floor.request")
    assert colleague.reads("floor-place", place="1"), "the colleague sees the request there is"
    await delegate.presses_into("floor-details", "floor-details", DETAILS)
    for told in ("Group <!channel>", "H.E. Ms. Koroi", "20 years & more"):
        assert told in delegate.screen
    await delegate.press("do.room")
    assert delegate.reads("mode-room")
    await chair.look()
    await chair.press("floor-next", delegation=delegation_of(delegate, chair))
    await chair.press("do.start")
    assert delegate.words("floor-stands-called") in await delegate.look()
    assert colleague.words("floor-stands-called") in await colleague.look()
    await chair.press("do.end")
    assert neighbour.words("floor-first") in await neighbour.look()
    await delegate.look()
    assert delegate.can("do-request-again", on="Group <!channel>")


async def test_the_list_closes_and_a_text_is_filed(delegate: Teller, chair: Teller) -> None:
    await chair.press("do.close-list")
    await delegate.commands("floor.request")
    assert delegate.words("floor-list-inscription") in delegate.screen
    await delegate.presses_into("floor-written", "floor-written", {"statement": TEXT * 30})
    assert delegate.reads("floor-stands-written")


async def test_places_are_changed_by_both(delegate: Teller, neighbour: Teller, chair: Teller) -> None:
    await delegate.commands("floor.request")
    await neighbour.commands("floor.request")
    await delegate.press("do.swap")
    await delegate.press("do-offer-swap")
    await neighbour.look()
    await neighbour.press("do.swap-yes")
    assert neighbour.reads("floor-place", place="1")
    assert delegate.words("floor-place", place="2") in await delegate.look()


def delegation_of(one: Teller, reader: Teller) -> str:
    code = next(SPEAKERS[language] for language in SPEAKERS if SPEAKERS[language] == one.player.name)
    return reader.words("delegation", id=code[:3].upper())
