"""The light fakes, which turn away what is beyond the limits that the platforms publish."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import web

from tests.bench.crowd import Crowd, tenant_of
from tests.bench.fakes import Fakes, listening, shown
from tests.fakes.slack import Json
from tests.fakes.windows import SLACK, TEAMS, Windows


@dataclass
class Strict(Fakes):
    """`last`: when the newest message arrived; `limits` False: whatever comes is taken. `marks`: by channel
    what can be found there again, `looked`: how often it was looked for.
    """

    crowd: Crowd = field(default_factory=Crowd)
    limits: bool = True
    last: float = 0.0
    looked: int = 0
    marks: dict[str, Json] = field(default_factory=dict)
    in_slack: Windows = field(default_factory=lambda: Windows(SLACK))
    in_teams: Windows = field(default_factory=lambda: Windows(TEAMS))

    @property
    def violations(self) -> int:
        return len(self.in_slack.exceeded) + len(self.in_teams.exceeded)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        wait = await self.wait(request) if self.limits else 0
        if wait:
            refused = shown({"ok": False, "error": "ratelimited"})
            refused.set_status(429)
            refused.headers["Retry-After"] = str(wait)
            return refused
        if request.path == "/api/conversations.history":
            return shown(self.history(request.query["channel"]))
        return await super().answer(request)

    def history(self, channel: str) -> Json:
        self.looked += 1
        return {"ok": True, "messages": [self.marks[channel]] if channel in self.marks else []}

    def posted(self, message: Json) -> Json:
        answer = super().posted(message)
        self.marks[str(message["channel"])] = {"ts": answer["ts"], "metadata": message.get("metadata")}
        return answer

    async def wait(self, request: web.BaseRequest) -> int:
        match request.path.split("/")[1:]:
            case ["api", "chat.postMessage"]:
                channel = str(json.loads(await request.read())["channel"])
                team = request.headers["Authorization"].rpartition("-")[2]
                return self.in_slack.turned_away(("channel", f"{team}/{channel}"), ("workspace", team))
            case ["api", "conversations.open"]:
                team = request.headers["Authorization"].rpartition("-")[2]
                return self.in_slack.turned_away(("opens", team))
            case ["emea", "v3", "conversations", place, "activities"]:
                tenant = tenant_of(self.crowd, place)
                return self.in_teams.turned_away(("conversation", place), ("tenant", tenant))
            case _:
                return 0

    def arrive(self, place: str) -> None:
        super().arrive(place)
        self.last = perf_counter()


@asynccontextmanager
async def strict(crowd: Crowd, *, limits: bool) -> AsyncIterator[Strict]:
    async with listening(Strict(crowd=crowd, limits=limits)) as made:
        yield made
