"""The browser chat over HTTP: its page, its talks, what people do, and what is new."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from aiohttp import web

from adapters.playground import limits
from adapters.playground.adapter import Playground
from adapters.playground.inbound import arrived, aside, filled, language, name, number, pressed, said, text
from bot.chat import Body, Inbound
from bot.errors import Malformed, Unavailable
from bot.ports import Words
from bot.talks import Line, Talks
from bot.unit import UnitOfWork
from bot.web.bodies import taking
from bot.web.faces import faces
from bot.web.files import giving, served
from bot.web.stream import CLOCK, Bell, event, opened

Answer = dict[str, object]
DIGITS = 10
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
FILES = (
    "look.css",
    "playground.css",
    "texts.js",
    "page.js",
    "people.js",
    "time.js",
    "talk.js",
    "fields.js",
    "wire.js",
    "playground.js",
    "icon.svg",
)


class Clock(Protocol):
    """Playground time; `by`: how far it is from the real one."""

    @property
    def by(self) -> timedelta: ...
    def __call__(self) -> datetime: ...
    def shift(self, further: timedelta) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """`accounts`: whom one can be; `zone`: of the network, IANA name; `words`: the page's own language."""

    playground: Playground
    reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    accounts: Sequence[str]
    words: Words
    bell: Bell
    clock: Clock
    zone: str

    def add_to(self, app: web.Application) -> None:
        app.add_routes(self.routes())
        app.cleanup_ctx.append(self.bell.running)
        app.on_shutdown.append(self.bell.close)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", giving("playground.html")),
            *served(*FILES),
            web.get("/playground/people", self.people),
            web.get("/playground/talk", self.talk),
            web.get("/playground/events", self.events),
            web.post("/playground/begin", taking(self.begin)),
            web.post("/playground/say", taking(self.say)),
            web.post("/playground/press", taking(self.press)),
            web.post("/playground/fill", taking(self.fill)),
            web.post("/playground/aside", taking(self.aside)),
            web.post("/playground/language", taking(self.language)),
            web.post("/playground/read", taking(self.read)),
            web.post("/playground/clock", taking(self.shift)),
        ]

    async def people(self, _request: web.Request) -> web.Response:
        async with self.reading() as unit:
            found = await faces(unit, self.accounts, self.words, self.clock())
        return web.json_response({"people": found})

    async def talk(self, request: web.Request) -> web.Response:
        """The newest lines, or those before one; and from where the stream goes on."""
        of, talks, before = (
            self.known(request.query.get("as")),
            self.talks,
            count(request.query.get("before")),
        )
        change = await talks.last(of)
        lines = await talks.newest(of, before=before, limit=limits.HISTORY)
        return web.json_response({"change": change, "lines": list(map(drawn, lines))})

    async def events(self, request: web.Request) -> web.StreamResponse:
        of = self.known(request.query.get("as"))
        after = count(request.headers.get("Last-Event-ID")) or count(request.query.get("after"))
        response = await opened(request)
        with suppress(ConnectionError, Unavailable):
            await self.tell(of, after or 0, response)
        return response

    async def tell(self, of: str, after: int, response: web.StreamResponse) -> None:
        shown: dict[str, object] = {}
        async for _ in self.bell.rings():
            for line in await self.talks.since(of, after):
                after = line.change
                await response.write(event("line", drawn(line), after))
            present = {"unread": dict(await self.talks.unread()), "clock": self.time()}
            for title, now in present.items():
                if shown.get(title) != now:
                    await response.write(event(title, now))
            shown = present
            await response.write(event("beat", {}))

    async def begin(self, body: Body) -> Answer:
        return answer(await self.playground.answered(self.meant(arrived, body)))

    async def say(self, body: Body) -> Answer:
        return answer(await self.playground.said(self.meant(said, body), text(body, "text")))

    async def press(self, body: Body) -> Answer:
        return answer(await self.playground.answered(self.meant(pressed, body)))

    async def fill(self, body: Body) -> Answer:
        return answer(await self.playground.answered(self.meant(filled, body), name(body, "on")))

    async def aside(self, body: Body) -> Answer:
        return answer(await self.playground.aside(self.meant(aside, body), name(body, "on")))

    async def language(self, body: Body) -> Answer:
        return answer(await self.playground.answered(self.meant(language, body)))

    async def read(self, body: Body) -> Answer:
        await self.talks.read(self.known(name(body, "as")), number(body, "upto"))
        return answer([])

    async def shift(self, body: Body) -> Answer:
        by = text(body, "by")
        if by not in STEPS:
            raise Malformed("by")
        self.clock.shift(STEPS[by])
        self.bell.news.publish((CLOCK,))
        return {"clock": self.time()}

    @property
    def talks(self) -> Talks:
        return self.playground.talks

    def meant(self, parse: Callable[[Body, datetime], Inbound], body: Body) -> Inbound:
        self.known(name(body, "as"))
        return parse(body, self.clock())

    def known(self, account: str | None) -> str:
        if account is None or account not in self.accounts:
            raise web.HTTPNotFound(text="Nobody of that name is here.\n")
        return account

    def time(self) -> dict[str, str | float]:
        """Seconds between this machine's clock and the playground's."""
        return {"ahead": self.clock.by.total_seconds(), "zone": self.zone}


def answer(lines: Sequence[Line]) -> Answer:
    """What the window that asked need not wait for."""
    return {"lines": list(map(drawn, lines))}


def drawn(line: Line) -> dict[str, str | int]:
    return {
        "id": line.id,
        "kind": line.kind,
        "html": line.html,
        "text": line.text,
        "at": line.at.isoformat(),
        "number": line.number,
        "change": line.change,
    }


def count(asked: str | None) -> int | None:
    """What is no number asks for nothing."""
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < DIGITS else None
