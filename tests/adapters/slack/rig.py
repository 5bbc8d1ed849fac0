"""The adapter behind a real server, between a fake Slack and a bot that answers what the test tells it to."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.adapter import Slack, SlackSettings
from adapters.slack.installations import Installation, Installations, States
from adapters.slack.secrets import vault
from bot.cards import Card, Say, say
from bot.chat import Address, Answering, Done, Inbound, Json, Parcel, Reply
from bot.dialog import Ask, Draft
from bot.domain.network import Network
from bot.errors import Unavailable
from bot.forms import AnyQuestion
from bot.networks.parsing import BUILT_IN, read_network
from bot.recognise import Lexicons, Spoken
from bot.wording import catalogues
from tests.fakes import slack_requests as requests
from tests.fakes.slack import FakeSlack
from tests.fakes.windows import unhurried

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KEY = "a secret key of at least thirty-two characters"
ANA = requests.Account()
PAYLOADS = Path(__file__).parent / "payloads"


@dataclass
class Hours:
    """Time that passes only when told."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Phrases:
    """A text as given, or the key itself."""

    texts: Mapping[str, str] = field(default_factory=lambda: {"typed": "{text}"})

    def __call__(self, said: Say, /, escape: Callable[[str], str] = str) -> str:
        args = {
            name: self(arg, escape) if isinstance(arg, Say) else escape(str(arg))
            for name, arg in said.args.items()
        }
        return self.texts.get(said.key, said.key).format_map(args)


def typed(text: str) -> Say:
    return say("typed", text=text)


@cache
def lexicons() -> Lexicons:
    network = read_network(BUILT_IN)
    assert isinstance(network, Network)
    return Lexicons.of(catalogues(), network)


def english() -> Spoken:
    return lexicons().speaking("en", "Asia/Bangkok", START)


@dataclass
class Bot:
    """Keeps what was handed in; answers in turn, then Done; each answer may be an error."""

    heard: list[Inbound] = field(default_factory=list)
    replies: deque[Reply | Exception] = field(default_factory=deque)

    async def handle(self, inbound: Inbound) -> Reply:
        self.heard.append(inbound)
        reply = self.replies.popleft() if self.replies else Done()
        if isinstance(reply, Exception):
            raise reply
        return reply


@dataclass
class Store:
    """Both stores in memory, with a switch for the database."""

    kept: dict[str, Installation] = field(default_factory=dict)
    states: dict[str, datetime] = field(default_factory=dict)
    leases: dict[str, datetime] = field(default_factory=dict)
    reads: int = 0
    down: bool = False

    async def get(self, of: str) -> Installation | None:
        if self.down:
            raise Unavailable
        self.reads += 1
        await asyncio.sleep(0)
        own = self.kept.get(of)
        sisters = [one for one in self.kept.values() if of and one.enterprise == of]
        return own or max(sisters, key=lambda one: one.installed_at, default=None)

    async def put(self, installation: Installation) -> None:
        self.kept[installation.id] = installation

    async def delete(self, of: str, *, before: datetime) -> None:
        found = self.kept.get(of)
        if found and found.installed_at < before:
            del self.kept[of]

    async def lease(self, of: str, *, now: datetime, until: datetime) -> bool:
        if self.leases.get(of, now) > now:
            return False
        self.leases[of] = until
        return True

    async def release(self, of: str) -> None:
        self.leases.pop(of, None)

    async def issue(self, state: str, *, now: datetime, expires_at: datetime) -> None:
        if self.down:
            raise Unavailable
        self.states[state] = expires_at

    async def consume(self, state: str, *, now: datetime) -> bool:
        found = self.states.pop(state, None)
        return found is not None and now < found


@dataclass
class Chats:
    """What has been opened, in memory."""

    kept: dict[str, tuple[str, str, datetime]] = field(default_factory=dict)

    async def get(self, place: str) -> str | None:
        return self.kept[place][0] if place in self.kept else None

    async def put(self, place: str, channel: str, *, by: str, at: datetime) -> None:
        self.kept[place] = channel, by, at

    async def delete(self, place: str, channel: str) -> None:
        if await self.get(place) == channel:
            del self.kept[place]

    async def leave(self, by: str, *, before: datetime) -> None:
        self.kept = {of: one for of, one in self.kept.items() if one[1] != by or one[2] >= before}


@dataclass
class Rig:
    fake: FakeSlack
    slack: Slack
    bot: Bot
    store: Store
    hours: Hours
    session: aiohttp.ClientSession
    url: str

    async def send(self, body: Json) -> tuple[int, str]:
        return await requests.send(self.session, f"{self.url}/slack/events", body, self.hours.at)

    async def answered(self, body: Json) -> Json:
        """What Slack is told in the answer, which has to be a good one."""
        status, text = await self.send(body)
        assert status == 200, (status, text)
        found: object = json.loads(text) if text else {}
        assert isinstance(found, dict)
        return found

    @property
    def heard(self) -> Inbound:
        return self.bot.heard[-1]


def one(url: str) -> SlackSettings:
    return SlackSettings(
        secret_key=KEY,
        public_url="https://bot.example",
        api_url=url,
        signing_secret=requests.SECRET,
        bot_token="xoxb-1",
        app_token="xapp-1",
    )


def many(url: str) -> SlackSettings:
    return replace(one(url), bot_token="", client_id="client", client_secret="client-secret")


@asynccontextmanager
async def rig(
    settings: Callable[[str], SlackSettings] = one,
    *,
    handle: Answering | None = None,
    hours: Hours | None = None,
    stores: tuple[Installations, States] | None = None,
) -> AsyncIterator[Rig]:
    bot, store, hours, numbers = Bot(), Store(), hours or Hours(), count(1)
    async with FakeSlack() as fake, aiohttp.ClientSession() as session:
        fake.windows.now = unhurried(hours.now)
        slack = Slack(
            settings=settings(fake.url),
            session=session,
            installations=stores[0] if stores else store,
            states=stores[1] if stores else store,
            rooms=Chats(),
            handle=handle or bot.handle,
            now=hours.now,
            secret=lambda: f"state-{next(numbers)}",
            words=Phrases(),
        )
        app = web.Application()
        app.router.add_post("/slack/events", slack.route)
        app.router.add_get("/slack/install", slack.install)
        app.router.add_get("/slack/oauth_redirect", slack.oauth_redirect)
        async with TestServer(app) as server:
            yield Rig(fake, slack, bot, store, hours, session, str(server.make_url("")).rstrip("/"))


def installed(of: str = "T1", token: str = "xoxb-1", refresh_token: str = "") -> Installation:
    sealed = vault(KEY).sealed
    at = START - timedelta(days=1)
    return Installation(id=of, installed_at=at, token=sealed(token), refresh_token=sealed(refresh_token))


def parcel(card: Card, place: str = "T1/U1", of: str = "delivery-1") -> Parcel:
    return Parcel(of, Address("slack", place), card, Phrases())


def ask(questions: Mapping[str, AnyQuestion]) -> Ask:
    draft = Draft(id="draft-1", form="offer", owner="FJI", holder="ana", version=3)
    return Ask(draft=draft, questions=questions)


def payload(name: str) -> Json:
    found: object = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found
