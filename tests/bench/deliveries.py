"""A broadcast on its way: ten thousand at the pace that is set, and as fast as it goes without any."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import make_url

from bot import settings
from bot.clock import now
from bot.domain.delivery.state import State
from storage.database import Database
from tests.bench.crowd import BROADCAST, Crowd, gathered, planned
from tests.bench.servers import Server, environment, started
from tests.bench.strict import Strict, strict
from tests.worlds import network

HALF, WORKSPACES, TENANTS = 5_000, 20, 20
SLACK_PACE, SLACK_BURST, SHARE = 5, 3, 0.98
RAW, REPLICAS, AT_ONCE = 4_000, 4, 50
FEW, MANY, HEAVIER_MB = 1_000, 10_000, 50
STARTING, PATIENCE, GLANCE = timedelta(seconds=8), 600.0, 0.1
UNPACED = {"TEAMS_PACE": "0", "SLACK_PACE": "0"}


@dataclass(frozen=True)
class Paced:
    """`seconds`: from the time it was due to the last arrival; `slowest`: what the slowest workspace needs at
    the set pace alone.
    """

    recipients: int
    arrived: int
    seconds: float
    slowest: float
    violations: int

    @property
    def reached(self) -> bool:
        in_time = self.seconds <= self.slowest / SHARE
        return in_time and self.violations == 0 and self.arrived == self.recipients


@dataclass(frozen=True)
class Raw:
    """Messages a second that arrived: of ours, and of the bare loop in as many processes; `cpu_ms`: of our
    processes, a message; `looked`: messages that were looked up because their answer was lost.
    """

    name: str
    ours: float
    bare: float
    cpu_ms: float
    looked: int


@dataclass(frozen=True)
class Weight:
    """Megabytes at the most while so many were planned and sent."""

    few: float
    many: float

    @property
    def reached(self) -> bool:
        return self.many - self.few <= HEAVIER_MB


@dataclass
class Dispatch:
    """`database` and fakes with a crowd; servers are started on them."""

    folder: Path
    url: str
    fakes: Strict
    crowd: Crowd
    database: Database
    more: Mapping[str, str]

    @property
    def environ(self) -> dict[str, str]:
        return {**environment(self.fakes.url, self.url), **self.more}

    @asynccontextmanager
    async def servers(self, number: int, *module: str) -> AsyncIterator[Sequence[Server]]:
        async with AsyncExitStack() as stack:
            name = Path(make_url(self.url).database or "").stem
            logs = [self.folder / f"{name}-{one}.log" for one in range(number)]
            starting = (started(log, self.environ, *module) for log in logs)
            yield await asyncio.gather(*(stack.enter_async_context(one) for one in starting))

    async def sent(self) -> None:
        """Until everybody has it, and the database says so; raises TimeoutError."""
        await self.fakes.reached(self.crowd.size, PATIENCE)
        async with asyncio.timeout(PATIENCE):
            await self.marked()

    async def marked(self) -> None:
        done = 0
        while done < self.crowd.size:
            await asyncio.sleep(GLANCE)
            async with self.database.reading() as unit:
                counts = await unit.reading.broadcasts.counts(BROADCAST)
            done = counts.of(State.SENT)


@asynccontextmanager
async def dispatch(
    folder: Path, url: str, crowd: Crowd, *, limits: bool, **more: str
) -> AsyncIterator[Dispatch]:
    """On an empty database."""
    async with strict(crowd, limits=limits) as fakes:
        environ = environment(fakes.url, url)
        database = Database.of(url, network())
        await database.migrate()
        try:
            await gathered(database, crowd, f"{fakes.url}/emea/", settings.for_service(environ).secret_key)
            yield Dispatch(folder, url, fakes, crowd, database, more)
        finally:
            await database.dispose()


async def paced(folder: Path, url: str, half: int = HALF) -> Paced:
    crowd = Crowd(slack=half, teams=half, workspaces=WORKSPACES, tenants=TENANTS)
    async with dispatch(folder, url, crowd, limits=True) as one:
        begun = await soon(one)
        async with one.servers(1, "bot", "serve"):
            await one.sent()
        arrived, violations = one.fakes.arrived.total(), one.fakes.violations
        seconds = one.fakes.last - begun
    each = half / WORKSPACES
    return Paced(crowd.size, arrived, seconds, (each - SLACK_BURST) / SLACK_PACE, violations)


async def soon(one: Dispatch) -> float:
    """Planned for when the servers stand: that moment by this process's own clock."""
    due_at, begun = now() + STARTING, perf_counter() + STARTING.total_seconds()
    await planned(one.database, one.crowd, due_at)
    return begun


async def raw(folder: Path, url: str, name: str, replicas: int, messages: int = RAW) -> Raw:
    crowd = Crowd(slack=messages, workspaces=WORKSPACES)
    async with dispatch(folder, url, crowd, limits=False, **UNPACED) as one:
        begun = await soon(one)
        async with one.servers(replicas, "bot", "serve") as servers:
            idle = sum(server.cpu for server in servers)
            await one.sent()
            busy = sum(server.cpu for server in servers) - idle
        ours = messages / (one.fakes.last - begun)
        looked = one.fakes.looked
    return Raw(name, ours, await bare(folder, messages, replicas), 1000 * busy / messages, looked)


async def bare(folder: Path, messages: int, processes: int) -> float:
    share = messages // processes
    crowd = Crowd(slack=messages)
    async with strict(crowd, limits=False) as fakes:
        environ, asked = environment(fakes.url, ""), (str(share), str(AT_ONCE))
        async with AsyncExitStack() as stack:
            logs = [folder / f"bare-{one}.log" for one in range(processes)]
            loops = (started(log, environ, "tests.bench.bare", *asked) for log in logs)
            await asyncio.gather(*(stack.enter_async_context(one) for one in loops))
            await fakes.reached(share * processes, PATIENCE)
        return fakes.arrived.total() / (fakes.last - min(fakes.first.values()))


async def weighed(folder: Path, few: int = FEW, many: int = MANY) -> Weight:
    return Weight(*[await weight(folder, size) for size in (few, many)])


async def weight(folder: Path, size: int) -> float:
    half = size // 2
    crowd, url = Crowd(slack=half, teams=half), f"sqlite+aiosqlite:///{folder / f'weight-{size}.db'}"
    async with dispatch(folder, url, crowd, limits=False, **UNPACED) as one:
        module = ("tests.bench.weighed", str(half), str(half))
        async with one.servers(1, *module) as (server,):
            await one.sent()
            return server.most_mb


def on_time(one: Paced) -> str:
    return (
        f"{one.arrived} of {one.recipients} in {TENANTS} tenants and {WORKSPACES} workspaces had it after"
        f" {one.seconds:.1f} s; the slowest workspace alone needs {one.slowest:.1f} s"
        f" (to reach: {one.slowest / SHARE:.1f} s); {one.violations} beyond a limit – {verdict(one.reached)}"
    )


def weighing(one: Weight) -> str:
    return (
        f"Memory while {FEW} and {MANY} are planned and sent: {one.few:.0f} and {one.many:.0f} MB"
        f" (to reach: at most {HEAVIER_MB} MB more) – {verdict(one.reached)}"
    )


def rated(one: Raw) -> str:
    return (
        f"Relay without pace, {one.name}: {one.ours:.0f} messages/s, {one.cpu_ms:.1f} ms CPU a message,"
        f" {one.ours / one.bare:.2f} × bare chat_postMessage ({one.bare:.0f}/s);"
        f" {one.looked} looked up"
    )


def verdict(reached: bool) -> str:
    return "reached" if reached else "missed"
