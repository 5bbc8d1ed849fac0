"""300 boards on two replicas that share one PostgreSQL, a request each second: how late do they show it?"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

import aiohttp

from bot import settings
from bot.domain.meetings import Meeting
from tests.bench.assembly import convened, network_file
from tests.bench.fakes import Fakes
from tests.bench.rush import asking, at, delegates
from tests.bench.servers import Server, environment, started
from tests.bench.watching import Watching, board

REPLICAS, VIEWERS, CHANGES, PACE, WAIT = 2, 300, 20, 1.0, 30.0
LATE_S, CORE = 0.5, 0.3


@dataclass(frozen=True)
class Boards:
    """`lags` in seconds, of each change on each board; `cores`: what each replica used of one."""

    lags: Sequence[float]
    cores: Sequence[float]

    @property
    def reached(self) -> bool:
        return at(self.lags, 95) < LATE_S and max(self.cores) < CORE


async def watched(folder: Path, url: str, fakes: Fakes, session: aiohttp.ClientSession) -> Boards:
    environ = environment(fakes.url, url) | {"FOCALBOT_NETWORK": str(network_file(folder))}
    configured, people = settings.for_service(environ), delegates(fakes)
    held = await convened(configured, people)
    async with (
        replicas(folder, environ) as servers,
        viewers(servers, configured.secret_key, held, session) as boards,
    ):
        before, begun = [server.cpu for server in servers], perf_counter()
        requests = zip(people[:CHANGES], cycle(servers), strict=False)
        answered = [await later(asking(one, server, session)) for one, server in requests]
        took = perf_counter() - begun
        cores = [(server.cpu - used) / took for server, used in zip(servers, before, strict=True)]
        await asyncio.gather(*(one.until(CHANGES, WAIT) for one in boards))
    return Boards([lag for one in boards for lag in one.lags(answered)], cores)


async def later(request: Awaitable[tuple[float, float]]) -> float:
    """When it was answered, and not sooner back than the pace has it."""
    _asked, answered = await request
    await asyncio.sleep(PACE)
    return answered


@asynccontextmanager
async def replicas(folder: Path, environ: dict[str, str]) -> AsyncIterator[Sequence[Server]]:
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                started(folder / f"replica-{number}.log", environ, "bot", "serve")
            )
            for number in range(REPLICAS)
        ]


@asynccontextmanager
async def viewers(
    servers: Sequence[Server], secret_key: str, held: Meeting, session: aiohttp.ClientSession
) -> AsyncIterator[Sequence[Watching]]:
    """Each has seen the board once before anything changes."""
    boards = [Watching() for _ in range(VIEWERS)]
    addresses = [board(server.url, secret_key, held) for server in servers]
    looking = [
        asyncio.create_task(one.look(session, url))
        for one, url in zip(boards, cycle(addresses), strict=False)
    ]
    await asyncio.gather(*(one.until(0, WAIT) for one in boards))
    try:
        yield boards
    finally:
        for task in looking:
            task.cancel()


def line(boards: Boards) -> str:
    shares = ", ".join(f"{100 * core:.0f} %" for core in boards.cores)
    return (
        f"{VIEWERS} boards on {REPLICAS} replicas: a change shows after p50"
        f" {1000 * at(boards.lags, 50):.0f} ms, p95 {1000 * at(boards.lags, 95):.0f} ms;"
        f" of a core each replica used {shares} – {'reached' if boards.reached else 'missed'}"
    )
