"""A broadcast on each platform: written, addressed, approved by a second person, read, acknowledged."""

import pytest

from tests.stage import Stage
from tests.stories.conftest import SPEAKERS, Way
from tests.stories.telling import Teller, Told

MEMBERS = {"en": "Fiji", "zh": "China", "ru": "Kazakhstan", "fr": "Viet Nam"}
TEXT = "Please send your inputs by Friday."
BROADCAST: Told = {
    "language": "en",
    "subject": "Call for inputs",
    "body": TEXT,
    "link": "https://www.unescap.org",
    "others": "yes",
    "needs_ack": "yes",
    "promise": "must-arrive",
    "expires": "2099-12-31",
}


@pytest.fixture
def writer(stage: Stage, way: Way) -> Teller:
    """Of the secretariat, on the platform of this story."""
    return Teller(way.platform(stage, "secretariat"), way.forms)


@pytest.fixture
def approver(stage: Stage, way: Way) -> Teller:
    """A second one, on another platform."""
    return Teller(way.secretariat(stage, "secretariat-2"), way.forms)


async def addressed(writer: Teller, way: Way) -> None:
    """For the focal point of one delegation."""
    await writer.does("broadcast", BROADCAST)
    whom: Told = {"roles": ["focal point"], "members": MEMBERS[way.locale]}
    await writer.presses_into("broadcast-audience", "broadcast-audience", whom)


async def approved(writer: Teller, approver: Teller) -> None:
    await approver.says("menu")
    await writer.press("do.broadcast-request")
    await approver.press("do.broadcast-preview")
    await approver.press("do.broadcast-approve")


async def test_from_the_first_word_to_the_acknowledgement(
    writer: Teller, approver: Teller, delegate: Teller, way: Way
) -> None:
    await delegate.commands("menu.show")
    await addressed(writer, way)
    assert "NB-20" in writer.screen
    assert "1 person" in writer.screen
    await writer.press("do.broadcast-preview")
    await writer.presses_into("broadcast-as", "broadcast-as", {"member": MEMBERS[way.locale]})
    assert f"as seen by {MEMBERS[way.locale]}" in writer.screen
    assert TEXT in writer.screen
    await approved(writer, approver)
    assert TEXT in await delegate.look()
    await delegate.press("do.acknowledge")
    assert delegate.words("broadcast-acknowledged").partition("{")[0] in delegate.screen
    await writer.look()
    assert "1 recipient: 1 sent." in writer.player.all
    assert "Acknowledged by 1 of the 1" in writer.player.all


async def test_a_correction_replaces_it_and_a_recall_takes_it_back(
    writer: Teller, approver: Teller, delegate: Teller, way: Way
) -> None:
    await delegate.commands("menu.show")
    await addressed(writer, way)
    await approved(writer, approver)
    changed: Told = {"language": "en", "subject": "Call for inputs", "body": "By Monday, please."}
    await writer.press("do-correct")
    if writer.player.page:
        await writer.fills(changed)
    else:
        await writer.answers("broadcast-words", changed)
    await approved(writer, approver)
    assert "By Monday, please." in await delegate.look()
    assert TEXT not in delegate.player.all
    await writer.press("do.broadcast-recall")
    await writer.press("broadcast-sure-recall")
    assert "By Monday, please." not in await delegate.look()


def test_each_language_has_a_delegation() -> None:
    assert MEMBERS.keys() == SPEAKERS.keys()
