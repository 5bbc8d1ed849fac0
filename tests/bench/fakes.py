"""The Web API of Slack and the connector of Teams, as light as can be: who shares a machine with what is
measured must take little of it.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

from aiohttp import web

from tests.fakes.slack import Json
from tests.fakes.teams_tokens import published

KID = "bench"
TOKEN = {"token_type": "Bearer", "expires_in": 36_000, "access_token": "outbound"}
SIGNED_IN = {"ok": True, "team_id": "T0", "user_id": "UBOT", "bot_id": "B1"}
PERSON = {"ok": True, "user": {"id": "U0", "locale": "en-US"}}


Fake = TypeVar("Fake", bound="Fakes")


@dataclass
class Fakes:
    """`arrived`: how many messages have reached each place, `first`: when the first one did; `url` of both,
    which share one port.
    """

    url: str = ""
    arrived: Counter[str] = field(default_factory=Counter)
    first: dict[str, float] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """The id of a message is nobody's concern here, so all have the same."""
        raw = await request.read()
        match request.path.split("/")[1:]:
            case ["api", "chat.postMessage"]:
                return shown(self.posted(json.loads(raw)))
            case ["api", "chat.update"]:
                return shown({"ok": True})
            case ["emea", "v3", "conversations", _place, "activities", *_] if request.method == "PUT":
                return shown({"id": "m1"})
            case ["emea", "v3", "conversations", place, "activities", *_]:
                self.arrive(place)
                return shown({"id": "m1"})
            case _:
                return shown(self.looked_up(request.path))

    def posted(self, message: Json) -> Json:
        place = str(message["channel"])
        self.arrive(place)
        return {"ok": True, "channel": place, "ts": "1700000000.000001", "message": {}}

    def arrive(self, place: str) -> None:
        self.arrived[place] += 1
        self.first.setdefault(place, perf_counter())
        self.news.set()

    def looked_up(self, path: str) -> Json:
        answers: dict[str, Json] = {
            "/api/auth.test": {**SIGNED_IN},
            "/api/users.info": {**PERSON},
            "/api/conversations.open": {"ok": True, "channel": {"id": "D0"}},
            "/metadata": {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"},
            "/keys": {"keys": [published(KID, ["msteams"])]},
            "/token": {**TOKEN},
        }
        return answers[path]

    async def reached(self, total: int, seconds: float) -> None:
        """Until so many messages have arrived in all; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while self.arrived.total() < total:
                self.news.clear()
                await self.news.wait()


def shown(body: Json) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), content_type="application/json")


@asynccontextmanager
async def fakes() -> AsyncIterator[Fakes]:
    async with listening(Fakes()) as made:
        yield made


@asynccontextmanager
async def listening(made: Fake) -> AsyncIterator[Fake]:
    runner = web.ServerRunner(web.Server(made.answer, access_log=None))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        made.url = "http://{}:{}".format(*runner.addresses[0][:2])
        yield made
    finally:
        await runner.cleanup()
