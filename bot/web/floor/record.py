"""The record over HTTP: a page to read, and the same for a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.domain.people import Person
from bot.web.floor.door import NOWHERE, Door
from bot.web.floor.feed import Feed
from bot.web.floor.record_csv import table
from bot.web.floor.record_page import page
from bot.web.floor.scene import Scene
from bot.web.floor.shown import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """For moderators, by a link of their own that opens nothing else."""

    door: Door
    feed: Feed
    language_of: Callable[[Person], str]

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/record/{token}", self.page), web.get("/record/{token}/csv", self.csv)]

    async def page(self, request: web.Request) -> web.StreamResponse:
        scene, language = await self.scene(request)
        names = await self.names({event.by for event in scene.floor.events})
        html = page(scene, names, language, f"{request.path.rstrip('/')}/csv")
        return web.Response(text=html, content_type="text/html")

    async def csv(self, request: web.Request) -> web.StreamResponse:
        scene, _ = await self.scene(request)
        told = {"Content-Disposition": f'attachment; filename="{scene.meeting.id}-record.csv"'}
        return web.Response(text=table(scene), content_type="text/csv", charset="utf-8", headers=told)

    async def scene(self, request: web.Request) -> tuple[Scene, str]:
        grant, person = await self.door.moderator("record", request)
        language, stand = self.language_of(person), await self.feed.stand(grant.of)
        if stand is None:
            raise web.HTTPNotFound(text=NOWHERE)
        return stand.scene(View("record", language)), language

    async def names(self, people: set[str]) -> dict[str, str]:
        async with self.feed.reading() as unit:
            return {one: await unit.reading.name_of(one) for one in people if one}
