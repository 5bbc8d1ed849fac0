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
from tests.fakes.arrivals import Arrival, Kind, read
from tests.fakes.script import Script, Stalls
from tests.fakes.teams_cards import faults
from tests.fakes.teams_faults import Call, Fault, failed, stalled, throttled
from tests.fakes.teams_tokens import Signer, published
from tests.fakes.windows import TEAMS, Limits, Windows

__all__ = ["Call", "FakeTeams", "Fault", "fake_teams", "serving"]

APP_ID = "00000000-0000-4000-8000-00000000f0ca"
PASSWORD = "a-password-of-the-test"


@dataclass(slots=True)
class FakeTeams:
    """`faults` are used up one a connector call; `metadata` and `sign_in` hold until they are cleared.

    What Teams would not take is refused, and why is kept in `unfit`. `rung` is set at each call. `tenants`:
    where each conversation is, by who opened it or talked in it; those nobody knows are in one. `now`: its
    clock, by which it keeps its limits; leaving it where they were exceeded raises, unless they are `tried`.
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
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    tenants: dict[str, str] = field(default_factory=dict)
    script: Script[Fault] = field(default_factory=Script)
    stalls: Stalls = field(default_factory=Stalls)
    arrived: list[Arrival] = field(default_factory=list)
    now: Callable[[], datetime] = clock.now
    limits: Limits = "kept"
    windows: Windows = field(init=False)

    def __post_init__(self) -> None:
        self.windows = Windows(TEAMS, self.time)

    def time(self) -> datetime:
        return self.now()

    def fail(self, *planned: Fault, method: str = "", at: str = "", always: bool = False) -> None:
        """`at`: only in that conversation, or in that tenant."""
        self.script.write(*planned, call=method, at=at, always=always)

    def talked(self, activity: Json) -> None:
        """Somebody has written to the bot."""
        match activity:
            case {"conversation": {"id": str(place)}, "channelData": {"tenant": {"id": str(tenant)}}}:
                self.tenants[place.partition(";")[0]] = tenant

    @property
    def hanging(self) -> asyncio.Event:
        return self.stalls.begun

    @property
    def released(self) -> asyncio.Event:
        return self.stalls.released

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
        if fault := self.metadata:
            await stalled(fault, self.stalls)
        if self.metadata:
            return failed(self.metadata, request)
        if request.path == "/metadata":
            return web.json_response(
                {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"}
            )
        return web.json_response({"keys": [published(kid, endorsed) for kid, endorsed in self.keys.items()]})

    async def on_token(self, request: web.Request) -> web.StreamResponse:
        asked = await request.post()
        if fault := self.sign_in:
            await stalled(fault, self.stalls)
        if self.sign_in:
            return failed(self.sign_in, request)
        if (asked["client_id"], asked["client_secret"]) != (self.app_id, PASSWORD):
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens.append(f"outbound-{len(self.tokens) + 1}")
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.expires_in, "access_token": self.tokens[-1]}
        )

    async def on_connector(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body: Json = json.loads(raw) if raw else {}
        authorization = request.headers.get("Authorization", "")
        call = Call(request.method, "/" + request.match_info["path"], authorization, body)
        self.calls.append(call)
        self.rung.set()
        if authorization.removeprefix("Bearer ") in self.refused_tokens:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        tenant = self.tenant(call)
        if wait := self.windows.turned_away(*counted(call, tenant)):
            return failed(throttled(wait), request)
        if fault := self.planned(call, tenant):
            return await self.faulty(fault, call, request)
        return self.taken(call)

    def tenant(self, call: Call) -> str:
        return str(call.body.get("tenantId", "")) or self.tenants.get(call.thread, "")

    def planned(self, call: Call, tenant: str) -> Fault | None:
        return self.faults.pop(0) if self.faults else self.script.next(call.method, call.conversation, tenant)

    async def faulty(self, fault: Fault, call: Call, request: web.Request) -> web.StreamResponse:
        if fault.accepted:
            answer = self.taken(call)
            await stalled(fault, self.stalls)
        else:
            await stalled(fault, self.stalls)
            answer = self.taken(call) if fault.kind == "late" else web.Response()
        return answer if fault.kind == "late" else failed(fault, request)

    def taken(self, call: Call) -> web.StreamResponse:
        answer = self.done(call.method, call.path.split("/")[3:], call.body)
        if answer.status < web.HTTPBadRequest.status_code and call.conversation:
            self.log(call)
        return answer

    def log(self, call: Call) -> None:
        handle = next(reversed(self.messages)) if call.method == "POST" else handle_of(call)
        arrival = Arrival(kind=KINDS[call.method], handle=handle, at=self.now(), text=read(call.body))
        self.arrived.append(arrival)

    def done(self, method: str, parts: list[str], body: Json) -> web.StreamResponse:
        match method, parts:
            case "POST", []:
                self.tenants[opened(body)] = str(body.get("tenantId", ""))
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


KINDS: dict[str, Kind] = {"POST": "sent", "PUT": "edited", "DELETE": "withdrawn"}


def handle_of(call: Call) -> str:
    """Of the message that is edited or deleted."""
    return f"{call.conversation}/{call.path.rpartition('/')[2]}"


def counted(call: Call, tenant: str) -> tuple[tuple[str, str], ...]:
    conversation = (("conversation", call.thread),) if call.conversation else ()
    return (*conversation, ("tenant", tenant))


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
async def fake_teams(limits: Limits = "kept") -> AsyncIterator[FakeTeams]:
    fake = FakeTeams(limits=limits)
    async with serving(fake.app) as url:
        fake.url = url
        yield fake
        fake.released.set()
    fake.windows.settled(fake.limits)
