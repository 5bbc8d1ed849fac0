"""What does not get on by itself is listed, and an operator's word is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.broadcast.broadcast import Phase
from bot.domain.delivery.state import State
from bot.ports_deliveries import StuckRow
from storage.database import Database
from tests.storage.broadcast_rig import NOW, Rig, become
from tests.storage.test_broadcasts_follow_up import MAIN, V2

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(replace(database, clock=lambda: LATER))


async def listed(rig: Rig, limit: int = 10) -> list[StuckRow]:
    async with rig.database.reading() as unit:
        return [*await unit.stuck.list(limit=limit)]


async def told(rig: Rig, person: str, *, close: bool = False, key: str = MAIN) -> bool:
    of = (await rig.rows(key))[person]["id"]
    async with rig.database.unit() as unit:
        done = await (unit.stuck.close if close else unit.stuck.retry)(of, now=LATER)
        await unit.commit()
    return done


async def test_what_is_stuck_is_listed_the_urgent_first(rig: Rig) -> None:
    people = ("sent", "failed", "new", "old", "tried", "doubted", "parked", "held")
    await rig.sent_to(*people)
    await rig.claimed(MAIN, *people)
    await rig.marked(MAIN, "sent")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["failed"], State.FAILED, cause="blocked", ended_at=NOW, platform="teams")
        await become(unit, MAIN, ["new"], State.DUE, due_at=LATER - timedelta(minutes=4))
        await become(unit, MAIN, ["old"], State.DUE, due_at=LATER - timedelta(minutes=6), called_at=None)
        await become(unit, MAIN, ["tried"], State.RETRY, due_at=LATER, attempt=3, cause="later")
        await become(unit, MAIN, ["doubted"], State.UNCERTAIN, cause="timeout")
        await become(unit, MAIN, ["parked"], State.PARKED, cause="timeout")
        await become(unit, MAIN, ["held"], State.DUE, held=True)
        await unit.commit()
    rows = await listed(rig)
    assert [row.recipient for row in rows] == ["parked", "doubted", "tried", "old", "failed"]
    failed = rows[-1]
    assert (failed.occurrence, failed.platform, failed.state, failed.cause, failed.attempts) == (
        MAIN,
        "teams",
        State.FAILED,
        "blocked",
        1,
    )
    assert (failed.since, failed.subject, rows[3].since) == (NOW, "b1", LATER - timedelta(minutes=6))
    assert [row.recipient for row in await listed(rig, 2)] == ["parked", "doubted"]


async def test_names_are_told(rig: Rig) -> None:
    await rig.sent_to("ana")
    async with rig.database.unit() as unit:
        await unit.people.add(replace(await unit.people.by_id("ana", now=NOW), name="Ana"))
        await become(unit, MAIN, ["ana"], State.PARKED)
        await unit.commit()
    assert [row.name for row in await listed(rig)] == ["Ana"]


@pytest.mark.parametrize("was", [State.PARKED, State.UNCERTAIN, State.FAILED, State.RETRY])
async def test_what_is_tried_again_is_due_and_says_that_it_may_be_a_repeat(rig: Rig, was: State) -> None:
    await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], was, second=True, first_cause="blocked", ended_at=NOW, doubts=0)
        await unit.commit()
    assert await told(rig, "ana")
    row = (await rig.rows(MAIN))["ana"]
    assert (row["state"], row["due_at"], row["ended_at"]) == ("retry", LATER, None)
    assert row["repeat"] is (was in {State.PARKED, State.UNCERTAIN})
    assert (row["second"], row["first_cause"]) == (False, "")
    assert (await rig.counts()).by_state == {State.RETRY: 1}


async def test_what_failed_is_tried_again_with_the_newest_text(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana", became=State.FAILED)
    await rig.corrected(broadcast)
    assert await told(rig, "ana")
    row = (await rig.rows(MAIN))["ana"]
    assert (row["what"], row["subject_version"]) == (["show", "broadcast.message", "b1/2"], 2)
    assert await rig.states(V2) == {}


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.CANCELLED, State.EXPIRED])
async def test_what_is_being_sent_or_is_over_is_not_tried_again(rig: Rig, state: State) -> None:
    await rig.sent_to("ana")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], state)
        await unit.commit()
    assert not await told(rig, "ana")
    assert not await told(rig, "ana", close=True)
    assert await rig.states(MAIN) == {"ana": state}


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.CANCELLED])
async def test_of_what_was_stopped_nothing_is_tried_again(rig: Rig, phase: Phase) -> None:
    broadcast = await rig.sent_to("ana")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], State.FAILED)
        await unit.broadcasts.save(replace(broadcast, phase=phase))
        await unit.commit()
    assert not await told(rig, "ana")


async def test_a_recall_is_tried_again_all_the_same(rig: Rig) -> None:
    broadcast, key = await rig.sent_to("ana"), f"{MAIN}/recall"
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana")
    await rig.recalled(broadcast)
    await rig.claimed(key, "ana")
    await rig.marked(key, "ana", became=State.FAILED)
    assert await told(rig, "ana", key=key)
    assert await rig.states(key) == {"ana": "retry"}


async def test_what_has_expired_or_lost_its_text_is_not_tried_again(rig: Rig) -> None:
    await rig.sent_to("over", "empty")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["over"], State.FAILED, expires_at=NOW)
        await become(unit, MAIN, ["empty"], State.FAILED, what=None, kept=False)
        await unit.commit()
    assert [await told(rig, "over"), await told(rig, "empty")] == [False, False]
    assert [row.recipient for row in await listed(rig)] == ["over"]


async def test_what_is_closed_is_over_and_still_counted(rig: Rig) -> None:
    await rig.sent_to("waiting", "doubted", "parked", "failed")
    async with rig.database.unit() as unit:
        for state in (State.UNCERTAIN, State.PARKED, State.FAILED):
            of = {State.UNCERTAIN: "doubted", State.PARKED: "parked", State.FAILED: "failed"}[state]
            await become(unit, MAIN, [of], state, lease_token="looked up")
        await unit.commit()
    closed = [await told(rig, of, close=True) for of in ("waiting", "doubted", "parked", "failed")]
    assert closed == [True, True, True, False]
    rows = await rig.rows(MAIN)
    assert [row["state"] for row in rows.values()] == ["cancelled", "failed", "failed", "failed"]
    assert {rows[of]["lease_token"] for of in ("doubted", "parked")} == {""}
    counts = await rig.counts()
    assert (counts.audience, counts.complete, counts.by_cause["closed"]) == (4, True, 2)


async def test_what_there_is_not_is_neither_tried_again_nor_closed(rig: Rig) -> None:
    async with rig.database.unit() as unit:
        assert not await unit.stuck.retry("nothing", now=LATER)
        assert not await unit.stuck.close("nothing", now=LATER)
        assert (await unit.sql.execute(select(1))).scalar() == 1
