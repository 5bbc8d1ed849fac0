"""The composition root: the only file that knows every part."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, web

from bot.alarms import Watch, reasons
from bot.chat import Platform
from bot.clock import Shifted
from bot.clock import now as real_time
from bot.domain.network import Network
from bot.errors import Misconfigured, Unavailable
from bot.housekeeping import scheduler, soon, watched, watching
from bot.lease import guarded
from bot.links import Links, links
from bot.metrics import Metrics
from bot.networks.parsing import BUILT_IN, read_network
from bot.outbox import Relay
from bot.paces import paces
from bot.ports import Words
from bot.pump import Pump
from bot.recognise import Lexicons
from bot.request import House
from bot.scheduler import Ticker
from bot.settings import Settings
from bot.turn import Turns
from bot.web.floor.door import Door
from bot.web.floor.served import FloorPages
from bot.web.health import Check, State
from bot.web.personal.served import PersonalPages
from bot.web.stream import CLOCK
from bot.wording import LANGUAGES, catalogues
from storage.database import Database
from storage.skew import skew

CALL_S, CONNECTIONS, SKEW_S = 20.0, 200, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What there is whatever the platforms: records, words, time, and the way of one request."""

    settings: Settings
    database: Database
    lexicons: Lexicons
    clock: Shifted
    metrics: Metrics
    turns: Turns
    links: Links

    def words(self) -> Mapping[str, Words]:
        """By language, with the home zone's time."""
        home, now = self.database.network.home_zone, self.clock()
        return {language: self.lexicons.speaking(language, home, now).words for language in LANGUAGES}

    def relay(self, platforms: Mapping[str, Platform]) -> Relay:
        sending, mail = self.settings.sending, self.settings.mail
        return Relay(
            units=self.database.unit,
            reading=self.database.reading,
            platforms=platforms,
            paces=paces(teams=sending.teams_pace, slack=sending.slack_pace, mail=mail.pace if mail else 0),
            lease=sending.lease,
            gap=sending.gap,
            lexicon=self.lexicons,
            links=self.links,
            now=self.clock,
            chance=SystemRandom().random,
            counted=self.metrics.attempted,
        )

    def watch(self, platforms: Mapping[str, Platform]) -> Watch:
        return Watch(
            units=self.database.unit,
            reading=self.database.reading,
            platforms=frozenset(platforms),
            now=self.clock,
            fresh=fresh,
        )

    def ticker(self) -> Ticker:
        return Ticker(
            units=self.database.unit,
            now=self.clock,
            fresh=fresh,
            ticked=lambda done: self.metrics.ticked(real_time(), done=done),
        )

    def add_pages(self, to: web.Application) -> None:
        """The desk, the board and the record; what mails lead to, and reports."""
        door = Door(links=self.links, reading=self.database.reading, now=self.clock)
        handle = self.metrics.counted(self.turns.handle)
        FloorPages(
            links=self.links,
            reading=self.database.reading,
            news=self.database.news,
            now=self.clock,
            handle=handle,
            network=self.database.network,
            speaking=lambda language, zone, at: self.lexicons.speaking(language, zone, at).words,
            words=self.words,
            language_of=self.lexicons.language_of,
        ).add_to(to, door)
        PersonalPages(
            door=door, handle=handle, lexicon=self.lexicons, language_of=self.lexicons.language_of
        ).add_to(to)

    async def measure(self) -> None:
        """What is asked of the database when figures are read."""
        now = self.clock()
        try:
            async with self.database.reading() as unit:
                figures = await unit.pulse.figures(now=now)
        except Unavailable:
            self.metrics.unknown()
        else:
            self.metrics.stands(figures, now)


def network(file: Path | None) -> Network:
    """Raises Misconfigured with one line per fault."""
    found = read_network(file or BUILT_IN)
    if isinstance(found, Network):
        return found
    raise Misconfigured(found)


def core(settings: Settings, clock: Shifted) -> Core:
    served = network(settings.network)
    database, lexicons = Database.of(settings.database_url, served, clock), Lexicons.of(catalogues(), served)
    database.by_mail = settings.mail is not None
    signed = links(settings.secret_key, settings.public_url, clock)
    house = House(lexicon=lexicons, now=clock, fresh=fresh, links=signed)
    turns = Turns(units=database.unit, house=house, chance=SystemRandom().random)
    return Core(
        settings=settings,
        database=database,
        lexicons=lexicons,
        clock=clock,
        metrics=Metrics(),
        turns=turns,
        links=signed,
    )


def fresh() -> str:
    """128 bits: a record's id also stands in links and buttons."""
    return secrets.token_hex(16)


def chance(count: int) -> bytes:
    """That many random bytes."""
    return secrets.token_bytes(count)


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[None]:
    """At the newest schema, and ours alone where it is a file."""
    try:
        database.hold()
        await database.migrate()
        await database.start()
        yield
    finally:
        await database.dispose()


@asynccontextmanager
async def session() -> AsyncIterator[ClientSession]:
    connector = TCPConnector(limit=CONNECTIONS, limit_per_host=0)
    timeout = ClientTimeout(total=CALL_S)
    async with ClientSession(
        connector=connector, timeout=timeout, cookie_jar=DummyCookieJar(), trace_configs=[guarded()]
    ) as opened:
        yield opened


@asynccontextmanager
async def kept_going(parts: Core, relay: Relay) -> AsyncIterator[None]:
    """The relay, woken by news, and what happens by itself; ended in order, with nothing left half done."""
    pump, ticker, watch = Pump(relay=relay), parts.ticker(), parts.watch(relay.platforms)
    jobs = scheduler(parts.database.unit, parts.clock, ticker.run)
    async with asyncio.TaskGroup() as tasks:
        pumping = tasks.create_task(pump.run())
        hearing = tasks.create_task(wakened(parts.database, pump.wake, lambda: soon(jobs, ticker.run)))
        standing = [
            tasks.create_task(one) for one in (watched(jobs, lambda: ticker.runs), watching(watch.run))
        ]
        jobs.start()
        try:
            yield
        finally:
            jobs.pause()
            await asyncio.gather(ticker.end(), watch.end())
            for one in standing:
                one.cancel()
            jobs.shutdown(wait=False)
            pump.stop()
            await asyncio.wait({pumping})
            hearing.cancel()


async def wakened(database: Database, wake: Callable[[], None], shifted: Callable[[], None]) -> None:
    """Whatever has changed may be something to send; what was missed while deaf too. A clock that was moved
    makes things due.
    """
    while True:
        with database.news.subscribe() as heard:
            wake()
            async for touch in heard:
                wake()
                if touch == CLOCK:
                    shifted()


def checks(parts: Core) -> Sequence[Check]:
    """What `/readyz` asks."""

    async def database() -> State:
        ahead = await skew(parts.database, real_time())
        if abs(ahead) > SKEW_S:
            return State("degraded", f"its clock is {ahead:+.1f} s from ours")
        return State()

    async def deliveries() -> State:
        now, home = parts.clock(), parts.database.network.home_zone
        words = parts.lexicons.speaking("en", home, now).words
        wrong = [words(one) for one in await reasons(parts.database.reading, now)]
        return State("degraded", " ".join(wrong)) if wrong else State()

    return (("database", database), ("deliveries", deliveries))
