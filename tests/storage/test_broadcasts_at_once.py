"""Several replicas at one broadcast: whoever comes second sees what the first has done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zlib import crc32

import pytest
from sqlalchemy import func, select, text

from bot.chat import Address
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.delivery.following import How
from bot.domain.delivery.state import OPEN, State
from bot.errors import Unavailable
from bot.outgoing import Attempt, Delivery
from storage.database import Database
from storage.unit_of_work import Unit
from tests.databases import NETWORK
from tests.storage.broadcast_rig import NOW, D, Rig, approved, become, planned
from tests.storage.relaying import attempt, claimed, sent

MAIN, V2, RECALL = "NB-2026-001", "NB-2026-001/v2", "NB-2026-001/recall"
LOCKED = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""
ENDS = (How.SENT, How.SENT, How.LATER, How.DOUBTFUL, How.REFUSED)


@pytest.fixture
async def rig(postgres_url: str) -> AsyncIterator[Rig]:
    database = Database.of(postgres_url, NETWORK)
    yield Rig(database)
    await database.dispose()


async def waiting(rig: Rig) -> None:
    """Until somebody waits for a lock."""
    async with rig.database.reading() as unit:
        while not (await unit.sql.execute(text(LOCKED))).scalar():
            pass


async def marked(unit: Unit, attempts: Sequence[Attempt], now: datetime = NOW) -> None:
    held = await unit.outbox.mark(attempts, now=now)
    ours = [one.delivery.id for one in attempts if one.delivery.lease_token in held]
    await unit.broadcasts.caught_up(ours, now=now)


def arrived(one: Delivery) -> Attempt:
    return sent(one, Address("slack", one.recipient), now=NOW)


async def claim(rig: Rig) -> Sequence[Delivery]:
    async with rig.database.unit() as unit:
        found = await claimed(unit, NOW)
        await unit.commit()
    return found


async def test_two_who_approve_at_once_send_one_broadcast(rig: Rig) -> None:
    await rig.begun()

    async def approve() -> int:
        async with rig.database.unit() as unit:
            found = await unit.broadcasts.locked("b1")
            if found is None or found.phase is Phase.APPROVED:
                return 0
            await unit.broadcasts.save(approved(found))
            many = await unit.broadcasts.plan(approved(found), planned(["ana", "ben"]), now=NOW)
            await unit.commit()
        return many

    assert sorted(await asyncio.gather(*(approve() for _ in range(4)))) == [0, 0, 0, 2]
    assert (await rig.counts()).audience == 2


async def test_two_who_plan_the_same_at_once_plan_it_once(rig: Rig) -> None:
    broadcast = approved(await rig.begun())
    people = [f"p{one:04}" for one in range(1500)]

    async def plan() -> int:
        async with rig.database.unit() as unit:
            many = await unit.broadcasts.plan(broadcast, planned(people), now=NOW)
            await unit.commit()
        return many

    assert sorted(await asyncio.gather(plan(), plan())) == [0, 1500]


async def test_who_cancels_waits_for_who_claims_and_stops_what_was_claimed(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben")
    async with rig.database.unit() as unit:
        (one,) = await claimed(unit, NOW, 1)
        cancelling = asyncio.create_task(rig.cancelled(broadcast))
        await waiting(rig)
        await unit.commit()
    assert await cancelling == 1
    assert await rig.states(MAIN) == {"ana": "sending", "ben": "cancelled"}
    async with rig.database.unit() as unit:
        await marked(unit, [attempt(one, How.LATER, now=NOW)])
        await unit.commit()
    assert await rig.states(MAIN) == {"ana": "cancelled", "ben": "cancelled"}
    assert await claim(rig) == []


async def test_what_is_being_cancelled_is_not_claimed(rig: Rig) -> None:
    await rig.sent_to("ana", "ben")
    async with rig.database.unit() as unit:
        await unit.broadcasts.cancel("b1", now=NOW)
        assert await claim(rig) == []
        await unit.commit()
    assert await rig.states(MAIN) == {"ana": "cancelled", "ben": "cancelled"}


CHANGES = [(Rig.corrected, V2), (Rig.recalled, RECALL)]
Change = Callable[[Rig, Broadcast], Coroutine[None, None, int]]


@pytest.mark.parametrize(("change", "key"), CHANGES, ids=["corrected", "recalled"])
async def test_what_is_sent_just_before_it_is_changed_is_followed(rig: Rig, change: Change, key: str) -> None:
    broadcast = await rig.sent_to("ana")
    (one,) = await claim(rig)
    async with rig.database.unit() as unit:
        await marked(unit, [arrived(one)])
        changing = asyncio.create_task(change(rig, broadcast))
        await waiting(rig)
        await unit.commit()
    assert await changing == 1
    assert await rig.states(key) == {"ana": "due"}


@pytest.mark.parametrize(("change", "key"), CHANGES, ids=["corrected", "recalled"])
async def test_what_is_changed_just_before_it_is_sent_is_followed(rig: Rig, change: Change, key: str) -> None:
    broadcast = await rig.sent_to("ana", "ben")
    one, _ = await claim(rig)

    async def mark() -> None:
        async with rig.database.unit() as unit:
            await marked(unit, [arrived(one)])
            await unit.commit()

    async with rig.database.unit() as unit:
        await unit.broadcasts.locked("b1")
        if key == RECALL:
            changed = replace(broadcast, phase=Phase.CANCELLED, recalled_at=NOW)
            await unit.broadcasts.save(changed)
            await unit.broadcasts.recall(changed, now=NOW)
        else:
            changed = approved(broadcast, 2)
            await unit.broadcasts.save(changed)
            await unit.broadcasts.correct(changed, now=NOW)
        marking = asyncio.create_task(mark())
        await waiting(rig)
        await unit.commit()
    await marking
    assert await rig.states(key) == {one.recipient: "due"}


async def paused(rig: Rig, broadcast: Broadcast) -> int:
    async with rig.database.unit() as unit:
        await unit.broadcasts.save(replace(broadcast, phase=Phase.PAUSED))
        await unit.broadcasts.hold("b1")
        await unit.commit()
    return 0


@pytest.mark.parametrize(
    "stop", [Rig.cancelled, Rig.recalled, paused], ids=["cancelled", "recalled", "paused"]
)
async def test_what_follows_from_what_is_sent_just_before_a_stop_is_stopped_too(
    rig: Rig, stop: Change
) -> None:
    broadcast = await rig.sent_to("ana")
    (one,) = await claim(rig)
    await rig.corrected(broadcast)
    async with rig.database.unit() as unit:
        await marked(unit, [arrived(one)])
        stopping = asyncio.create_task(stop(rig, approved(broadcast, 2)))
        await waiting(rig)
        await unit.commit()
    await stopping
    (edit,) = (await rig.rows(V2)).values()
    assert edit["held"] if stop is paused else edit["state"] == "cancelled"


async def test_an_acknowledgement_and_the_answer_of_the_platform_may_come_in_any_order(rig: Rig) -> None:
    await rig.sent_to("ana")
    (one,) = await claim(rig)

    async def acknowledge() -> datetime | None:
        async with rig.database.unit() as unit:
            at = await unit.broadcasts.acknowledge("b1", "ana", at=NOW)
            await unit.commit()
        return at

    async with rig.database.unit() as unit:
        await marked(unit, [attempt(one, How.DOUBTFUL, now=NOW)])
        acknowledging = asyncio.create_task(acknowledge())
        await waiting(rig)
        await unit.commit()
    assert await acknowledging == NOW
    assert await rig.states(MAIN) == {"ana": "sent"}


async def again(change: Callable[[], Awaitable[object]]) -> None:
    """What a turn does where another was in the way."""
    while True:
        try:
            await change()
        except Unavailable:
            continue
        return


def by_chance(one: Delivery) -> Attempt:
    """The same for the same attempt; an edit is not refused."""
    how = ENDS[crc32(f"{one.id}/{one.attempt}".encode()) % len(ENDS)] if one.attempt < 3 else How.SENT
    if how is How.SENT or (one.edits and how is How.REFUSED):
        return arrived(one)
    return attempt(one, How.ABSENT if one.doubtful else how, now=NOW)


@dataclass(slots=True)
class Crowd:
    """Relays that go on until they are told to end; each round it is later."""

    rig: Rig
    now: datetime = NOW
    going: bool = True
    looks: int = 0

    async def relay(self) -> None:
        while self.going:
            self.now += timedelta(seconds=20)
            await again(self.step)

    async def step(self) -> None:
        now = self.now
        async with self.rig.database.unit() as unit:
            found = await claimed(unit, now, 5)
            await unit.commit()
        async with self.rig.database.unit() as unit:
            await marked(unit, [by_chance(one) for one in found], now)
            await unit.commit()

    async def watch(self) -> None:
        while self.going:
            counts = await self.rig.counts()
            assert counts.audience == 60
            assert counts.newest + counts.older == counts.of(State.SENT)
            self.looks += 1

    async def end(self) -> None:
        """Once there is nothing left to send."""
        query = select(func.count()).where(D.state.in_([*OPEN, State.UNCERTAIN]))
        async with self.rig.database.reading() as unit:
            while (await unit.sql.execute(query)).scalar():
                pass
        self.going = False


async def steered(rig: Rig, broadcast: Broadcast, people: Sequence[str]) -> None:
    async def acknowledged() -> None:
        async with rig.database.unit() as unit:
            for one in people:
                await unit.broadcasts.acknowledge("b1", one, at=NOW)
            await unit.commit()

    async def paused() -> None:
        async with rig.database.unit() as unit:
            await unit.broadcasts.hold("b1")
            await unit.broadcasts.go_on("b1")
            await unit.commit()

    for number in (2, 3):
        await again(partial(rig.corrected, broadcast, number))
        await again(acknowledged)
        await again(paused)


async def test_in_a_crowd_nobody_is_left_behind_and_the_figures_always_add_up(rig: Rig) -> None:
    people = [f"p{one:02}" for one in range(60)]
    broadcast = await rig.sent_to(*people)
    crowd = Crowd(rig)
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(crowd.relay())
        group.create_task(crowd.watch())
        await steered(rig, broadcast, people[::3])
        await crowd.end()
    counts = await rig.counts()
    assert crowd.looks > 3
    assert (counts.audience, counts.complete) == (60, True)
    behind = {
        row["recipient"]
        for row in (await rig.rows(MAIN)).values()
        if row["state"] == "sent" and row["subject_version"] < 3
    }
    refused = {
        row["recipient"] for row in (await rig.rows(f"{MAIN}/v3")).values() if row["state"] == "failed"
    }
    assert behind == refused, "whoever has the older text was refused the newer one"
    assert counts.older == len(behind)
    assert counts.of(State.SENT, State.FAILED) == 60
    assert counts.of(State.SENT) > 30


@pytest.mark.parametrize("close", [False, True])
@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.CANCELLED])
async def test_an_operator_waits_for_whoever_stops_it(rig: Rig, phase: Phase, *, close: bool) -> None:
    """What has failed is not tried again; what waits ends once, and the counts add up."""
    broadcast = await rig.sent_to("ana", "ben")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], State.FAILED, ended_at=NOW)
        await unit.commit()
    of = (await rig.rows(MAIN))["ben" if close else "ana"]["id"]

    async def told() -> bool:
        async with rig.database.unit() as unit:
            done = await (unit.stuck.close if close else unit.stuck.retry)(of, now=NOW)
            await unit.commit()
        return done

    async with rig.database.unit() as unit:
        held = await unit.broadcasts.locked(broadcast.id)
        operator = asyncio.create_task(told())
        await waiting(rig)
        assert held
        await unit.broadcasts.save(replace(held, phase=phase))
        stop = unit.broadcasts.hold("b1") if phase is Phase.PAUSED else unit.broadcasts.cancel("b1", now=NOW)
        await stop
        await unit.commit()
    assert await operator is (close and phase is Phase.PAUSED)
    ended = State.CANCELLED if close or phase is Phase.CANCELLED else State.DUE
    assert await rig.states(MAIN) == {"ana": State.FAILED, "ben": ended}
    assert (await rig.counts()).audience == 2
