"""Whether the app's own credentials are good, as the operator is told."""

from dataclasses import replace

import pytest

from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.slack.rig import many, one, rig
from tests.fakes.slack import Fault


async def test_a_bot_token_and_socket_mode_are_tried() -> None:
    async with rig(one) as slack:
        assert await slack.slack.signs_in() == "signed in to T1; Socket Mode is open to it"


@pytest.mark.parametrize(("bot", "app"), [("xoxb-0", ""), ("xoxb-1", "xapp-0")])
async def test_a_wrong_token_is_told(bot: str, app: str) -> None:
    async with rig(lambda url: replace(one(url), bot_token=bot, app_token=app)) as slack:
        with pytest.raises(Unreachable, match="removed"):
            await slack.slack.signs_in()


async def test_a_client_is_known_by_its_secret() -> None:
    async with rig(lambda url: replace(many(url), app_token="")) as slack:
        assert await slack.slack.signs_in() == "the client is known to Slack"
        slack.fake.fail("oauth.v2.access", Fault(error="bad_client_secret"), Fault(status=503))
        with pytest.raises(Unreachable, match="removed"):
            await slack.slack.signs_in()
        with pytest.raises(DeliveryFailed, match="uncertain"):
            await slack.slack.signs_in()
