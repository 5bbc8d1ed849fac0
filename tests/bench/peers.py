"""Servers to compare with: `python -m tests.bench.peers slack|teams` says back whatever is said to it.

Slack: Bolt's `AsyncApp` on aiohttp, with one session for all calls. Teams: Microsoft's `CloudAdapter` as its
samples set it up; its keys come from the fake, and its own token, which it would ask of Microsoft anew in
every turn, is simply there.
"""

import asyncio
import os
import sys
from importlib import import_module
from typing import Protocol

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import Json
from bot.web.serving import serve
from tests.fakes.slack_requests import SECRET
from tests.fakes.teams import APP_ID, PASSWORD


class Heard(Protocol):
    @property
    def text(self) -> str: ...


class Turn(Protocol):
    @property
    def activity(self) -> Heard: ...
    async def send_activity(self, text: str) -> object: ...


def slack() -> web.Application:
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200))
    client = AsyncWebClient("xoxb-1", base_url=os.environ["SLACK_API_URL"], session=session)
    app = AsyncApp(signing_secret=SECRET, client=client)

    @app.message("")
    async def echo(message: Json, say: AsyncSay) -> None:
        await say(str(message["text"]))

    return app.web_app("/slack/events")


def teams() -> web.Application:
    core, integration = import_module("botbuilder.core"), import_module("botbuilder.integration.aiohttp")
    auth = import_module("botframework.connector.auth")
    auth.ChannelValidation.open_id_metadata_endpoint = os.environ["TEAMS_OPENID_METADATA_URL"]
    auth.MicrosoftAppCredentials.get_access_token = lambda _credentials: "outbound"
    credentials = auth.PasswordServiceClientCredentialFactory(APP_ID, PASSWORD)
    trusted = auth.BotFrameworkAuthenticationFactory.create(credential_factory=credentials)
    adapter, handler = integration.CloudAdapter(trusted), core.ActivityHandler()

    async def echo(turn: Turn) -> None:
        await turn.send_activity(turn.activity.text)

    async def messages(request: web.Request) -> web.StreamResponse:
        answered: web.StreamResponse = await adapter.process(request, handler)
        return answered

    handler.on_message_activity = echo
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


def listening(address: str) -> None:
    sys.stdout.write(f"Listening on {address}\n")
    sys.stdout.flush()


async def run(which: str) -> None:
    app = {"slack": slack, "teams": teams}[which]()
    await serve(app, "127.0.0.1", 0, listening)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
