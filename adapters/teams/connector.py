"""Teams' connector: one attempt a call, redirects not followed, every failure in the outbox's words."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from yarl import URL

from adapters.teams import limits
from adapters.teams.errors import failure, parsed, wait
from adapters.teams.hosts import ServiceHosts
from adapters.teams.references import Reference
from adapters.teams.tenants import Tenants
from adapters.teams.tokens import Tokens
from bot.chat import Json
from bot.errors import DeliveryFailed, Unreachable

TIMEOUT = ClientTimeout(total=limits.CALL, sock_connect=limits.CONNECT)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    retry_after: float | None = None

    @property
    def accepted(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """`at` says which of Teams' services serves the place; each call raises DeliveryFailed or Unreachable."""

    session: ClientSession
    tokens: Tokens
    hosts: ServiceHosts
    now: Callable[[], datetime]
    tenants: Tenants = field(default_factory=Tenants)

    async def send(self, at: Reference, conversation: str, activity: Json) -> str:
        return identity(await self.call("POST", at, f"{path(conversation)}/activities", activity))

    async def update(self, at: Reference, conversation: str, message: str, activity: Json) -> None:
        place = f"{path(conversation)}/activities/{quote(message, safe='')}"
        await self.call("PUT", at, place, {**activity, "id": message})

    async def delete(self, at: Reference, conversation: str, message: str) -> None:
        await self.call("DELETE", at, f"{path(conversation)}/activities/{quote(message, safe='')}")

    async def open(self, at: Reference, parameters: Json) -> str:
        """The personal conversation, which is the same one however often it is opened."""
        return identity(await self.call("POST", at, "/v3/conversations", parameters))

    async def call(self, method: str, at: Reference, place: str, body: Json | None = None) -> bytes:
        if not self.hosts.allows(at.service):
            raise Unreachable("service-host")
        url, token = at.service.rstrip("/") + place, await self.tokens.bearer()
        await self.tenants.turn(at.tenant)
        answer = await self.attempt(method, url, token, body)
        if answer.status == HTTPStatus.UNAUTHORIZED and token:
            self.tokens.forget(token)
            renewed = await self.tokens.bearer()
            answer = await self.attempt(method, url, renewed, body)
        if not answer.accepted:
            raise failure(answer.status, answer.body, answer.retry_after)
        return answer.body

    async def attempt(self, method: str, url: str, token: str, body: Json | None) -> Answer:
        """A connection that never stood has carried nothing; after that nobody knows."""
        headers = {"Content-Type": "application/json; charset=utf-8"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else packed(body)
        try:
            async with self.session.request(
                method,
                URL(url, encoded=True),
                data=data,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                return await self.answered(response)
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise DeliveryFailed("not-sent") from error
        except (ClientError, TimeoutError) as error:
            raise DeliveryFailed("uncertain") from error

    async def answered(self, response: ClientResponse) -> Answer:
        retry_after = wait(response.headers.get("Retry-After"), self.now())
        return Answer(response.status, await response.read(), retry_after)


def packed(body: Mapping[str, object]) -> bytes:
    """UTF-8 as it is: escaped, Chinese and Russian would take twice the room."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def path(conversation: str) -> str:
    return f"/v3/conversations/{quote(conversation, safe='')}"


def identity(body: bytes) -> str:
    """Accepted, but without an id: it cannot be edited or found again, and may have arrived."""
    match parsed(body):
        case {"id": str(found)} if found:
            return found
        case _:
            raise DeliveryFailed("uncertain")
