"""The sample meeting with its desk, board and record over real HTTP, and the people of a small world."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientResponse, ClientSession, web

from bot.app import network as read_network
from bot.cards import Page
from bot.chat import Json
from bot.web.floor.feed import Feed
from bot.web.floor.served import FloorPages
from bot.web.headers import guarded
from bot.wording import LANGUAGES
from storage.database import Database
from tests.fakes.teams import serving
from tests.sitting import MEETING, Sitting
from tests.worlds import lexicons

BEAT = 0.2


@dataclass
class Events:
    """One open stream, read event by event."""

    answer: ClientResponse
    seen: list[tuple[str, Json]] = field(default_factory=list)

    async def next(self, name: str = "list") -> Json:
        """The next of this name; beats pass."""
        async with asyncio.timeout(5):
            while True:
                found, data = await self.event()
                if found == name:
                    return data

    async def event(self) -> tuple[str, Json]:
        name, data = "", ""
        async for raw in self.answer.content:
            field_, _, value = raw.decode().rstrip("\n").partition(": ")
            if field_ == "event":
                name = value
            elif field_ == "data":
                data = value
            elif name:
                found: Json = json.loads(data)
                self.seen.append((name, found))
                return name, found
        raise ConnectionError("the stream has ended")


@dataclass
class Town:
    sitting: Sitting
    http: ClientSession
    url: str
    feed: Feed

    def desk(self, person: str = "chair", meeting: str = MEETING) -> str:
        return self.sitting.world.links.address(Page("desk", meeting), person)

    def record(self, person: str = "chair") -> str:
        return self.sitting.world.links.address(Page("record", MEETING), person)

    async def board(self) -> str:
        async with self.sitting.world.database.reading() as unit:
            meeting = await unit.reading.meetings.get(MEETING)
        assert meeting
        return self.sitting.world.links.address(Page("board", MEETING, meeting.ends), "")

    @asynccontextmanager
    async def events(self, page: str, query: str = "") -> AsyncIterator[Events]:
        async with self.http.get(f"{page}/events{query}") as answer:
            assert answer.status == 200, await answer.text()
            yield Events(answer)

    async def does(
        self, verb: str, of: str, saw: str = "", *, by: str = "chair", **given: str
    ) -> tuple[int, Json]:
        body = {
            "id": self.sitting.world.fresh(),
            "verb": f"floor.{verb}",
            "of": of,
            "saw": saw,
            "given": given,
        }
        return await self.sends(body, by=by)

    async def sends(
        self, body: object, *, by: str = "chair", origin: str | None = None, desk: str = ""
    ) -> tuple[int, Json]:
        headers = {"Origin": self.url if origin is None else origin}
        async with self.http.post(f"{desk or self.desk(by)}/do", json=body, headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else {"text": text}


def pages(sitting: Sitting, database: Database) -> FloorPages:
    """Of the replica that has this database open."""
    world, known = sitting.world, lexicons()
    return FloorPages(
        links=world.links,
        reading=database.reading,
        news=database.news,
        now=lambda: world.now,
        handle=world.turns.handle,
        network=read_network(None),
        speaking=lambda language, zone, at: known.speaking(language, zone, at).words,
        words=lambda: {one: known.speaking(one, "Asia/Bangkok", world.now).words for one in LANGUAGES},
        language_of=known.language_of,
    )


@asynccontextmanager
async def town(sitting: Sitting, database: Database | None = None) -> AsyncIterator[Town]:
    made = web.Application()
    made.on_response_prepare.append(guarded)
    feed = pages(sitting, database or sitting.world.database).add_to(made)
    feed.beat = BEAT
    async with serving(made) as url, ClientSession() as http:
        sitting.world.links.url = url
        yield Town(sitting, http, url, feed)
