"""The adapter behind a real server, before a bot that answers what the test tells it to."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import ClientSession, web

from adapters.teams.adapter import Teams
from adapters.teams.settings import TeamsSettings
from bot import clock
from bot.chat import Done, Inbound, Json, Reply
from tests.fakes.teams import PASSWORD, FakeTeams, serving
from tests.fakes.teams_activities import Talker
from tests.fakes.windows import unhurried


@dataclass(slots=True)
class Hours:
    """Time that passes only when told; `seconds` is the monotonic clock."""

    passed: float = 0.0
    began: datetime = field(default_factory=clock.now)

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return 1_000.0 + self.passed


@dataclass(slots=True)
class Shelf:
    """References as storage would keep them: JSON and back."""

    kept: dict[str, str] = field(default_factory=dict)
    writes: int = 0

    async def get(self, place: str) -> Mapping[str, object] | None:
        found: object = json.loads(self.kept[place]) if place in self.kept else None
        return found if isinstance(found, dict) else None

    async def put(self, place: str, stored: Json) -> None:
        self.writes += 1
        self.kept[place] = json.dumps(stored)


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Json:
        found: object = json.loads(self.text)
        assert isinstance(found, dict)
        return found


@dataclass(slots=True)
class Rig:
    """`replies` are given one a turn, and Done after that; one that is an exception is raised."""

    fake: FakeTeams
    session: ClientSession
    hours: Hours = field(default_factory=Hours)
    shelf: Shelf = field(default_factory=Shelf)
    taken: list[Inbound] = field(default_factory=list)
    replies: list[Reply | Exception] = field(default_factory=list)
    url: str = ""
    teams: Teams = field(init=False)

    @property
    def ana(self) -> Talker:
        return Talker(service=self.fake.service)

    async def handle(self, inbound: Inbound) -> Reply:
        self.taken.append(inbound)
        reply = self.replies.pop(0) if self.replies else Done()
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def post(self, activity: object, headers: Mapping[str, str] | None = None) -> Response:
        """With a good token, unless other headers are given."""
        given = self.fake.signer.header() if headers is None else headers
        data = io.BytesIO(activity if isinstance(activity, bytes) else json.dumps(activity).encode())
        sent = {"Content-Type": "application/json; charset=utf-8", **given}
        async with self.session.post(f"{self.url}/api/messages", data=data, headers=sent) as answer:
            return Response(answer.status, await answer.text(), dict(answer.headers))


@asynccontextmanager
async def rig(
    fake: FakeTeams,
    session: ClientSession,
    *,
    open_to_loopback: bool = False,
    tenants: frozenset[str] = frozenset(),
    metadata_url: str = "",
) -> AsyncIterator[Rig]:
    made = Rig(fake, session)
    fake.now, fake.windows.now = made.hours.now, unhurried(made.hours.now)
    settings = TeamsSettings(
        app_id="" if open_to_loopback else fake.app_id,
        app_password="" if open_to_loopback else PASSWORD,
        tenant_id="home",
        metadata_url=metadata_url or f"{fake.url}/metadata",
        token_url=f"{fake.url}/token",
        service_hosts=frozenset({"127.0.0.1"}),
        tenants=tenants,
        open_to_loopback=open_to_loopback,
    )
    made.teams = Teams(
        settings=settings,
        session=session,
        references=made.shelf,
        handle=made.handle,
        now=made.hours.now,
        clock=made.hours.seconds,
    )
    app = web.Application()
    app.router.add_post("/api/messages", made.teams.route)
    async with serving(app) as url:
        made.url = url
        yield made
