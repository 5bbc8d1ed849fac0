"""A meeting run on real processes: people on both platforms, their desks and boards, and what each sees."""

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import ClientSession

from bot import app, clock, settings
from bot.domain.meetings import moved
from bot.sample_meeting import printed
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import fake_teams
from tests.operation.serving import Serving
from tests.operation.watch import ORIGIN, Watch
from tests.players import SlackPlayer, TeamsPlayer
from tests.players.player import Message
from tests.stage import Json, Stage, environment
from tests.stories.telling import Teller

PATIENCE = 30
Platform = type[SlackPlayer] | type[TeamsPlayer]
BEGAN = timedelta(minutes=20)


@dataclass
class Hall(Stage):
    """`stirred` is set whenever anybody has been told something."""

    serving: list[Serving] = field(default_factory=list)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    watches: list[Watch] = field(default_factory=list)

    async def settle(self) -> None:
        """The processes say by themselves what is to be said."""
        return

    def someone(self, platform: Platform, person: str, locale: str = "en") -> Teller:
        """Of the sample network."""
        return Teller(platform(self, person, locale), forms=True)

    async def until(self, seen: Callable[[], bool], of: Callable[[], object] = lambda: "") -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not seen():
                    self.stirred.clear()
                    await self.stirred.wait()
        except TimeoutError:
            raise AssertionError(of()) from None

    async def asks(self, one: Teller, verb: str) -> None:
        """In the words of the catalogue; committed, not yet answered."""
        await one.player.say(one.words(f"command-{verb}"))

    async def hears(self, one: Teller, key: str, **args: str) -> None:
        """Until this text of the catalogue stands in any message of that person's chat."""
        words = one.words(key, **args)
        await self.until(lambda: words in one.player.all, lambda: (one.player.name, words, one.player.all))

    async def press(self, one: Teller, key: str, naming: str = "", **args: str) -> None:
        """The newest button of this text whose pointer holds `naming`, once it is there."""
        label = one.words(key, **args)
        await self.until(
            lambda: bool(self.button(one, label, naming)),
            lambda: (one.player.name, label, naming, one.player.all),
        )
        found = self.button(one, label, naming)
        assert found
        await one.player.send_press(Message(found[0], "", {}), found[1])

    def button(self, one: Teller, label: str, naming: str) -> tuple[str, Json] | None:
        for handle, sent in reversed(list(self.chat(one).items())):
            for text, pressed in pressable(sent):
                if text == label and naming in json.dumps(pressed):
                    return handle, pressed
        return None

    def chat(self, one: Teller) -> dict[str, Json]:
        """By handle, oldest first, as it was sent."""
        match one.player:
            case SlackPlayer(account=account):
                return self.slack.channels[account.dm]
            case TeamsPlayer(place=place):
                return {handle: self.teams.messages[handle] for handle in self.teams.handles(place)}
            case _:
                raise AssertionError(one)

    def can(self, one: Teller, key: str, naming: str = "") -> bool:
        return self.button(one, one.words(key), naming) is not None

    async def page(self, one: Teller, name: str) -> Watch:
        """Opened by the link in that person's chat."""
        link = re.compile(rf"{ORIGIN}/{name}/([\w.-]+)")
        await self.until(lambda: bool(link.search(str(self.chat(one)))), lambda: self.chat(one))
        found = link.search(str(self.chat(one)))
        assert found
        return self.watch(name, found[1])

    def watch(self, name: str, token: str, replica: int = 0) -> Watch:
        page = Watch(self.serving, self.http, self.until, self.stirred, f"{name}/{token}", replica)
        page.following = asyncio.create_task(page.follow())
        self.watches.append(page)
        return page

    async def begin(self) -> None:
        for one in self.serving:
            await one.start()
        self.url = self.serving[0].url

    async def kill(self, replica: int = 0) -> None:
        assert await self.serving[replica].end(signal.SIGKILL) == -signal.SIGKILL

    async def end(self) -> None:
        for page in self.watches:
            if page.following:
                page.following.cancel()
                await asyncio.wait({page.following})
        for one in self.serving:
            await one.end(signal.SIGKILL)


def pressable(node: object) -> Iterator[tuple[str, Json]]:
    """Label and what the client sends, of all buttons of a message on either platform."""
    match node:
        case {"type": "button", "text": {"text": str(label)}, **rest}:
            yield label, {"type": "button", **{str(name): one for name, one in rest.items()}}
        case {"type": "Action.Submit" | "Action.Execute" as kind, "title": str(label), **rest}:
            yield label, {"type": kind, "title": label, **{str(name): one for name, one in rest.items()}}
        case dict():
            for part in node.values():
                yield from pressable(part)
        case list():
            for part in node:
                yield from pressable(part)
        case _:
            return


@asynccontextmanager
async def hall(database: str, replicas: int = 1) -> AsyncIterator[Hall]:
    """The sample meeting began twenty minutes ago; its people are known, no list is open."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        teams = await stack.enter_async_context(fake_teams())
        http = await stack.enter_async_context(ClientSession())
        environ = environment(database, slack, teams)
        parts = app.core(settings.for_service(environ), clock.Shifted())
        made = Hall(parts=parts, relay=parts.relay({}), slack=slack, teams=teams, http=http, url="", pages="")
        slack.rung = teams.rung = made.stirred
        async with app.opened(parts.database):
            await made.enrol()
            await call(made)
        made.serving = [Serving(environ) for _ in range(replicas)]
        stack.push_async_callback(made.end)
        await made.begin()
        yield made


async def call(made: Hall) -> None:
    meeting = printed(made.parts.database.network)
    assert meeting
    async with made.parts.database.unit() as unit:
        await unit.meetings.add(moved(meeting, to=(clock.now() - BEGAN).replace(second=0, microsecond=0)))
        await unit.commit()
