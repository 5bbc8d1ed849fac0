"""So many requests at once, for so long; then until every reply has arrived."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from time import perf_counter

import aiohttp

from tests.bench.fakes import Fakes
from tests.bench.people import Talking
from tests.bench.servers import Server

WAIT = 30.0


@dataclass(frozen=True)
class Figures:
    """`seconds`: from the first request to the last reply; `cpu`: of the server meanwhile; `answers`: how
    long each HTTP answer took, in seconds, shortest first.
    """

    at_once: int
    seconds: float
    cpu: float
    answers: Sequence[float]

    @property
    def turns(self) -> float:
        """A second."""
        return len(self.answers) / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / len(self.answers)

    def percentile(self, hundredths: int) -> float:
        """Milliseconds."""
        return 1000 * self.answers[min(len(self.answers) - 1, len(self.answers) * hundredths // 100)]


def together(parts: Sequence[Figures]) -> Figures:
    """Of several times with as many at once."""
    answers = sorted(answer for part in parts for answer in part.answers)
    seconds, cpu = sum(part.seconds for part in parts), sum(part.cpu for part in parts)
    return Figures(parts[0].at_once, seconds, cpu, answers)


@dataclass
class Load:
    """`people` take turns, so nobody speaks again before being answered; `path` begins without a slash."""

    name: str
    server: Server
    path: str
    people: Sequence[Talking]
    fakes: Fakes
    session: aiohttp.ClientSession

    async def warm(self) -> None:
        """Everybody speaks once, so that what is learned at a first contact has been learned."""
        await self.measured(iter(self.people), 8)

    async def run(self, at_once: int, seconds: float) -> Figures:
        return await self.measured(self.turns(perf_counter() + seconds), at_once)

    def turns(self, until: float) -> Iterator[Talking]:
        for one in cycle(self.people):
            if perf_counter() > until:
                return
            yield one

    async def measured(self, turns: Iterator[Talking], at_once: int) -> Figures:
        """Raises TimeoutError where a reply does not come, RuntimeError for an answer other than 2xx."""
        before, cpu, begun = self.fakes.arrived.total(), self.server.cpu, perf_counter()
        answers: list[float] = []
        await asyncio.gather(*(self.talk(turns, answers) for _ in range(at_once)))
        await self.fakes.reached(before + len(answers), WAIT)
        return Figures(at_once, perf_counter() - begun, self.server.cpu - cpu, sorted(answers))

    async def talk(self, turns: Iterator[Talking], answers: list[float]) -> None:
        for one in turns:
            raw, headers = one.request()
            begun = perf_counter()
            async with self.session.post(self.server.url + self.path, data=raw, headers=headers) as answer:
                await answer.read()
            answers.append(perf_counter() - begun)
            if not answer.ok:
                raise RuntimeError(f"{answer.status} from {self.path}")
