"""A broadcast that is held, let go and stopped; its figures always add up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.broadcast.broadcast import Phase
from bot.domain.delivery.state import State
from storage.database import Database
from storage.tables_delivery import rate_bucket
from storage.unit_of_work import Unit
from tests.storage.broadcast_rig import LONG_AGO, NOW, Rig, approved, become, planned
from tests.storage.statements import counted

MAIN = "NB-2026-001"
R = rate_bucket.c


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(database)


async def queue(unit: Unit) -> None:
    for scope, wait in (("a", 60), ("b", 0)):
        row = {"scope": scope, "next_free_at": NOW, "queue_at": NOW + timedelta(seconds=wait), "rate": 5.0}
        await unit.sql.execute(insert(rate_bucket).values(row))


async def queues(rig: Rig) -> list[bool]:
    """Whether somebody is waiting there."""
    async with rig.database.reading() as unit:
        rows = await unit.sql.execute(select(R.queue_at > R.next_free_at).order_by(R.scope))
        return [bool(one) for one in rows.scalars()]


async def test_what_is_paused_is_held_and_goes_on(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben", "cho", "dee")
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana")
    async with rig.database.unit() as unit:
        await queue(unit)
        with counted(rig.database.writer) as statements:
            await unit.broadcasts.hold("b1")
        await unit.commit()
    assert len(statements) == 3
    assert await queues(rig) == [False, False]
    await rig.marked(MAIN, "ben", became=State.RETRY)
    assert [row["held"] for row in (await rig.rows(MAIN)).values()] == [False, True, True, True]
    async with rig.database.unit() as unit:
        later = planned(["eva"])
        await unit.broadcasts.plan(replace(broadcast, phase=Phase.PAUSED), later, now=NOW)
        await unit.broadcasts.go_on("b1")
        await unit.commit()
    rows = await rig.rows(MAIN)
    assert not any(row["held"] for row in rows.values())
    assert [row["state"] for row in rows.values()] == ["sent", "retry", "due", "due", "due"]


async def test_of_what_is_cancelled_nothing_goes_any_more_whatever_was_in_flight(rig: Rig) -> None:
    people = ("sent", "flying", "doubted", "waiting", "tried", "parked", "failed")
    broadcast = await rig.sent_to(*people)
    await rig.claimed(MAIN, "sent", "flying", "doubted", "tried", "parked", "failed")
    await rig.marked(MAIN, "sent")
    await rig.marked(MAIN, "failed", became=State.FAILED)
    await rig.marked(MAIN, "doubted", became=State.UNCERTAIN)
    await rig.marked(MAIN, "parked", became=State.PARKED)
    await rig.marked(MAIN, "tried", became=State.RETRY)
    assert await rig.cancelled(broadcast) == 2
    assert await rig.states(MAIN) == {
        "sent": "sent",
        "flying": "sending",
        "doubted": "uncertain",
        "waiting": "cancelled",
        "tried": "cancelled",
        "parked": "parked",
        "failed": "failed",
    }
    rows = await rig.rows(MAIN)
    assert {of for of, row in rows.items() if row["expires_at"] == LONG_AGO} == {"flying", "doubted"}
    await rig.marked(MAIN, "flying", became=State.RETRY)
    await rig.marked(MAIN, "doubted")
    states = await rig.states(MAIN)
    assert (states["flying"], states["doubted"]) == ("cancelled", "sent")
    counts = await rig.counts()
    assert (counts.audience, counts.open, counts.complete) == (7, 0, False)


async def test_what_expires_after_it_was_cancelled_counts_as_cancelled(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben")
    await rig.claimed(MAIN, "ana", "ben")
    await rig.cancelled(broadcast)
    await rig.marked(MAIN, "ana", became=State.EXPIRED)
    await rig.marked(MAIN, "ben", became=State.DUE)
    assert await rig.states(MAIN) == {"ana": "cancelled", "ben": "cancelled"}
    assert (await rig.counts()).complete


async def test_cancelling_twice_changes_nothing_more(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben")
    assert await rig.cancelled(broadcast) == 2
    assert await rig.cancelled(broadcast) == 2
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.cancel("nowhere", now=NOW) == 0


async def test_cancelling_costs_as_few_statements_for_many(rig: Rig) -> None:
    await rig.sent_to(*(f"p{one}" for one in range(200)))
    async with rig.database.unit() as unit:
        with counted(rig.database.writer) as statements:
            await unit.broadcasts.cancel("b1", now=NOW)
        await unit.commit()
    assert len(statements) == 6


async def test_of_another_broadcast_nothing_is_touched(rig: Rig) -> None:
    one, other = await rig.sent_to("ana"), await rig.sent_to("ana", of="b2")
    await rig.cancelled(one)
    async with rig.database.unit() as unit:
        await unit.broadcasts.hold("b1")
        await unit.commit()
    assert await rig.states(other.reference) == {"ana": "due"}
    assert [row["held"] for row in (await rig.rows(other.reference)).values()] == [False]


async def test_the_figures_are_parts_of_those_who_have_it(rig: Rig) -> None:
    people = ["v2", "v1", "acked", "back", "mailed", "gone", "none", "open"]
    broadcast = await rig.sent_to(*people)
    await rig.claimed(MAIN, *people[:-1])
    await rig.marked(MAIN, *people[:5])
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["v2", "acked"], State.SENT, subject_version=2)
        await become(unit, MAIN, ["back"], State.SENT, recalled_at=NOW)
        await become(unit, MAIN, ["mailed"], State.SENT, second=True, platform="email", first_cause="blocked")
        await become(unit, MAIN, ["acked"], State.SENT, acked_at=NOW)
        await become(unit, MAIN, ["gone"], State.FAILED, cause="blocked")
        await become(unit, MAIN, ["none"], State.FAILED, cause="no-address")
        await unit.broadcasts.save(approved(broadcast, 2))
        await unit.commit()
    counts = await rig.counts()
    assert counts.by_state == {State.SENT: 5, State.FAILED: 2, State.DUE: 1}
    assert counts.by_cause == {"blocked": 1, "no-address": 1}
    assert (counts.newest, counts.older) == (2, 3)
    assert (counts.acknowledged, counts.recalled, counts.by_second) == (1, 1, 1)
    assert (counts.audience, counts.open, counts.complete) == (8, 1, False)
    async with rig.database.reading() as unit:
        assert await unit.reading.broadcasts.silent("b1") == ["v2", "v1", "mailed"]
        assert (await unit.reading.broadcasts.counts("nowhere")).audience == 0
        assert await unit.reading.broadcasts.silent("nowhere") == ()


async def test_the_silent_are_reminded_and_nobody_twice(rig: Rig) -> None:
    broadcast = replace(await rig.sent_to("ana", "ben"), reminders=1)
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana", "ben")
    async with rig.database.unit() as unit:
        for _ in range(2):
            many = await unit.broadcasts.remind(broadcast, ["ana", "ben"], now=NOW)
        await unit.commit()
    assert many == 0
    rows = await rig.rows(f"{MAIN}/remind-1")
    assert [row["what"] for row in rows.values()] == [["show", "broadcast.again", "b1/1"]] * 2
    assert (await rig.counts()).audience == 2


async def test_the_report_is_read_in_parts_and_says_who_and_why(rig: Rig) -> None:
    await rig.sent_to("ana", "ben", "cho")
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ben"], State.FAILED, cause="blocked", repeat=True)
        await unit.commit()
    async with rig.database.reading() as unit:
        known = unit.reading.broadcasts
        first = await known.report("b1", limit=2)
        rest = await known.report("b1", after=first[-1][0], limit=2)
        reached = await known.reached("b1", "ben")
        assert await known.report("nowhere") == ()
        assert (await known.reached("b1", "zoe"), await known.reached("nowhere", "ana")) == (None, None)
    ana, ben = (one for _, one in first)
    assert [one.person for _, one in rest] == ["cho"]
    assert (ana.state, ana.platform, ana.version, ana.sent_at) == (State.SENT, "slack", 1, NOW)
    assert (ben.state, ben.cause, ben.version, ben.repeated) == (State.FAILED, "blocked", 0, True)
    assert reached == ben
