"""Whoever acknowledges what nobody knew had arrived: no repeat comes, and a recall takes it back."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack_faults import Fault as SlackFault
from tests.fakes.teams_faults import Fault as TeamsFault
from tests.players import SlackPlayer, TeamsPlayer
from tests.players.player import Player
from tests.stage import Stage, staged
from tests.stories.telling import Teller, Told

TEXT, PERSON, LONG = "Please send your inputs by Friday.", "fji-focal-point", 900
BROADCAST: Told = {
    "language": "en",
    "subject": "Call for inputs",
    "body": TEXT,
    "others": "yes",
    "needs_ack": "yes",
    "promise": "must-arrive",
}


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def approved(stage: Stage) -> Teller:
    """For the focal point of one delegation; by whom it was written."""
    writer, approver = (
        Teller(SlackPlayer(stage, one), forms=True) for one in ("secretariat", "secretariat-2")
    )
    await writer.does("broadcast", BROADCAST)
    whom: Told = {"roles": ["focal point"], "members": "Fiji"}
    await writer.presses_into("broadcast-audience", "broadcast-audience", whom)
    await approver.says("menu")
    await writer.press("do.broadcast-request")
    await approver.press("do.broadcast-preview")
    await approver.press("do.broadcast-approve")
    return writer


@pytest.mark.parametrize("platform", [SlackPlayer, TeamsPlayer])
async def test_acknowledged_it_is_known_to_have_arrived_and_where(
    stage: Stage, platform: type[Player]
) -> None:
    reader = Teller(platform(stage, PERSON), forms=True)
    await reader.commands("menu.show")
    stage.slack.fail("chat.postMessage", SlackFault(status=504, accepted=True), at=f"D{PERSON}")
    stage.slack.fail("conversations.history", SlackFault(status=429, retry_after=LONG), always=True)
    lost = TeamsFault(status=504, accepted=True, headers={"Retry-After": str(LONG)})
    stage.teams.fail(lost, method="POST", at=f"a:{PERSON}")
    writer = await approved(stage)
    assert "1 sent" not in writer.screen
    await reader.press("do.acknowledge")
    assert reader.player.all.count(TEXT) == 1
    assert reader.words("broadcast-acknowledged").partition("{")[0] in reader.screen
    assert "1 recipient: 1 sent." in writer.screen
    assert "Acknowledged by 1 of the 1" in writer.screen
    await writer.press("do.broadcast-recall")
    await writer.press("broadcast-sure-recall")
    assert TEXT not in reader.player.all
    assert "Taken back from 1 of the 1 who had it." in writer.screen
