"""Desk, board and record put together, with the files their pages are made of."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.chat import Answering
from bot.domain.network import Network
from bot.domain.people import Person
from bot.links import Links
from bot.ports import Words
from bot.unit import UnitOfWork
from bot.web.files import served
from bot.web.floor.door import Door
from bot.web.floor.feed import Feed
from bot.web.floor.record import Records
from bot.web.floor.routes import Floors
from bot.web.floor.shown import Speaking
from bot.web.floor_files import FLOOR_FILES, texts_served
from bot.web.stream import News


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPages:
    """`words` by language, at the clocks of the home zone; `language_of`: which one a person reads."""

    links: Links
    reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    news: News
    now: Callable[[], datetime]
    handle: Answering
    network: Network
    speaking: Speaking
    words: Callable[[], Mapping[str, Words]]
    language_of: Callable[[Person], str]

    def add_to(self, app: web.Application, door: Door | None = None) -> Feed:
        door = door or Door(links=self.links, reading=self.reading, now=self.now)
        feed = Feed(
            reading=self.reading, speaking=self.speaking, news=self.news, now=self.now, links=self.links
        )
        records = Records(door=door, feed=feed, language_of=self.language_of)
        self.pages(door, feed).add_to(app)
        app.add_routes([*records.routes(), *served(*FLOOR_FILES), *texts_served()])
        return feed

    def pages(self, door: Door, feed: Feed) -> Floors:
        return Floors(
            door=door,
            feed=feed,
            handle=self.handle,
            network=self.network,
            words=self.words,
            language_of=self.language_of,
        )
