"""Slack's Web API and Socket Mode on loopback: checks tokens, blocks and views, keeps what it was told."""

import asyncio
import json
from base64 import b64encode
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Self

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fakes.slack_blocks import faults, view_faults
from tests.fakes.slack_faults import Call, Fault, Refused, arguments, broken

__all__ = ["Call", "FakeSlack", "Fault"]

Json = dict[str, object]


@dataclass
class FakeSlack:
    """`tokens`: which workspace each bot token belongs to; `dms`: personal chats by user."""

    tokens: dict[str, str] = field(default_factory=lambda: {"xoxb-1": "T1"})
    app_token: str = "xapp-1"
    client: tuple[str, str] = ("client", "client-secret")
    dms: dict[str, str] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    grants: dict[str, Json] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    channels: dict[str, dict[str, Json]] = field(default_factory=lambda: defaultdict(dict))
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    plan: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self.number, self.released, self.connected = count(1), asyncio.Event(), asyncio.Event()
        self.rung = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self.answer)
        app.router.add_get("/socket", self.socket)
        self.server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self.server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.released.set()
        for socket in self.sockets:
            await socket.close()
        await self.server.close()

    @property
    def url(self) -> str:
        return f"{self.server.make_url('/api/')}"

    def fail(self, method: str, *planned: Fault) -> None:
        self.plan[method].extend(planned)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def newest(self, channel: str) -> Json:
        return next(reversed(self.channels[channel].values()))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        call = Call(method, token, await arguments(request))
        self.calls.append(call)
        fault = self.plan[method].popleft() if self.plan[method] else Fault()
        if fault == Fault() or fault.accepted:
            body = self.result(call)
        else:
            body = {"ok": False, "error": fault.error or "ratelimited"}
        self.rung.set()
        return await broken(request, fault, self.released) or web.json_response(body)

    async def called_next(self) -> None:
        """Until the bot has called once more."""
        self.rung.clear()
        await self.rung.wait()

    def result(self, call: Call) -> Json:
        try:
            self.admit(call)
            return {"ok": True, **METHODS[call.method](self, call.arguments)}
        except Refused as refused:
            return {"ok": False, "error": str(refused)}

    def admit(self, call: Call) -> None:
        if call.method == "apps.connections.open":
            known = call.token == self.app_token
        elif call.method == "oauth.v2.access":
            known = call.token == f"Basic {b64encode(':'.join(self.client).encode()).decode()}"
        else:
            known = call.token in self.tokens
        if not known:
            raise Refused("invalid_auth")

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.connected.set()
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                acknowledged: Json = json.loads(message.data)
                self.waiting[str(acknowledged["envelope_id"])].set_result(acknowledged)
        return socket

    def push(self, kind: str, payload: Json) -> asyncio.Future[Json]:
        """Sends over the newest connection; the future is what was acknowledged with."""
        envelope = f"envelope-{next(self.number)}"
        self.waiting[envelope] = asyncio.get_running_loop().create_future()
        body = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        self.sending = asyncio.ensure_future(self.sockets[-1].send_json(body))
        return self.waiting[envelope]

    def post(self, given: Json) -> Json:
        channel = known_channel(given)
        checked(faults(given.get("blocks"), 50))
        ts = f"1700000000.{next(self.number):06}"
        self.channels[channel][ts] = {**given, "ts": ts}
        return {"channel": channel, "ts": ts, "message": {"text": given.get("text"), "ts": ts}}

    def update(self, given: Json) -> Json:
        channel, ts = known_channel(given), str(given.get("ts"))
        if ts not in self.channels[channel]:
            raise Refused("message_not_found")
        checked(faults(given.get("blocks"), 50))
        self.channels[channel][ts] |= given
        return {"channel": channel, "ts": ts, "text": given.get("text")}

    def delete(self, given: Json) -> Json:
        if not self.channels[known_channel(given)].pop(str(given.get("ts")), None):
            raise Refused("message_not_found")
        return {}

    def open(self, given: Json) -> Json:
        user = str(given.get("users"))
        return {"channel": {"id": self.dms.setdefault(user, f"D{user[1:]}")}, "already_open": False}

    def history(self, given: Json) -> Json:
        kept = [*reversed(self.channels[known_channel(given)].values())][: int(str(given.get("limit", 100)))]
        if given.get("include_all_metadata") not in {"1", "true"}:
            kept = [{key: one for key, one in message.items() if key != "metadata"} for message in kept]
        return {"messages": kept, "has_more": False}

    def view(self, given: Json) -> Json:
        trigger = given.get("trigger_id")
        if not trigger or trigger in self.expired:
            raise Refused("expired_trigger_id")
        self.expired.add(str(trigger))
        view = viewed(given, "modal")
        self.views.append(view)
        return {"view": view}

    def publish(self, given: Json) -> Json:
        self.homes[str(given["user_id"])] = viewed(given, "home")
        return {"view": given["view"]}

    def person(self, given: Json) -> Json:
        user = str(given.get("user"))
        if given.get("include_locale") not in {"1", "true"}:
            raise Refused("invalid_arguments")
        return {"user": {"id": user, "tz": "Asia/Bangkok", "locale": self.locales.get(user, "en-US")}}

    def exchange(self, given: Json) -> Json:
        """Each code and each refresh token once."""
        grant = self.grants.pop(str(given.get("code") or given.get("refresh_token")), None)
        if grant is None:
            raise Refused("invalid_refresh_token" if "refresh_token" in given else "invalid_code")
        team = grant.get("team")
        self.tokens[str(grant["access_token"])] = str(team["id"] if isinstance(team, dict) else "E1")
        return grant

    def connect(self, _given: Json) -> Json:
        self.connections += 1
        return {"url": f"ws://{self.server.host}:{self.server.port}/socket"}


METHODS: dict[str, Callable[[FakeSlack, Json], Json]] = {
    "auth.test": lambda _fake, _given: {"user_id": "UBOT", "team_id": "T1"},
    "chat.postMessage": FakeSlack.post,
    "chat.update": FakeSlack.update,
    "chat.delete": FakeSlack.delete,
    "conversations.open": FakeSlack.open,
    "conversations.history": FakeSlack.history,
    "views.open": FakeSlack.view,
    "views.publish": FakeSlack.publish,
    "users.info": FakeSlack.person,
    "oauth.v2.access": FakeSlack.exchange,
    "apps.connections.open": FakeSlack.connect,
}


def known_channel(given: Json) -> str:
    channel = str(given.get("channel"))
    if not channel.startswith(("C", "D", "G")):
        raise Refused("channel_not_found")
    return channel


def checked(found: list[str]) -> None:
    if found:
        raise Refused("invalid_blocks")


def viewed(given: Json, kind: str) -> Json:
    match given.get("view"):
        case dict() as view if view.get("type") == kind:
            checked(view_faults(view))
            return {**view}
        case _:
            raise Refused("invalid_arguments")
