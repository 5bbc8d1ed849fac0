"""A floor told over real HTTP to the real pages; what its moderator does can be made to fail."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

import bot.web
from bot.web.files import served
from bot.web.floor_files import FLOOR_FILES, texts_served
from bot.web.headers import guarded
from tests.web.desk_list import Entry, Json, Speakers

PAGES = Path(bot.web.__file__).parent / "pages"
START = datetime(2022, 3, 24, 8, 21, 0, tzinfo=UTC)


@dataclass
class DeskTown:
    """`cut`: so many commands are carried out, but the answers lost; `busy`: so many are turned away."""

    language: str = "en"
    speakers: Speakers = field(default_factory=Speakers)
    port: int = 0
    cut: int = 0
    busy: int = 0
    expired: bool = False
    silent: bool = False
    beat: float = 0.5
    received: list[Json] = field(default_factory=list)
    streams: set[asyncio.Event] = field(default_factory=set)
    answered: dict[str, tuple[int, Json]] = field(default_factory=dict)
    runner: web.AppRunner | None = None
    began: float = 0.0
    ahead: timedelta = timedelta()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime:
        return START + self.ahead + timedelta(seconds=asyncio.get_running_loop().time() - self.began)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/desk/{token}", self.page),
            web.get("/board/{token}", self.page),
            web.get("/desk/{token}/events", self.events),
            web.get("/board/{token}/events", self.events),
            web.post("/desk/{token}/do", self.do),
            *served("look.css", "icon.svg", *FLOOR_FILES),
            *texts_served(),
        ]

    async def page(self, request: web.Request) -> web.Response:
        if self.expired:
            raise web.HTTPNotFound
        name = request.path.split("/")[1]
        text = (PAGES / f"{name}.html").read_text("utf-8").replace('lang="en"', f'lang="{self.language}"')
        return web.Response(text=text, content_type="text/html")

    async def events(self, request: web.Request) -> web.StreamResponse:
        if self.expired:
            raise web.HTTPNotFound
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        woken = asyncio.Event()
        self.ring()
        self.streams.add(woken)
        try:
            await self.tell(response, woken, desk=request.path.startswith("/desk"))
        except ConnectionError:
            return response
        finally:
            self.streams.discard(woken)
        return response

    async def tell(self, response: web.StreamResponse, woken: asyncio.Event, *, desk: bool) -> None:
        if desk:
            await response.write(event("people", {"delegations": self.speakers.people()}))
        await response.write(event("list", self.shown(desk=desk)))
        while self.runner is not None and not self.expired:
            try:
                await asyncio.wait_for(woken.wait(), self.beat)
            except TimeoutError:
                if not self.silent:
                    await response.write(event("beat", {"now": self.now.isoformat()}))
            else:
                woken.clear()
                await response.write(event("list", self.shown(desk=desk)))

    def shown(self, *, desk: bool) -> Json:
        present: Json = {"now": self.now.isoformat(), "desks": len(self.streams)}
        return present | (self.speakers.desk() if desk else self.speakers.board())

    async def do(self, request: web.Request) -> web.Response:
        if self.expired:
            raise web.HTTPNotFound
        if self.busy:
            self.busy -= 1
            raise web.HTTPServiceUnavailable
        wish = await request.json()
        self.received.append(wish)
        status, answer = self.judged(wish)
        self.ring()
        if self.cut:
            self.cut -= 1
            assert request.transport
            request.transport.abort()
        return web.json_response(answer, status=status)

    def judged(self, wish: Json) -> tuple[int, Json]:
        known = self.answered.get(str(wish["id"]))
        if known:
            return known
        reason = self.speakers.do(wish, self.now)
        answer: Json = {"version": self.speakers.version, "list": self.shown(desk=True)}
        found = (409, {"reason": reason} | answer) if reason else (200, answer)
        self.answered[str(wish["id"])] = found
        return found

    def ring(self) -> None:
        for one in self.streams:
            one.set()

    def listed(self, *entries: Entry) -> None:
        """Somebody asked elsewhere."""
        for one in entries:
            self.speakers.add(one)
        self.ring()

    async def start(self) -> None:
        app = web.Application()
        app.on_response_prepare.append(guarded)
        app.add_routes(self.routes())
        self.began = self.began or asyncio.get_running_loop().time()
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = int(self.runner.addresses[0][1])

    async def stop(self) -> None:
        runner, self.runner = self.runner, None
        self.ring()
        if runner:
            await runner.cleanup()


def event(name: str, data: Json) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


@asynccontextmanager
async def desk_town(language: str = "en") -> AsyncIterator[DeskTown]:
    made = DeskTown(language)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
