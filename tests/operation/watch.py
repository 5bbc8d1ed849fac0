"""A page of a floor that is open, and what it is told; a desk that presses."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.operation.serving import Serving
from tests.sitting import MEETING
from tests.stage import Json

ORIGIN, RETRY = "https://bot.example.org", 0.1
QUIET = ClientTimeout(total=None, sock_read=15)
NUMBER = count(1)


class Until(Protocol):
    async def __call__(self, seen: Callable[[], bool], of: Callable[[], object] = ..., /) -> None:
        """Waits until it is so, and fails with `of()` where that takes too long."""


@dataclass
class Watch:
    """A page that is open: it hears what changes and comes back by itself, to whatever replica there is."""

    serving: Sequence[Serving]
    http: ClientSession
    until: Until
    stirred: asyncio.Event
    path: str
    replica: int = 0
    lists: list[Json] = field(default_factory=list)
    opened: int = 0
    following: "asyncio.Task[None] | None" = None

    @property
    def url(self) -> str:
        return f"{self.serving[self.replica].url}/{self.path}"

    @property
    def now(self) -> Json:
        return self.lists[-1] if self.lists else {}

    async def follow(self) -> None:
        while True:
            with suppress(ClientError, TimeoutError):
                async for told in self.told():
                    self.lists.append(told)
                    self.stirred.set()
            await asyncio.sleep(RETRY)
            self.replica = (self.replica + 1) % len(self.serving)

    async def told(self) -> AsyncIterator[Json]:
        name = ""
        async with self.http.get(f"{self.url}/events", timeout=QUIET) as answer:
            assert answer.status == 200, answer.status
            self.opened += 1
            async for raw in answer.content:
                field_, _, value = raw.decode().rstrip("\n").partition(": ")
                if field_ == "event":
                    name = value
                elif field_ == "data" and name == "list":
                    found: Json = json.loads(value)
                    yield found

    async def shows(self, seen: Callable[[Json], bool]) -> Json:
        """The first list from now on that is so."""
        await self.until(lambda: bool(self.lists) and seen(self.now), lambda: self.now)
        return self.now

    async def does(
        self, verb: str, of: str, saw: str = "", *, press: str = "", **given: str
    ) -> tuple[int, Json]:
        """Status, and what the desk is answered; `press`: the id of one that is sent again."""
        body = {
            "id": press or f"press-{next(NUMBER)}",
            "verb": f"floor.{verb}",
            "of": of,
            "saw": saw,
            "given": given,
        }
        async with self.http.post(f"{self.url}/do", json=body, headers={"Origin": ORIGIN}) as answer:
            found: Json = json.loads(await answer.text())
            return answer.status, found

    async def did(self, verb: str, of: str, saw: str = "", **given: str) -> Json:
        """The list after it."""
        status, answer = await self.does(verb, of, saw, **given)
        assert status == 200, (verb, of, answer)
        return listed(answer)

    async def next(self) -> Json:
        """The first is called and begins, as the page would press it."""
        following = (await self.fresh())["next"]
        assert isinstance(following, dict)
        await self.did("next", MEETING, f"{following['speaker']},{following['calls']}")
        return await self.did("start", str(following["calls"]))

    async def fresh(self) -> Json:
        """As it stands now, which is what a refusal brings."""
        return listed((await self.does("start", "nobody"))[1])


def listed(answer: Json) -> Json:
    found = answer["list"]
    assert isinstance(found, dict)
    return found


def entries(of: Json, name: str = "waiting") -> list[Json]:
    found = of[name]
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


def codes(of: Json, name: str = "waiting") -> list[str]:
    return [str(one["code"]) for one in entries(of, name)]


def holder(of: Json, name: str = "holder") -> Json:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def entry(of: Json, code: str) -> Json:
    """The newest of that delegation, wherever it stands."""
    single = [one for one in (holder(of), holder(of, "paused")) if one]
    groups = [entries(of, name) for name in ("waiting", "questions", "replies", "interrupted", "ended")]
    every = [*single, *(one for group in groups for one in group)]
    return next(one for one in every if one["code"] == code)


def spoken(one: Json, at: datetime) -> float:
    """Seconds by then."""
    since = one["since"]
    running = (at - datetime.fromisoformat(str(since))).total_seconds() if since else 0
    return float(str(one["spoken_s"])) + running
