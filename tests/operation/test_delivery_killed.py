"""Thousands of messages while the replicas that carry them are killed at random: all arrive, none twice where
that can be known, and no platform is asked for more than it takes.
"""

import asyncio
import signal
from dataclasses import replace
from datetime import datetime
from random import Random
from time import perf_counter

import asyncpg
import pytest
from sqlalchemy import make_url

from bot import clock
from bot.domain.broadcast.broadcast import Phase
from tests.databases import TEMPLATE
from tests.fakes.checker import ON_ITS_WAY, missing
from tests.fakes.slack_faults import Fault
from tests.fakes.teams_faults import Fault as TeamsFault
from tests.operation.dispatch import UNHURRIED, Crowd, Dispatch, dispatch
from tests.operation.test_storm import crash
from tests.storage.proxies import wired

pytestmark = pytest.mark.proof
SEED, MANY, REPLICAS, MOST = 20_261_125, 3_000, 4, 12
SLACK = Crowd(slack=MANY, teams=0, workspaces=20)
TEAMS = Crowd(slack=0, teams=MANY, tenants=3)
EVERYWHERE = Crowd(slack=0, teams=MANY, tenants=60)
MIXED = Crowd(slack=400, teams=400, workspaces=10, tenants=2)


async def killed_at_random(sent: Dispatch, chance: Random) -> int:
    """One after another, until all have arrived or often enough; how often."""
    kills = 0
    while kills < MOST and sent.got("slack") + sent.got("teams") < len(sent.crowd.addresses):
        await asyncio.sleep(0.3 + chance.random())
        one = chance.choice(sent.replicas)
        await sent.kill(one)
        kills += 1
        await sent.start(one)
    return kills


async def all_arrived(sent: Dispatch, *, repeats: int, begun: float) -> None:
    kept = await sent.over(120)
    assert kept.states() == {"sent": len(sent.crowd.addresses)}
    assert missing(kept, sent.broadcast.reference, sent.crowd.addresses) == set()
    assert sent.faults(kept, repeats=repeats) == []
    await sent.counted()
    more = sent.got("slack") + sent.got("teams") - len(sent.crowd.addresses)
    print(f"{perf_counter() - begun:.0f} s, {more} repeats, {repeats} allowed")


async def cancelled(sent: Dispatch) -> datetime:
    """By somebody, while it is on its way; when."""
    async with sent.database.unit() as unit:
        kept = await unit.broadcasts.locked(sent.broadcast.id)
        assert kept
        await unit.broadcasts.save(replace(kept, phase=Phase.CANCELLED))
        assert await unit.broadcasts.cancel(kept.id, now=clock.now())
        await unit.commit(("outbox",))
    return clock.now()


async def test_cancelled_in_the_middle_and_killed_nothing_more_is_sent(postgres_url: str) -> None:
    async with dispatch(postgres_url, MIXED, replicas=2) as sent:
        await sent.start()
        await some_arrived(sent, 0.2)
        at = await cancelled(sent)
        await sent.again()
        kept = await sent.over()
        assert set(kept.states()) <= {"sent", "cancelled", "parked"}
        assert all(one.at < at + ON_ITS_WAY for one in (*sent.slack.arrived, *sent.teams.arrived))
        assert sent.faults(kept, repeats=kept.states()["parked"] + kept.states()["cancelled"]) == []
        await sent.counted()


@pytest.mark.parametrize("crowd", [SLACK, TEAMS, EVERYWHERE], ids=["slack", "teams", "teams-at-full-speed"])
async def test_four_replicas_killed_at_random(postgres_url: str, crowd: Crowd) -> None:
    async with dispatch(postgres_url, crowd, replicas=REPLICAS) as sent:
        begun = perf_counter()
        await sent.start()
        kills = await killed_at_random(sent, Random(SEED))
        print(f"seed {SEED}: {kills} kills")
        await all_arrived(sent, repeats=kills, begun=begun)


async def some_arrived(sent: Dispatch, share: float) -> None:
    async with asyncio.timeout(60):
        while sent.got("slack") + sent.got("teams") < share * len(sent.crowd.addresses):
            await asyncio.sleep(0.05)


async def test_one_process_on_sqlite_killed_at_random(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, MIXED) as sent:
        begun = perf_counter()
        await sent.start()
        kills = await killed_at_random(sent, Random(SEED))
        print(f"seed {SEED}: {kills} kills")
        await all_arrived(sent, repeats=kills, begun=begun)


@pytest.fixture
async def of_its_own(postgres_server: str) -> str:
    """A database that goes with the server, nobody being connected to it while that dies."""
    admin = await asyncpg.connect(postgres_server.format(database="postgres").replace("+asyncpg", ""))
    await admin.execute(f"CREATE DATABASE dispatch TEMPLATE {TEMPLATE}")
    await admin.execute("ALTER DATABASE dispatch SET synchronous_commit = on")
    await admin.close()
    return postgres_server.format(database="dispatch")


async def test_postgresql_dies_and_comes_back(of_its_own: str) -> None:
    async with dispatch(of_its_own, MIXED, replicas=2, more=UNHURRIED) as sent:
        begun = perf_counter()
        await sent.start()
        await some_arrived(sent, 0.2)
        await crash(of_its_own)
        await all_arrived(sent, repeats=0, begun=begun)


async def test_the_way_to_postgresql_is_a_hole_for_a_while(postgres_url: str) -> None:
    async with (
        wired(make_url(postgres_url)) as (wire, through),
        dispatch(postgres_url, MIXED, replicas=2, more=UNHURRIED, through=through) as sent,
    ):
        begun = perf_counter()
        await sent.start()
        await some_arrived(sent, 0.2)
        wire.flowing.clear()
        await asyncio.sleep(6)
        wire.flowing.set()
        await all_arrived(sent, repeats=0, begun=begun)


async def test_told_to_stop_in_the_middle_it_is_gone_in_time_and_leaves_nothing_half_done(
    database_url: str,
) -> None:
    async with dispatch(database_url, MIXED) as sent:
        sent.slack.fail("chat.postMessage", Fault(hang=True, accepted=True), at="T1", always=True)
        sent.teams.fail(TeamsFault(kind="hang", accepted=True), at="tenant-1", always=True)
        await sent.start()
        await some_arrived(sent, 0.2)
        begun = perf_counter()
        [one] = sent.replicas
        assert await one.end(signal.SIGTERM) == 0
        assert perf_counter() - begun < 15
        stopped = await sent.book()
        assert stopped.states()["sending"] == 0
        sent.slack.script.lines.clear()
        sent.teams.script.lines.clear()
        doubtful = sum(row.state in {"uncertain", "retry"} and bool(row.attempt) for row in stopped.rows)
        await sent.start()
        await all_arrived(sent, repeats=doubtful, begun=begun)
