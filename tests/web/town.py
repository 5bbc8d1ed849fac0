"""A bot that knows one form and one counter, on a real database and real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import count

from aiohttp import web

from adapters.playground.adapter import Playground
from bot.cards import Actions, Button, Card, Facts, Item, Notice, Pointer, Progress, Say, Text
from bot.chat import Address, Carries, Done, Filled, Happened, Inbound, Parcel, Pressed, Reply, Said, ShowForm
from bot.clock import Shifted
from bot.dialog import Ask, Draft, advance
from bot.domain.network import Network
from bot.errors import Unavailable
from bot.forms import choice, choices, country, day, form, number, text, yes_no
from bot.metrics import Metrics
from bot.networks.parsing import BUILT_IN, read_network
from bot.ports import Lexicon
from bot.recognise import Lexicons
from bot.sample import FACES, fill
from bot.web.headers import guarded
from bot.web.health import Health
from bot.web.loopback import loopback_only
from bot.web.playground import Pages
from bot.web.stream import Bell
from bot.wording.catalogue import catalogue
from storage.database import Database
from storage.playground import Talks


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@form
class Answers:
    title: str = text(max_length=20)
    story: str | None = text(max_length=500, long=True, optional=True)
    colour: Colour = choice(Colour)
    colours: tuple[Colour, ...] = choices(Colour, optional=True)
    partner: str = country(page=2)
    places: int = number(low=1, high=9, page=2)
    until: date | None = day(optional=True, page=2)
    sure: bool = yes_no(page=2)


@cache
def network() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


@cache
def english() -> Lexicon:
    return Lexicons.of({"en": catalogue("en")}, network()).speaking("en", "Asia/Bangkok", Shifted()())


def line(text_: str) -> Say:
    """Words of this test, as an argument of a text that is in the catalogue."""
    return Say("list", {"0": text_})


@dataclass
class Town:
    """`deaf`: answers as if the database were away; `heard`: each event once."""

    database: Database
    port: int = 0
    deaf: bool = False
    heard: list[Inbound] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    number: "count[int]" = field(default_factory=lambda: count(1))
    presses: int = 0
    clock: Shifted = field(default_factory=Shifted)
    runner: web.AppRunner | None = None

    def __post_init__(self) -> None:
        talks = Talks(self.database.unit, self.database.reading)
        self.playground = Playground(handle=self.handle, talks=talks, now=self.clock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, inbound: Inbound) -> Reply:
        if self.deaf:
            raise Unavailable
        if inbound.id in {one.id for one in self.heard}:
            return Done()
        self.heard.append(inbound)
        match inbound.what:
            case Happened("arrived"):
                return await self.tell(inbound, self.menu())
            case Said("visit") | Pressed(Pointer("visit")):
                return await self.ask(inbound)
            case Pressed(Pointer("count.up"), on=str(on)):
                self.presses += 1
                await self.playground.edit(on, self.parcel(inbound.sender, self.menu()))
                return Done()
            case Filled(later=True):
                return Done()
            case Filled(draft, _, given):
                return await self.filled(inbound, replace(self.drafts[draft]), dict(given))
            case Said(words):
                return await self.tell(inbound, Card(line(f"You said: {words}")))
            case _:
                return Done()

    async def ask(self, inbound: Inbound) -> Reply:
        draft = Draft(id=f"d{next(self.number)}", form="visit", owner="FJI", holder=inbound.sender.id)
        self.drafts[draft.id] = draft
        step = advance(Answers, draft, {}, english())
        assert isinstance(step, Ask)
        if Carries.FORM not in inbound.answer:
            return await self.tell(inbound, Card(line("In words")))
        return ShowForm(step, english())

    async def filled(self, inbound: Inbound, draft: Draft, given: dict[str, str | None]) -> Reply:
        step = advance(Answers, draft, given, english())
        if isinstance(step, Ask) and step.stuck:
            present = advance(Answers, draft, {}, english())
            assert isinstance(present, Ask)
            return ShowForm(
                replace(present, typed=given, problems=step.problems, guesses=step.guesses), english()
            )
        self.drafts[draft.id] = replace(step.draft, version=draft.version + 1)
        if isinstance(step, Ask):
            return ShowForm(replace(step, draft=self.drafts[draft.id]), english())
        return await self.tell(inbound, Card(line(f"Thank you for {step.values['title']}")))

    def menu(self) -> Card:
        up = Button(line("Up"), Pointer("count.up"), style="primary")
        return Card(
            line("What would you like to do?"),
            (
                Text(line("Some text")),
                Facts(((line("Pressed"), line(str(self.presses))),)),
                Item(line("A row"), (Button(line("Visit"), Pointer("visit")),), line("with a detail")),
                Progress(3, 10, line("Sent")),
                Notice(line("All is well"), "done"),
                Actions((up,)),
            ),
        )

    async def tell(self, inbound: Inbound, card: Card) -> Reply:
        """As the relay does: after the answer."""
        await self.playground.deliver(self.parcel(inbound.sender, card))
        return Done()

    def parcel(self, place: Address, card: Card) -> Parcel:
        return Parcel(f"m{next(self.number)}", place, card, english().words)

    async def start(self) -> None:
        app = web.Application(middlewares=[loopback_only])
        app.on_response_prepare.append(guarded)
        pages = Pages(
            playground=self.playground,
            reading=self.database.reading,
            accounts=FACES,
            words=english().words,
            bell=Bell(self.database.news),
            clock=self.clock,
            zone="Asia/Bangkok",
        )
        pages.add_to(app)
        app.add_routes(Health(checks=(), metrics=Metrics(), measure=self.measured).routes())
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = int(self.runner.addresses[0][1])

    async def measured(self) -> None:
        return

    async def stop(self) -> None:
        if self.runner:
            await self.runner.cleanup()
        self.runner = None


@asynccontextmanager
async def town(url: str) -> AsyncIterator[Town]:
    database = Database.of(url, network())
    async with database.unit() as unit:
        await fill(unit.people)
        await unit.commit()
    made = Town(database)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
        await database.dispose()
        await asyncio.sleep(0)
