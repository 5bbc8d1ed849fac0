"""Somebody who looks at the board: how many stood on it, and since when."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import aiohttp

from bot.cards import Page
from bot.chat import Json
from bot.clock import now
from bot.domain.meetings import Meeting
from bot.links import links

FOREVER = aiohttp.ClientTimeout(total=None)


@dataclass
class Watching:
    """`shown`: how many waited, and when that was first on the board by this machine's own clock."""

    shown: list[tuple[int, float]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def look(self, session: aiohttp.ClientSession, url: str) -> None:
        """Until it is cancelled or the server ends."""
        async with session.get(url, timeout=FOREVER) as answer:
            answer.raise_for_status()
            async for snapshot in snapshots(answer):
                self.shown.append((int(str(snapshot["waiting_count"])), perf_counter()))
                self.news.set()

    async def until(self, waiting: int, seconds: float) -> None:
        """So many wait; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not any(count >= waiting for count, _at in self.shown):
                self.news.clear()
                await self.news.wait()

    def lags(self, answered: Sequence[float]) -> Sequence[float]:
        """From the answer that told of each commit to the board with as many on it, in seconds."""
        return [max(0.0, self.since(number) - when) for number, when in enumerate(sorted(answered), 1)]

    def since(self, waiting: int) -> float:
        return next(at for count, at in self.shown if count >= waiting)


async def snapshots(answer: aiohttp.ClientResponse) -> AsyncIterator[Json]:
    name = ""
    async for raw in answer.content:
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: ") and name == "list":
            yield json.loads(line.removeprefix("data: "))


def board(server: str, secret_key: str, of: Meeting) -> str:
    """The address of its events at this server, which ends with a slash."""
    signed = links(secret_key, server.rstrip("/"), now).address(Page("board", of.id, of.ends), "")
    return f"{signed}/events"
