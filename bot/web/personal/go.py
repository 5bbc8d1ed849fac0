"""What a link in a mail does, over HTTP: asked for, it shows; sent to by its own page, it does it, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from aiohttp import web

from bot.cards import Card, Notice, Say, say
from bot.chat import Answering, Done, Refused, Reply
from bot.dialog import Show
from bot.domain.access import insiders
from bot.domain.people import Person
from bot.drawing import drawn
from bot.errors import Flooded, Unavailable
from bot.ports import Lexicon
from bot.web.floor.door import Door
from bot.web.personal.errand import Errand, errand, offered, today
from bot.web.personal.go_page import Sight, page

LARGEST, SAW = 16_384, 4_000
"""Bytes of what is sent; characters of what its presser saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goes:
    """`language_of`: which one a person reads."""

    door: Door
    handle: Answering
    lexicon: Callable[[Person, datetime], Lexicon]
    language_of: Callable[[Person], str]

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/go/{token}", self.show), web.post("/go/{token}", self.do)]

    async def show(self, request: web.Request) -> web.StreamResponse:
        return await self.shown(await self.errand(request))

    async def do(self, request: web.Request) -> web.StreamResponse:
        of = await self.errand(request)
        self.door.from_ours(request)
        saw = await seen(request, of.does.saw)
        try:
            reply = await self.handle(of.inbound(saw, self.door.now()))
        except Flooded:
            return await self.shown(of, Notice(say("go-flooded")), 429)
        except Unavailable:
            return await self.shown(of, Notice(say("go-unavailable")), 503)
        return await self.came_of(of, reply)

    async def errand(self, request: web.Request) -> Errand:
        grant, person = await self.door.admitted("go", request, insiders)
        return errand(grant, person, request.match_info["token"].rpartition(".")[2])

    async def came_of(self, of: Errand, reply: Reply) -> web.StreamResponse:
        match reply:
            case Refused(why):
                return await self.shown(of, Notice(why), 409)
            case Done(Say() as told):
                return await self.done(of, of.about, told)
            case Done(Show() as led):
                return await self.done(of, led, say("go-done"))
            case _:
                return await self.done(of, of.about, say("go-again"))

    async def shown(self, of: Errand, told: Notice | None = None, status: int = 200) -> web.StreamResponse:
        card = await self.card(of, of.about)
        return self.page(of, card, told, status)

    async def done(self, of: Errand, led: Show, told: Say) -> web.StreamResponse:
        """With nothing more to press, but where it has led to another card that card's own links."""
        card = await self.card(of, led)
        if led != of.about:
            card = self.door.links.by_mail(card, of.person.id, led)
        return self.page(of, card, None if of.shows else Notice(told, "done"), 200, over=True)

    async def card(self, of: Errand, shown: Show) -> Card:
        lexicon = self.lexicon(of.person, self.door.now())
        async with self.door.reading() as unit:
            screen = await today(shown, unit.reading)
            return await drawn(unit, screen, of.person, lexicon, self.door.links)

    def page(
        self, of: Errand, card: Card, told: Notice | None, status: int, *, over: bool = False
    ) -> web.StreamResponse:
        sight = Sight(
            language=self.language_of(of.person),
            words=self.lexicon(of.person, self.door.now()).words,
            of=of,
            card=card,
            button=None if over else offered(card, of.does),
            told=told,
            over=over,
        )
        return web.Response(text=page(sight), status=status, content_type="text/html")


async def seen(request: web.Request, otherwise: str) -> str:
    """What the page had shown; 400 and 413 for what no page of ours sends."""
    if (request.content_length or 0) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
    try:
        sent = parse_qs((await request.read()).decode(), keep_blank_values=True, max_num_fields=9)
    except ValueError as error:
        raise web.HTTPBadRequest(text="This is no form of ours.\n") from error
    saw = sent.get("saw", [otherwise])[0]
    if len(saw) > SAW:
        raise web.HTTPBadRequest(text="This is no form of ours.\n")
    return saw
