"""Many people at once on both platforms while the service is killed over and over: all is kept, once."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

import asyncpg
import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot import clock
from tests.databases import TEMPLATE
from tests.fakes import slack_requests as slack_in
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams_activities import Talker
from tests.operation.serving import Serving
from tests.stage import TENANT, environment
from tests.worlds import network

pytestmark = pytest.mark.proof
PEOPLE, KILLS, SEED = 60, 8, 20_261_124
SCRIPT = ("submit an offer", "{title}", "Four weeks.", "Agriculture", "Training", "skip all")
HEADER = "country,name,role,agency,email,language,time_zone,bodies,teams,slack"
PATIENCE = ClientTimeout(total=10)


@dataclass
class Storm:
    """`serving`: the replicas; who is not acknowledged sends the very same again, to any of them."""

    slack: FakeSlack
    teams: FakeTeams
    serving: list[Serving]
    http: ClientSession
    chance: Random
    kills: int = 0
    ended: set[str] = field(default_factory=set)

    async def talk(self, number: int) -> None:
        for line in SCRIPT:
            await self.say(number, line.format(title=title(number)))
            await asyncio.sleep(self.chance.random() / 2)
        self.ended.add(title(number))

    async def say(self, number: int, words: str) -> None:
        """As the platforms do, until it is acknowledged; at times once more after that."""
        account = slack_in.Account(user=f"U{number}")
        talker = Talker(service=self.teams.service, name=f"p{number}", tenant=TENANT)
        body = slack_in.said(account, words) if number % 2 else talker.message(words)
        while not await self.sent(body):
            await asyncio.sleep(0.2)
        if self.chance.random() < 0.2:
            await asyncio.gather(*(self.sent(body) for _ in range(3)))

    async def sent(self, body: slack_in.Json) -> bool:
        url = self.chance.choice(self.serving).url
        try:
            if "event_id" in body:
                status, _ = await slack_in.send(self.http, f"{url}/slack/events", body, clock.now())
            else:
                status = await self.to_teams(url, body)
        except (ClientError, TimeoutError):
            return False
        assert status in {200, 503}, status
        return status == 200

    async def to_teams(self, url: str, activity: slack_in.Json) -> int:
        headers = self.teams.signer.header()
        async with self.http.post(f"{url}/api/messages", json=activity, headers=headers) as answer:
            return answer.status

    async def kill(self) -> None:
        for _ in range(KILLS):
            await asyncio.sleep(0.5 + self.chance.random() * 1.5)
            one = self.chance.choice(self.serving)
            assert await one.end(signal.SIGKILL) == -signal.SIGKILL
            self.kills += 1
            await one.start()

    async def rage(self) -> None:
        async with asyncio.timeout(150):
            await asyncio.gather(self.kill(), *(self.talk(number) for number in range(PEOPLE)))


def title(number: int) -> str:
    return f"Offer number {number:03}"


def people() -> Iterator[str]:
    """Each of another delegation: a form begun is shared within one."""
    members = [member.id for member in network().members]
    yield HEADER
    for number in range(PEOPLE):
        teams, slack = f"{TENANT}/aad-p{number}", f"T1/U{number}"
        yield f"{members[number]},Person {number},adviser,,p{number}@example.org,en,,,{teams},{slack}"


async def list_people(environ: Mapping[str, str], file: Path) -> None:
    await asyncio.to_thread(file.write_text, "\n".join((*people(), "")))
    python = str(Path(__file__).parents[2] / ".venv" / "bin" / "python")
    process = await asyncio.create_subprocess_exec(
        python, "-m", "bot", "people", "import", str(file), env={**environ}
    )
    assert await process.wait() == 0


async def database(server: str) -> str:
    """Of the template; it goes with the server, which is to crash and must keep what it has acknowledged."""
    admin = await asyncpg.connect(server.format(database="postgres").replace("+asyncpg", ""))
    await admin.execute(f"CREATE DATABASE storm TEMPLATE {TEMPLATE}")
    await admin.execute("ALTER DATABASE storm SET synchronous_commit = on")
    await admin.close()
    return server.format(database="storm")


@asynccontextmanager
async def storm(url: str, file: Path, replicas: int = 1) -> AsyncIterator[Storm]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        teams = await stack.enter_async_context(fake_teams())
        http = await stack.enter_async_context(ClientSession(timeout=PATIENCE))
        environ = {**environment(url, slack, teams), "FOCALBOT_LOOK_UP_GAP_S": "5"}
        await list_people(environ, file)
        serving = [Serving(environ) for _ in range(replicas)]
        for one in serving:
            await one.start()
            stack.push_async_callback(one.end, signal.SIGKILL)
        yield Storm(slack, teams, serving, http, Random(SEED))


async def asked(url: str, query: str) -> list[tuple[object, ...]]:
    """Of all rows; a connection of its own."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as sql:
            return [tuple(row) for row in (await sql.execute(text(query))).all()]
    finally:
        await engine.dispose()


