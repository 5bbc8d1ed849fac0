"""Links as mails carry them, over real HTTP, and the people of a small world."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from aiohttp import ClientSession, web

from bot.cards import Actions, Card, Link, Text
from bot.dialog import Show
from bot.drawing import drawn
from bot.web.files import served
from bot.web.floor.door import Door
from bot.web.headers import guarded
from bot.web.personal.served import PersonalPages
from tests.fakes.teams import serving
from tests.worlds import World, lexicons

CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")
OTHER = "https://elsewhere.example"


@dataclass
class Town:
    world: World
    http: ClientSession
    url: str

    async def mailed(self, person: str, about: Show) -> Card:
        """The card as it goes by mail now."""
        async with self.world.database.reading() as unit:
            reader = await unit.people.by_id(person, now=self.world.now)
            lexicon = lexicons()(reader, self.world.now)
            card = await drawn(unit, about, reader, lexicon, self.world.links)
        return self.world.links.by_mail(card, person, about)

    async def links(self, person: str, about: Show) -> dict[str, str]:
        """By the label in English, what a mail offers to follow."""
        words, card = (
            lexicons().speaking("en", "Asia/Bangkok", self.world.now).words,
            await self.mailed(person, about),
        )
        rows = (block.buttons for block in card.body if isinstance(block, Actions))
        return {words(one.label): one.url for row in rows for one in row if isinstance(one, Link)}

    async def said(self, person: str, about: Show) -> list[str]:
        words, card = (
            lexicons().speaking("en", "Asia/Bangkok", self.world.now).words,
            await self.mailed(person, about),
        )
        return [words(one.text) for one in card.body if isinstance(one, Text) and one.quiet]

    async def looks(self, link: str, method: str = "GET") -> tuple[int, str]:
        async with self.http.request(method, link) as answer:
            return answer.status, await answer.text()

    async def presses(
        self, link: str, saw: str | None = None, *, origin: str | None = None
    ) -> tuple[int, str]:
        """As the page does."""
        headers = {"Origin": self.url if origin is None else origin}
        form = {} if saw is None else {"saw": saw}
        async with self.http.post(link, data=form, headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def town(world: World) -> AsyncIterator[Town]:
    made, known = web.Application(), lexicons()
    made.on_response_prepare.append(guarded)
    made.add_routes(served("look.css", "icon.svg", "record.css"))
    door = Door(links=world.links, reading=world.database.reading, now=lambda: world.now)
    PersonalPages(door=door, handle=world.turns.handle, lexicon=known, language_of=known.language_of).add_to(
        made
    )
    async with serving(made) as url, ClientSession() as http:
        world.links.url = url
        yield Town(world, http, url)


def read(html: str) -> str:
    """What stands on the page, without its tags."""
    body = html.partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<body{body}")).split())
