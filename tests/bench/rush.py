"""300 delegations ask for the floor within ten seconds, half in Slack, half in Teams; a board is watched."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp

from bot import app, settings
from bot.clock import Shifted
from bot.domain.floor.event import Requested
from bot.domain.floor.floor import Floor, waiting
from tests.bench.assembly import DELEGATIONS, ITEM, MEETING, convened, network_file
from tests.bench.fakes import KID, Fakes
from tests.bench.people import Colleague, Talking, in_slack, in_teams
from tests.bench.servers import Server, environment, started
from tests.bench.watching import Watching, board
from tests.fakes.teams import APP_ID
from tests.fakes.teams_tokens import Signer

WINDOW, WAIT, WORDS = 10.0, 30.0, "request the floor"


@dataclass(frozen=True)
class Rush:
    """Seconds, shortest first; `lost`: delegations that are not on the list."""

    answers: Sequence[float]
    confirmations: Sequence[float]
    lags: Sequence[float]
    lost: int
    in_order: bool

    @property
    def reached(self) -> bool:
        p99, confirmed, lag = at(self.answers, 99), at(self.confirmations, 95), at(self.lags, 95)
        return self.lost == 0 and self.in_order and p99 < 1 and confirmed < 2 and lag < 0.5


def at(seconds: Sequence[float], hundredths: int) -> float:
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * hundredths // 100)]


async def rushed(folder: Path, fakes: Fakes, session: aiohttp.ClientSession) -> Rush:
    environ = environment(fakes.url, f"sqlite+aiosqlite:///{folder / 'assembly.db'}")
    environ["FOCALBOT_NETWORK"] = str(network_file(folder))
    configured, people, watching = settings.for_service(environ), delegates(fakes), Watching()
    held = await convened(configured, people)
    async with started(folder / "assembly.log", environ, "bot", "serve") as server:
        url = board(server.url, configured.secret_key, held)
        looking = asyncio.create_task(watching.look(session, url))
        await watching.until(0, WAIT)
        times = await asyncio.gather(
            *(in_turn(one, place, server, session) for place, one in enumerate(people))
        )
        confirmations = await heard(people, fakes, times)
        await watching.until(DELEGATIONS, WAIT)
        looking.cancel()
    floor, answered = await read(configured), [answered for _asked, answered in times]
    return Rush(
        answers=[answered - asked for asked, answered in times],
        confirmations=confirmations,
        lags=watching.lags(answered),
        lost=DELEGATIONS - len({one.asked.delegation for one in waiting(floor, ITEM)}),
        in_order=ordered(floor),
    )


def delegates(fakes: Fakes) -> Sequence[Talking]:
    """In turn from either platform."""
    service = f"{fakes.url}/emea/"
    header = Signer(app_id=APP_ID, service=service).header(KID)
    pairs = zip(in_slack(), in_teams(service, header), strict=True)
    return [one for pair in pairs for one in pair][:DELEGATIONS]


async def in_turn(
    one: Talking, place: int, server: Server, session: aiohttp.ClientSession
) -> tuple[float, float]:
    """Spread over the window, each at its own moment."""
    await asyncio.sleep(WINDOW * place / DELEGATIONS)
    return await asking(one, server, session)


async def asking(one: Talking, server: Server, session: aiohttp.ClientSession) -> tuple[float, float]:
    """When it was asked, and when that was answered."""
    raw, headers = one.saying(WORDS)
    path, begun = "slack/events" if isinstance(one, Colleague) else "api/messages", perf_counter()
    async with session.post(server.url + path, data=raw, headers=headers) as answer:
        await answer.read()
        answer.raise_for_status()
    return begun, perf_counter()


async def heard(
    people: Sequence[Talking], fakes: Fakes, times: Sequence[tuple[float, float]]
) -> Sequence[float]:
    """How long until everybody had the card in the chat; raises TimeoutError."""
    async with asyncio.timeout(WAIT):
        while not all(fakes.arrived[one.place] for one in people):
            fakes.news.clear()
            await fakes.news.wait()
    return [fakes.first[one.place] - asked for one, (asked, _) in zip(people, times, strict=True)]


async def read(configured: settings.Settings) -> Floor:
    database = app.core(configured, Shifted()).database
    try:
        async with database.reading() as unit:
            floor = await unit.reading.floors.get(MEETING)
    finally:
        await database.dispose()
    if floor is None:
        raise LookupError(MEETING)
    return floor


def ordered(floor: Floor) -> bool:
    """Within a category the list is in the order of the events, and each event has one entry."""
    listed = waiting(floor, ITEM)
    numbers = [(one.place.category, one.number) for one in listed]
    asked = sum(isinstance(event.change, Requested) for event in floor.events)
    return numbers == sorted(numbers) and asked == len(listed)


def line(rush: Rush) -> str:
    return (
        f"Rush for the floor: {DELEGATIONS - rush.lost} of {DELEGATIONS} listed,"
        f" {'in order' if rush.in_order else 'OUT OF ORDER'};"
        f" HTTP p99 {1000 * at(rush.answers, 99):.0f} ms, card in the chat p95"
        f" {1000 * at(rush.confirmations, 95):.0f} ms, board p95 {1000 * at(rush.lags, 95):.0f} ms"
        f" – {'reached' if rush.reached else 'missed'}"
    )
