"""One call of Slack's Web API, over a shared session, within a time limit and without the SDK's retries."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.errors import broken, refused
from bot.chat import Json

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)
SECONDS = 20.0


def client(session: aiohttp.ClientSession, api_url: str) -> AsyncWebClient:
    """The SDK posts a message twice where a connection breaks after it was accepted: no retry handlers."""
    return AsyncWebClient(base_url=api_url, session=session, retry_handlers=[], logger=log)


@dataclass(frozen=True, slots=True)
class Wire:
    """Raises DeliveryFailed and Unreachable."""

    client: AsyncWebClient

    async def write(
        self, token: str, method: str, arguments: Mapping[str, object], *, seconds: float = SECONDS
    ) -> Json:
        async with within(seconds):
            return body(await self.client.api_call(method, json={**arguments}, headers=bearer(token)))

    async def read(
        self, token: str, method: str, arguments: Mapping[str, object], *, seconds: float = SECONDS
    ) -> Json:
        """Methods that only read take no JSON."""
        async with within(seconds):
            call = self.client.api_call(method, http_verb="GET", params={**arguments}, headers=bearer(token))
            return body(await call)

    async def exchange(self, client_id: str, client_secret: str, **grant: str) -> Json:
        """A code or a refresh token for an access token."""
        async with within(SECONDS):
            call = self.client.api_call(
                "oauth.v2.access", data={**grant}, headers=basic(client_id, client_secret)
            )
            return body(await call)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """The session is shared, so the SDK's own time limit is not applied."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except SlackApiError as error:
        raise refused(error) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise broken(error) from error


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def basic(name: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{secret}'.encode()).decode()}"}


def body(response: AsyncSlackResponse) -> Json:
    return response.data if isinstance(response.data, dict) else {}
