"""What is to be said goes out once, in order, and is never forgotten."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from bot.cards import say
from bot.chat import Address
from bot.dialog import Show
from bot.domain.delivery.following import How
from bot.unit import AskAgain, Attempt, Delivery, Screen
from storage.database import Database
from storage.tables_delivery import delivery, delivery_attempt
from tests.storage import relaying

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
LEASE = timedelta(seconds=120)
CHAT, ROOM = Address("slack", "T1/D1"), Address("slack", "T1/D2")


def message(
    of: str, place: Address | None = CHAT, what: Screen | None = None, edits: str | None = None
) -> Delivery:
    what = what or say("hello", name=of)
    return Delivery(id=of, occurrence_key=of, recipient="ana", what=what, place=place, edits=edits)


async def put(database: Database, *messages: Delivery, now: datetime = NOW) -> None:
    async with database.unit() as unit:
        for one in messages:
            await unit.outbox.add(one, now=now)
        await unit.commit()


async def claim(database: Database, *, now: datetime = NOW, limit: int = 50) -> Sequence[Delivery]:
    return await relaying.claim(database, now=now, limit=limit)


async def mark(database: Database, attempt: Attempt, *, now: datetime = NOW) -> bool:
    return await relaying.mark(database, attempt, now=now)


def sent(one: Delivery, *, now: datetime = NOW) -> Attempt:
    return relaying.sent(one, CHAT, now=now)


def failed(one: Delivery, cause: str, *, now: datetime = NOW) -> Attempt:
    return relaying.attempt(one, How.REFUSED, now=now, cause=cause)


def delayed(one: Delivery, cause: str, *, seconds: float, now: datetime = NOW) -> Attempt:
    return relaying.attempt(one, How.LATER, now=now, cause=cause, wait=seconds)


async def test_what_is_claimed_is_what_was_put_in(database: Database) -> None:
    screens: tuple[Screen, ...] = (
        say("hello", name="<b>", count=2, who=say("country-FJI")),
        Show("offer", "o1"),
        AskAgain("d1", {"title": "Côte", "until": None}),
    )
    put_in = [message(str(place), Address("slack", str(place)), what) for place, what in enumerate(screens)]
    put_in.append(
        Delivery(
            id="e",
            occurrence_key="NB-2026-014/v2",
            recipient="",
            what=Show("menu"),
            notice=say("not-allowed"),
            edits="T1/D1/7",
            typeable=True,
        )
    )
    await put(database, *put_in)
    claimed = await claim(database)
    assert [one.what for one in claimed] == [one.what for one in put_in]
    assert [(one.place, one.notice, one.edits, one.typeable) for one in claimed] == [
        (one.place, one.notice, one.edits, one.typeable) for one in put_in
    ]
    assert {one.attempt for one in claimed} == {1}
    assert len({one.lease_token for one in claimed}) == 4


async def test_one_occurrence_reaches_each_recipient_once(database: Database) -> None:
    one = message("m1")
    again = Delivery(id="m2", occurrence_key="m1", recipient="ana", what=one.what)
    other = Delivery(id="m3", occurrence_key="m1", recipient="ben", what=one.what)
    await put(database, one, again, other)
    assert [found.id for found in await claim(database)] == ["m1", "m3"]


async def test_a_conversation_hears_one_thing_at_a_time_in_order(database: Database) -> None:
    await put(database, message("m1"), message("r1", ROOM), message("m2"), message("n1", None), message("m3"))
    first, room, notice = await claim(database)
    assert [first.id, room.id, notice.id] == ["m1", "r1", "n1"]
    assert await claim(database) == []
    assert await mark(database, delayed(first, "limited", seconds=4))
    assert await claim(database) == []
    (again,) = await claim(database, now=NOW + timedelta(seconds=4))
    assert (again.id, again.attempt) == ("m1", 2)
    assert await mark(database, sent(again))
    (second,) = await claim(database)
    assert await mark(database, failed(second, "blocked"))
    assert [one.id for one in await claim(database)] == ["m3"]


async def test_an_older_message_that_commits_late_waits_for_the_one_in_flight(database: Database) -> None:
    await put(database, message("m2"), now=NOW)
    (flying,) = await claim(database)
    await put(database, message("m1"), now=NOW - timedelta(seconds=9))
    assert await claim(database) == []
    assert await mark(database, sent(flying))
    assert [one.id for one in await claim(database)] == ["m1"]


async def test_a_relay_that_wakes_after_its_lease_changes_nothing(database: Database) -> None:
    await put(database, message("m1"))
    (frozen,) = await claim(database)
    assert await claim(database, now=NOW + LEASE) == []
    late = NOW + LEASE + timedelta(seconds=1)
    (taken,) = await claim(database, now=late)
    assert (taken.id, taken.attempt, taken.repeat) == ("m1", 2, True)
    assert not await mark(database, sent(frozen), now=late)
    assert await claim(database, now=late) == []
    assert await mark(database, sent(taken), now=late)
    assert not await mark(database, failed(taken, "twice"), now=late)
    async with database.reading() as unit:
        log = select(delivery_attempt.c.attempt, delivery_attempt.c.outcome).order_by(delivery_attempt.c.seq)
        told = [tuple(row) for row in await unit.sql.execute(log)]
        assert told == [(1, "late"), (2, "sent"), (2, "late")]
        state = select(delivery.c.state, delivery.c.handle)
        assert [tuple(row) for row in await unit.sql.execute(state)] == [("sent", "T1/D1/m1")]


async def test_what_ended_together_is_kept_together(database: Database) -> None:
    """Each in its own way; the one whose relay came too late only in the log."""
    places = {of: Address("slack", f"T1/{of}") for of in ("sent", "retry", "failed", "late", "taken")}
    await put(database, *(message(of, place) for of, place in places.items()))
    by_id = {one.id: one for one in await claim(database)}
    late = replace(by_id["late"], lease_token="another")
    ends = [
        relaying.sent(by_id["sent"], ROOM, now=NOW, handle="T1/D2/7"),
        delayed(by_id["retry"], "limited", seconds=LEASE.total_seconds()),
        failed(by_id["failed"], "blocked"),
        relaying.sent(late, places["late"], now=NOW, handle="T1/late/1"),
    ]
    async with database.unit() as unit:
        held = await unit.outbox.mark(ends, now=NOW)
        await unit.commit()
    assert [one.delivery.id for one in ends if one.delivery.lease_token in held] == [
        "sent",
        "retry",
        "failed",
    ]
    kept = select(delivery.c.id, delivery.c.state, delivery.c.place, delivery.c.due_at, delivery.c.cause)
    log = select(delivery_attempt.c.delivery, delivery_attempt.c.outcome)
    async with database.reading() as unit:
        assert {row.id: tuple(row)[1:] for row in await unit.sql.execute(kept)} == {
            "sent": ("sent", "T1/D2", NOW, ""),
            "retry": ("retry", "T1/retry", NOW + LEASE, "limited"),
            "failed": ("failed", "T1/failed", NOW, "blocked"),
            "late": ("sending", "T1/late", NOW, ""),
            "taken": ("sending", "T1/taken", NOW, ""),
        }
        assert dict(tuple(row) for row in await unit.sql.execute(log)) == {
            "sent": "sent",
            "retry": "retry",
            "failed": "failed",
            "late": "late",
        }


async def test_what_is_given_back_is_due_at_once(database: Database) -> None:
    await put(database, message("m1"))
    (given_back,) = await claim(database)
    assert await mark(database, relaying.attempt(given_back, How.NOT_TRIED, now=NOW))
    (again,) = await claim(database)
    assert again.id == "m1"
    assert not await mark(database, sent(given_back))


@pytest.mark.parametrize("relays", [4])
async def test_relays_that_race_claim_nothing_twice_and_leave_nothing(
    database: Database, relays: int
) -> None:
    await put(
        database, *(message(f"m{number}", Address("slack", f"T1/D{number % 40}")) for number in range(120))
    )
    claimed: Counter[str] = Counter()
    order: dict[Address | None, list[int]] = {}

    async def relay() -> None:
        idle = 0
        while idle < 3:
            found = await claim(database, limit=7)
            idle = 0 if found else idle + 1
            for one in found:
                claimed[one.id] += 1
                order.setdefault(one.place, []).append(int(one.id[1:]))
                assert await mark(database, sent(one))

    await asyncio.gather(*(relay() for _ in range(relays)))
    assert set(claimed.values()) == {1}
    assert len(claimed) == 120
    assert all(numbers == sorted(numbers) for numbers in order.values())


async def test_a_large_backlog_is_claimed_from_by_its_partial_indexes(database: Database) -> None:
    old = [
        {
            "id": f"m{number}",
            "occurrence_key": f"m{number}",
            "recipient": "ana",
            "kind": "say",
            "what": ["say", "hello", {}],
            "lane": f"person p{number % 997}",
            "typeable": False,
            "state": "sent" if number % 2 else "due",
            "attempt": 0,
            "due_at": NOW,
        }
        for number in range(4000)
    ]
    async with database.unit() as unit:
        await unit.sql.execute(insert(delivery), old)
        await unit.commit()
    async with database.unit() as unit:
        await unit.sql.execute(text("ANALYZE"))
        await unit.commit()
    explain = "EXPLAIN" if database.url.get_backend_name() == "postgresql" else "EXPLAIN QUERY PLAN"
    plans: list[str] = []
    async with database.unit() as unit:
        unheld = "NOT held" if explain == "EXPLAIN" else "held = 0"
        ready = f"state IN ('due', 'retry') AND {unheld} AND urgency = 0"
        for wanted in (ready, "state IN ('sending')"):
            column = "due_at" if "due" in wanted else "lease_until"
            oldest = f"WHERE {wanted} AND {column} <= '2000-01-01' ORDER BY {column} LIMIT 50"
            query = text(f"{explain} SELECT seq FROM delivery {oldest}")
            plans.append(str((await unit.sql.execute(query)).all()))
    assert "ix_delivery_ready" in plans[0]
    assert "ix_delivery_lease" in plans[1]
    assert len(await claim(database)) == 50
