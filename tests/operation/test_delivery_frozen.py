"""A replica stands still past its lease while another takes over: what it reports when it wakes is refused,
and kept.
"""

import asyncio
import os
import signal

import pytest
from sqlalchemy import text

from tests.fakes.slack_faults import Fault
from tests.fakes.teams_faults import Fault as TeamsFault
from tests.operation.dispatch import Crowd, Dispatch, dispatch

pytestmark = pytest.mark.proof


def told(sent: Dispatch, number: int, what: signal.Signals) -> None:
    process = sent.replicas[number].process
    assert process
    os.kill(process.pid, what)


async def late(sent: Dispatch) -> list[str]:
    """Handles that were reported after their lease was over, and are known by nothing else."""
    async with sent.database.reading() as unit:
        found = await unit.sql.execute(text("SELECT handle FROM delivery_attempt WHERE outcome = 'late'"))
        return [str(one) for one in found.scalars()]


async def answered_after_all(sent: Dispatch, handle: str) -> list[str]:
    """The first replica wakes and gets its answers, this one too; which of them were late news."""
    sent.gate.set()
    told(sent, 0, signal.SIGCONT)
    async with asyncio.timeout(20):
        while handle not in (found := await late(sent)):
            await asyncio.sleep(0.05)
    return found


async def test_it_wakes_after_its_lease(postgres_url: str) -> None:
    async with dispatch(postgres_url, Crowd(slack=1, teams=1), replicas=2) as sent:
        sent.slack.fail("chat.postMessage", Fault(accepted=True, gate=sent.gate))
        sent.teams.fail(TeamsFault(kind="late", accepted=True, gate=sent.gate))
        first, second = sent.replicas
        await sent.start(first)
        async with asyncio.timeout(20):
            await asyncio.gather(sent.slack.stalls.begun.wait(), sent.teams.stalls.begun.wait())
        told(sent, 0, signal.SIGSTOP)
        await sent.start(second)
        kept = await sent.over()
        handles = {row.platform: row.handle for row in kept.rows}
        assert (sent.got("slack"), sent.got("teams")) == (1, 2)
        late_news = await answered_after_all(sent, "a:t0/m1")
        assert {*late_news} - {handles["slack"]} == {"a:t0/m1"}
        woken = await sent.book()
        assert {row.platform: row.handle for row in woken.rows} == handles
        assert handles["teams"] == "a:t0/m2"
        assert sent.faults(woken) == []


async def test_frozen_over_and_over_under_load(postgres_url: str) -> None:
    async with dispatch(
        postgres_url, Crowd(slack=400, teams=400, workspaces=10, tenants=2), replicas=3
    ) as sent:
        await sent.start()
        naps = 0
        while sent.got("slack") + sent.got("teams") < len(sent.crowd.addresses):
            told(sent, naps % 3, signal.SIGSTOP)
            await asyncio.sleep(5)
            told(sent, naps % 3, signal.SIGCONT)
            naps += 1
        kept = await sent.over()
        assert kept.states() == {"sent": len(sent.crowd.addresses)}
        assert sent.faults(kept, repeats=0) == []
        assert len(sent.teams.arrived) - 400 <= len(await late(sent))
