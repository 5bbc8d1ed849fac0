"""The process is killed at each point of a message's way, and the message neither gets lost nor comes twice
where that can be known.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot import clock
from bot.domain.delivery.state import Promise
from storage.tables_delivery import delivery
from tests.fakes.slack_faults import Fault
from tests.fakes.teams_faults import Fault as TeamsFault
from tests.operation.dispatch import ON_BOTH, UNHURRIED, Crowd, Dispatch, dispatch, repeats

BOTH = Crowd(slack=1, teams=1)
AWAY = "could not reach the database"
both = pytest.mark.parametrize("database_url", ON_BOTH, indirect=True)


@pytest.fixture
async def one_each(database_url: str) -> AsyncIterator[Dispatch]:
    """A must-arrive broadcast to one person on Slack and one on Teams."""
    async with dispatch(database_url, BOTH) as made:
        yield made


async def stuck(sent: Dispatch) -> None:
    """Both calls are kept waiting where they are."""
    await sent.start()
    async with asyncio.timeout(20):
        await asyncio.gather(sent.slack.stalls.begun.wait(), sent.teams.stalls.begun.wait())


@both
async def test_claimed_and_not_called_it_is_sent_once(database_url: str) -> None:
    async with dispatch(database_url, BOTH, met=False) as sent:
        sent.slack.fail("conversations.open", Fault(hang=True))
        sent.teams.sign_in = TeamsFault(kind="hang")
        await stuck(sent)
        await sent.kill()
        assert (sent.got("slack"), sent.got("teams")) == (0, 0)
        sent.teams.sign_in = None
        await sent.start()
        kept = await sent.over()
        assert kept.states() == {"sent": 2}
        assert (sent.got("slack"), sent.got("teams")) == (1, 1)
        assert repeats(sent.teams.arrived[0])
        assert sent.faults(kept) == []


@both
async def test_called_and_not_accepted_it_is_sent_once(one_each: Dispatch) -> None:
    one_each.slack.fail("chat.postMessage", Fault(hang=True))
    one_each.teams.fail(TeamsFault(kind="hang"))
    await stuck(one_each)
    await one_each.again()
    kept = await one_each.over()
    assert kept.states() == {"sent": 2}
    assert (one_each.got("slack"), one_each.got("teams")) == (1, 1)
    assert len(one_each.slack.called("conversations.history")) == 2
    assert not repeats(one_each.slack.arrived[0])
    assert repeats(one_each.teams.arrived[0])
    assert one_each.faults(kept) == []


@both
async def test_accepted_and_the_answer_lost_it_is_found_or_repeated_once(one_each: Dispatch) -> None:
    one_each.slack.fail("chat.postMessage", Fault(hang=True, accepted=True))
    one_each.teams.fail(TeamsFault(kind="hang", accepted=True))
    await stuck(one_each)
    await one_each.again()
    await found_on_slack_and_repeated_on_teams(one_each)


async def found_on_slack_and_repeated_on_teams(sent: Dispatch) -> None:
    kept = await sent.over()
    assert kept.states() == {"sent": 2}
    assert (sent.got("slack"), sent.got("teams")) == (1, 2)
    assert [repeats(one) for one in sent.teams.arrived] == [False, True]
    assert sent.faults(kept, repeats=1) == []


@asynccontextmanager
async def nothing_can_be_stored(sent: Dispatch) -> AsyncIterator[None]:
    """Others may read, and must wait to write."""
    async with sent.database.unit() as unit:
        await unit.sql.execute(update(delivery).values(kept=delivery.c.kept))
        yield


async def complains(sent: Dispatch, times: int) -> None:
    """The process has tried to write, in vain, so often."""
    [one] = sent.replicas
    async with asyncio.timeout(30):
        while sum(AWAY in line for line in one.log) < times:
            await asyncio.sleep(0.05)


async def answered_while_nothing_can_be_stored(sent: Dispatch) -> None:
    """Until the process has it and has failed to keep it, more than once."""
    before = sum(AWAY in line for line in sent.replicas[0].log)
    sent.gate.set()
    await complains(sent, before + 2)


async def held_back(sent: Dispatch) -> None:
    """Both have accepted, and do not answer yet."""
    sent.slack.fail("chat.postMessage", Fault(accepted=True, gate=sent.gate))
    sent.teams.fail(TeamsFault(kind="late", accepted=True, gate=sent.gate))
    await stuck(sent)


@both
async def test_the_answer_read_and_not_stored_it_is_found_or_repeated_once(one_each: Dispatch) -> None:
    await held_back(one_each)
    async with nothing_can_be_stored(one_each):
        await answered_while_nothing_can_be_stored(one_each)
        await one_each.kill()
    await one_each.start()
    await found_on_slack_and_repeated_on_teams(one_each)


@pytest.mark.proof
@both
async def test_while_the_database_is_gone_the_answer_is_kept_and_stored_later(database_url: str) -> None:
    async with dispatch(database_url, BOTH, more=UNHURRIED) as sent:
        await held_back(sent)
        async with nothing_can_be_stored(sent):
            await answered_while_nothing_can_be_stored(sent)
        kept = await sent.over()
        assert kept.states() == {"sent": 2}
        assert (sent.got("slack"), sent.got("teams")) == (1, 1)
        assert sent.slack.called("conversations.history") == []
        assert sent.faults(kept) == []


@pytest.mark.proof
async def test_what_must_never_come_twice_waits_for_a_person(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, BOTH, promise=Promise.NEVER_TWICE) as sent:
        sent.slack.fail("chat.postMessage", Fault(hang=True, accepted=True))
        sent.teams.fail(TeamsFault(kind="hang", accepted=True))
        await stuck(sent)
        await sent.again()
        kept = await sent.over()
        assert kept.states() == {"sent": 1, "parked": 1}
        assert (sent.got("slack"), sent.got("teams")) == (1, 1)
        assert sent.faults(kept, repeats=1) == []


@pytest.mark.proof
@both
async def test_killed_while_it_is_taken_back_it_is_gone_all_the_same(one_each: Dispatch) -> None:
    await one_each.start()
    await one_each.over()
    await one_each.recall()
    one_each.slack.fail("chat.delete", Fault(hang=True, accepted=True))
    one_each.teams.fail(TeamsFault(kind="hang", accepted=True), method="DELETE")
    async with asyncio.timeout(20):
        await asyncio.gather(one_each.slack.stalls.begun.wait(), one_each.teams.stalls.begun.wait())
    await one_each.again()
    kept = await one_each.over()
    assert kept.states() == {"sent": 4}
    assert not any(one_each.slack.channels.values())
    assert one_each.teams.messages == {}
    assert all(row.recalled_at for row in kept.messages)


async def off_for_three_days(sent: Dispatch, *, over: str) -> None:
    """It was to go long ago; for `over` its time has passed."""
    now = clock.now()
    async with sent.database.unit() as unit:
        await unit.sql.execute(update(delivery).values(due_at=now - timedelta(days=3)))
        late = update(delivery).where(delivery.c.recipient == over)
        await unit.sql.execute(late.values(expires_at=now - timedelta(days=1)))
        await unit.commit()


async def test_after_three_days_off_what_is_still_of_use_is_sent_and_nothing_else(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, BOTH) as sent:
        await off_for_three_days(sent, over="t0")
        await sent.start()
        kept = await sent.over()
        assert {row.recipient: row.state for row in kept.rows} == {"s0": "sent", "t0": "expired"}
        assert (sent.got("slack"), sent.got("teams")) == (1, 0)
        assert sent.faults(kept) == []
