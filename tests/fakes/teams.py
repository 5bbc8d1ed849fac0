"""Teams on loopback: keys, tokens and the connector; keeps what it got and fails as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from aiohttp import web

from bot import clock
from bot.chat import Json
from tests.fakes.teams_cards import faults
from tests.fakes.teams_tokens import Signer, published

APP_ID = "00000000-0000-4000-8000-00000000f0ca"
PASSWORD = "a-password-of-the-test"


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: `answer` with this status, or after having taken the message `reset` or `hang`."""

    status: int = 500
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "answer"


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    authorization: str
    body: Json

    @property
    def conversation(self) -> str:
        return self.path.split("/")[3] if self.path.count("/") > 2 else ""


@dataclass(slots=True)
class FakeTeams:
    """`faults` are used up one a connector call; `metadata` and `sign_in` hold until they are cleared.

    What Teams would not take is refused, and why is kept in `unfit`. `hanging` is set once a request hangs;
    all that hang end with `released`. `rung` is set at each call.
    """

    app_id: str = APP_ID
    url: str = ""
    keys: dict[str, list[str] | None] = field(default_factory=lambda: {"k1": ["msteams", "webchat"]})
    faults: list[Fault] = field(default_factory=list)
    metadata: Fault | None = None
    sign_in: Fault | None = None
    expires_in: int = 3600
    calls: list[Call] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    refused_tokens: set[str] = field(default_factory=set)
    unfit: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    number: Iterator[int] = field(default_factory=lambda: count(1))
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    now: Callable[[], datetime] = clock.now

    @property
    def service(self) -> str:
        return f"{self.url}/emea/"

    @property
    def signer(self) -> Signer:
        return Signer(app_id=self.app_id, service=self.service, now=self.now)

    def in_(self, conversation: str) -> list[Json]:
        return [sent for handle, sent in self.messages.items() if handle.rpartition("/")[0] == conversation]

    def handles(self, conversation: str) -> list[str]:
        return [handle for handle in self.messages if handle.rpartition("/")[0] == conversation]

    async def on_metadata(self, request: web.Request) -> web.StreamResponse:
        self.fetched.append(request.path)
        await self.hung(self.metadata)
        if self.metadata:
            return await self.failed(self.metadata, request)
        if request.path == "/metadata":
            return web.json_response(
                {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"}
            )
        return web.json_response({"keys": [published(kid, endorsed) for kid, endorsed in self.keys.items()]})

    async def on_token(self, request: web.Request) -> web.StreamResponse:
        asked = await request.post()
        await self.hung(self.sign_in)
        if self.sign_in:
            return await self.failed(self.sign_in, request)
        if (asked["client_id"], asked["client_secret"]) != (self.app_id, PASSWORD):
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens.append(f"outbound-{len(self.tokens) + 1}")
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.expires_in, "access_token": self.tokens[-1]}
        )

    async def hung(self, fault: Fault | None) -> None:
        if fault and fault.kind == "hang":
            self.hanging.set()
            await self.released.wait()

    async def failed(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault.kind == "reset" and request.transport:
            request.transport.abort()
        return web.Response(status=fault.status, body=json.dumps(fault.body), headers=fault.headers)

    async def on_connector(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        path = "/" + request.match_info["path"]
        body: Json = json.loads(raw) if raw else {}
        authorization = request.headers.get("Authorization", "")
        self.calls.append(Call(request.method, path, authorization, body))
        self.rung.set()
        if authorization.removeprefix("Bearer ") in self.refused_tokens:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        if self.faults:
            await self.hung(self.faults[0])
            return await self.failed(self.faults.pop(0), request)
        return self.done(request.method, path.split("/")[3:], body)

    def done(self, method: str, parts: list[str], body: Json) -> web.StreamResponse:
        match method, parts:
            case "POST", []:
                return web.json_response({"id": opened(body)}, status=201)
            case "POST" | "PUT", [_, "activities", *_] if unfit := unfitness(body):
                self.unfit += unfit
                return web.json_response({"error": {"code": "BadSyntax", "message": unfit[0]}}, status=400)
            case "POST", [conversation, "activities"]:
                activity = f"m{next(self.number)}"
                self.messages[f"{conversation}/{activity}"] = body
                return web.json_response({"id": activity}, status=201)
            case "PUT", [conversation, "activities", activity] if (
                f"{conversation}/{activity}" in self.messages
            ):
                self.messages[f"{conversation}/{activity}"] = body
                return web.json_response({"id": activity})
            case "DELETE", [conversation, "activities", activity]:
                self.messages.pop(f"{conversation}/{activity}", None)
                return web.Response(status=200)
            case _:
                return web.json_response({"error": {"code": "ConversationNotFound"}}, status=404)

    @property
    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/metadata", self.on_metadata)
        app.router.add_get("/keys", self.on_metadata)
        app.router.add_post("/token", self.on_token)
        app.router.add_route("*", "/emea/{path:.*}", self.on_connector)
        return app


def unfitness(activity: Json) -> list[str]:
    """Why Teams would not take this message."""
    match activity:
        case {"type": "message", "attachments": [{"content": dict(card)}]}:
            return faults(card)
        case {"type": "message", "text": str(text)} if text:
            return []
        case _:
            return ["a message without a card or a text"]


def opened(body: Json) -> str:
    """The same conversation however often it is opened."""
    match body:
        case {"members": [{"id": str(member)}]}:
            return f"a:{member.removeprefix('29:').removeprefix('aad-')}"
        case _:
            return "a:nobody"


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """On a free port of this machine; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeTeams]:
    fake = FakeTeams()
    async with serving(fake.app) as url:
        fake.url = url
        yield fake
        fake.released.set()
