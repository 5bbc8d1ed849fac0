"""The desk and the board over HTTP: their pages, what happens live, and what a desk does."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from bot.cards import Page
from bot.chat import Answering, Body, Refused
from bot.domain.network import Network
from bot.domain.people import Person
from bot.errors import Flooded, Malformed, Unavailable
from bot.links import Grant
from bot.ports import Words
from bot.web.about import preferred
from bot.web.bodies import body
from bot.web.files import PAGES
from bot.web.floor.delegations import delegations
from bot.web.floor.doing import item, pressed
from bot.web.floor.door import Door
from bot.web.floor.feed import Feed
from bot.web.floor.shown import View, compact, event
from bot.web.floor.stream import Stream
from bot.web.stream import opened

LANGUAGE = re.compile(r'<html lang="[a-z]+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """`words`: by language; `language_of`: the one a person is spoken to in."""

    door: Door
    feed: Feed
    handle: Answering
    network: Network
    words: Callable[[], Mapping[str, Words]]
    language_of: Callable[[Person], str]

    def add_to(self, app: web.Application) -> None:
        app.add_routes(self.routes())
        app.cleanup_ctx.append(self.feed.running)
        app.on_shutdown.append(self.feed.close)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/desk/{token}", self.desk),
            web.get("/desk/{token}/events", self.desk_events, allow_head=False),
            web.get("/desk/{token}/record", self.to_record),
            web.post("/desk/{token}/do", self.do),
            web.get("/board/{token}", self.board),
            web.get("/board/{token}/events", self.board_events, allow_head=False),
        ]

    async def desk(self, request: web.Request) -> web.StreamResponse:
        _, person = await self.door.moderator("desk", request)
        return page("desk.html", self.language_of(person))

    async def desk_events(self, request: web.Request) -> web.StreamResponse:
        grant, person = await self.door.moderator("desk", request)
        language, words = self.language_of(person), self.words()
        known = compact(delegations(self.network, words[language], words.values()))
        view = View("desk", language, request.query.get("item", ""))
        return await self.told(request, grant, view, event("people", known))

    async def to_record(self, request: web.Request) -> web.StreamResponse:
        """By a link that opens nothing else, so it can be left open or printed."""
        grant, _ = await self.door.moderator("desk", request)
        raise web.HTTPSeeOther(self.door.links.address(Page("record", grant.of), grant.person))

    async def board(self, request: web.Request) -> web.StreamResponse:
        self.door.opened("board", request)
        return page("board.html", self.read_in(request))

    async def board_events(self, request: web.Request) -> web.StreamResponse:
        grant = self.door.opened("board", request)
        return await self.told(request, grant, View("board", self.read_in(request)))

    def read_in(self, request: web.Request) -> str:
        """As the link says, else as the browser does."""
        asked, words = request.query.get("language", ""), self.words()
        return asked if asked in words else preferred(request.headers.get("Accept-Language", ""), words)

    async def told(
        self, request: web.Request, grant: Grant, view: View, first: bytes = b""
    ) -> web.StreamResponse:
        if self.feed.full:
            raise web.HTTPServiceUnavailable(text="Too many pages are open.\n", headers={"Retry-After": "30"})
        response = await opened(request)
        stream = Stream(view, grant, lambda: aborted(request))
        async with self.feed.opened(stream):
            with suppress(ConnectionError):
                await response.write(first) if first else None
                async for data in stream.taken():
                    await response.write(data)
        return response

    async def do(self, request: web.Request) -> web.StreamResponse:
        grant, person = await self.door.moderator("desk", request)
        self.door.from_ours(request)
        try:
            return await self.done(await body(request), grant, self.language_of(person))
        except Malformed as error:
            return web.json_response({"error": "malformed", "field": str(error)}, status=400)
        except Flooded:
            return web.json_response({"error": "flooded"}, status=429)
        except Unavailable:
            return web.json_response({"error": "unavailable"}, status=503)

    async def done(self, sent: Body, grant: Grant, language: str) -> web.Response:
        """With the list as it stands after it, or after its refusal."""
        inbound, view = pressed(sent, grant, self.door.now()), View("desk", language, item(sent))
        await self.feed.belongs(pressed_of(sent), grant.of)
        reply = await self.handle(inbound)
        stand = await self.feed.stand(grant.of)
        if stand is None:
            raise Malformed("of")
        listed = stand.text(view, **self.feed.present(grant.of))
        if isinstance(reply, Refused):
            return answer(f'{{"reason":{compact(reply.words(reply.why))},"list":{listed}}}', 409)
        return answer(f'{{"version":{stand.floor.version},"list":{listed}}}', 200)


def pressed_of(sent: Body) -> str:
    return str(sent.get("of"))


def answer(text: str, status: int) -> web.Response:
    return web.Response(text=text, content_type="application/json", status=status)


def page(name: str, language: str) -> web.Response:
    html = LANGUAGE.sub(f'<html lang="{language}"', (PAGES / name).read_text("utf-8"), count=1)
    return web.Response(text=html, content_type="text/html", headers={"Vary": "Accept-Language"})


def aborted(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()
