"""Slack's Web API and Socket Mode on loopback: checks tokens, blocks and views, keeps what it was told."""

import asyncio
import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Self

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import clock
from tests.fakes.arrivals import Arrival, Kind, mark, read
from tests.fakes.script import Script, Stalls
from tests.fakes.slack_blocks import faults
from tests.fakes.slack_faults import (
    Call,
    Fault,
    Refused,
    arguments,
    broken,
    checked,
    failed,
    known_channel,
    viewed,
)
from tests.fakes.windows import SLACK, Limits, Windows

__all__ = ["Call", "FakeSlack", "Fault"]

Json = dict[str, object]


@dataclass
class FakeSlack:
    """`tokens`: which workspace each bot token belongs to; `dms`: personal chats by user. `now`: its clock,
    by which it keeps its limits; leaving it where they were exceeded raises, unless they are `tried`.
    """

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
    script: Script[Fault] = field(default_factory=Script)
    arrived: list[Arrival] = field(default_factory=list)
    stalls: Stalls = field(default_factory=Stalls)
    now: Callable[[], datetime] = clock.now
    limits: Limits = "kept"
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self.number, self.connected, self.rung = count(1), asyncio.Event(), asyncio.Event()
        self.windows, self.newest_ts = Windows(SLACK, self.time), 0
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self.answer)
        app.router.add_get("/socket", self.socket)
        self.server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self.server.start_server()
        return self

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self.stalls.released.set()
        for socket in self.sockets:
            await socket.close()
        await self.server.close()
        if not failed:
            self.windows.settled(self.limits)

    def time(self) -> datetime:
        return self.now()

    @property
    def url(self) -> str:
        return f"{self.server.make_url('/api/')}"

    def fail(self, method: str, *planned: Fault, at: str = "", always: bool = False) -> None:
        """`at`: only in that workspace, or in that channel of any."""
        self.script.write(*planned, call=method, at=at, always=always)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def newest(self, channel: str) -> Json:
        return next(reversed(self.channels[channel].values()))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        call = Call(method, token, await arguments(request))
        self.calls.append(call)
        self.rung.set()
        if wait := self.windows.turned_away(*self.counted(call)):
            return failed(Fault(status=429, error="ratelimited", retry_after=wait))
        where = (self.tokens.get(token, ""), str(call.arguments.get("channel", "")))
        fault = self.script.next(method, *where) or Fault()
        body = self.result(call) if fault.accepted else None
        await self.stalls.late(fault.gate, fault.slow)
        if body is None and fault.only_late:
            body = self.result(call)
        error = {"ok": False, "error": fault.error or "ratelimited"}
        return await broken(request, fault, self.stalls) or web.json_response(body or error)

    def counted(self, call: Call) -> tuple[tuple[str, str], ...]:
        team = self.tokens.get(call.token, "")
        match call.method:
            case "chat.postMessage":
                return ("channel", f"{team}/{call.arguments.get('channel')}"), ("workspace", team)
            case "chat.update":
                return (("edits", team),)
            case "conversations.history":
                return (("history", team),)
            case "conversations.open":
                return (("opens", team),)
            case _:
                return ()

    async def called_next(self) -> None:
        """Until the bot has called once more."""
        self.rung.clear()
        await self.rung.wait()

    def result(self, call: Call) -> Json:
        try:
            self.admit(call)
            answer = METHODS[call.method](self, call.arguments)
        except Refused as refused:
            return {"ok": False, "error": str(refused)}
        if kind := LOGGED.get(call.method):
            self.log(kind, call, str(answer.get("ts") or call.arguments.get("ts")))
        return {"ok": True, **answer}

    def log(self, kind: Kind, call: Call, ts: str) -> None:
        given = call.arguments
        handle = f"{self.tokens.get(call.token)}/{given['channel']}/{ts}"
        arrival = Arrival(kind=kind, handle=handle, at=self.now(), delivery=mark(given), text=read(given))
        self.arrived.append(arrival)

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
        ts = self.ts()
        self.channels[channel][ts] = {**given, "ts": ts}
        return {"channel": channel, "ts": ts, "message": {"text": given.get("text"), "ts": ts}}

    def ts(self) -> str:
        """The time to the microsecond, and no two alike."""
        self.newest_ts = max(self.newest_ts + 1, int(self.now().timestamp() * 1_000_000))
        return f"{self.newest_ts // 1_000_000}.{self.newest_ts % 1_000_000:06}"

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
        """Newest first, those after `oldest`, page by page."""
        oldest = Decimal(str(given.get("oldest", "0")))
        channel = self.channels[known_channel(given)]
        kept = [message for ts, message in reversed(channel.items()) if Decimal(ts) > oldest]
        begin = int(str(given.get("cursor", "0")))
        end = begin + int(str(given.get("limit", 100)))
        page, more = kept[begin:end], end < len(kept)
        if given.get("include_all_metadata") not in {"1", "true"}:
            page = [{key: one for key, one in message.items() if key != "metadata"} for message in page]
        following = {"response_metadata": {"next_cursor": str(end)}} if more else {}
        return {"messages": page, "has_more": more, **following}

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
LOGGED: dict[str, Kind] = {
    "chat.postMessage": "sent",
    "chat.update": "edited",
    "chat.delete": "withdrawn",
}