async def crash(url: str) -> None:
    """A server process that dies takes all others with it, and PostgreSQL begins again from its log."""
    await asyncio.sleep(4)
    [(victim,)] = await asked(
        url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'focalbot' LIMIT 1"
    )
    os.kill(int(str(victim)), signal.SIGKILL)


async def calm(url: str) -> None:
    """Until nothing is left to be said or looked up; a lease left on PostgreSQL lasts two minutes."""
    open_still = "SELECT 1 FROM delivery WHERE state IN ('due', 'retry', 'sending', 'uncertain') LIMIT 1"
    async with asyncio.timeout(240):
        while await asked(url, open_still):
            await asyncio.sleep(0.5)


async def nothing_lost_or_doubled(raged: Storm, url: str) -> None:
    wanted = {title(number) for number in range(PEOPLE)}
    kept = "terms ->> 'title'" if "postgresql" in url else "json_extract(terms, '$.title')"
    records = Counter(str(one) for (one,) in await asked(url, f"SELECT {kept} FROM listing"))
    assert records == Counter(raged.ended) == Counter(wanted)
    states = {str(state) for (state,) in await asked(url, "SELECT DISTINCT state FROM delivery")}
    assert states == {"sent"}
    deliveries = await asked(url, "SELECT id, platform FROM delivery WHERE edits IS NULL")
    ours = {str(one) for one, platform in deliveries if platform == "slack"}
    posted = Counter(mark(sent) for channel in raged.slack.channels.values() for sent in channel.values())
    assert set(posted) == ours
    assert posted.total() == len(ours)
    repeats = len(raged.teams.messages) - sum(platform == "teams" for _, platform in deliveries)
    print(f"seed {SEED}: {raged.kills} kills, {len(ours)} on Slack, {repeats} repeats on Teams")
    assert 0 <= repeats <= raged.kills * PEOPLE / 2, "more than one a person a kill"


def mark(sent: slack_in.Json) -> str:
    match sent:
        case {"metadata": {"event_payload": {"id": str(found)}}}:
            return found
        case _:
            return ""


async def test_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    async with storm(sqlite_url, tmp_path / "people.csv") as raging:
        begun = perf_counter()
        await raging.rage()
        await calm(sqlite_url)
        print(f"{perf_counter() - begun:.0f} s")
        await nothing_lost_or_doubled(raging, sqlite_url)


async def test_on_postgresql_with_two_replicas(postgres_server: str, tmp_path: Path) -> None:
    url = await database(postgres_server)
    async with storm(url, tmp_path / "people.csv", 2) as raging:
        begun = perf_counter()
        await asyncio.gather(raging.rage(), crash(url))
        await calm(url)
        print(f"{perf_counter() - begun:.0f} s")
        await nothing_lost_or_doubled(raging, url)
