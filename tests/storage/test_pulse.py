"""How deliveries stand, told from the tables at any moment."""

from datetime import UTC, datetime, timedelta

from bot.domain.delivery.alarms import Standing, Tried
from bot.ports_upkeep import TICK, Figures
from storage.database import Database
from tests.storage.deliveries import put, tried

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def figures(database: Database) -> Figures:
    async with database.reading() as unit:
        return await unit.pulse.figures(now=NOW)


async def standing(database: Database) -> Standing:
    async with database.reading() as unit:
        return await unit.pulse.standing(now=NOW)


async def test_an_empty_outbox_has_nothing_to_tell(database: Database) -> None:
    assert await figures(database) == Figures()
    assert await standing(database) == Standing()


async def test_the_figures_are_counted_by_state(database: Database) -> None:
    for urgency in (0, 1, 2):
        await put(database, "due", due_at=NOW - (urgency + 1) * MINUTE, urgency=urgency)
    await put(database, "due", due_at=NOW + MINUTE)
    await put(database, "due", due_at=NOW - 9 * MINUTE, held=True)
    await put(database, "retry", due_at=NOW + MINUTE, attempt=1, cause="rate-limited")
    for state in ("sending", "uncertain", "parked", "sent", "failed"):
        await put(database, state, due_at=NOW - 20 * MINUTE, called_at=NOW, ended_at=NOW)
    assert await figures(database) == Figures(
        waiting=7, due=3, sending=1, uncertain=1, parked=1, oldest_due=NOW - 3 * MINUTE
    )


async def test_what_is_tried_over_and_over_waits_since_its_first_attempt(database: Database) -> None:
    of = await put(database, "retry", due_at=NOW + MINUTE, attempt=2, cause="not-sent")
    await tried(database, of, "retry", at=NOW - 8 * MINUTE)
    await tried(database, of, "retry", at=NOW - 2 * MINUTE, attempt=2)
    assert (await standing(database)).oldest_due == NOW - 8 * MINUTE


async def test_what_a_platform_has_told_to_wait_is_not_late(database: Database) -> None:
    of = await put(database, "retry", due_at=NOW + MINUTE, attempt=9, cause="rate-limited")
    await tried(database, of, "retry", at=NOW - 8 * MINUTE, cause="rate-limited", on="slack")
    found = await standing(database)
    assert found.oldest_due == NOW + MINUTE
    assert found.failed == 0
    async with database.reading() as unit:
        assert await unit.pulse.tried(now=NOW) == {}


async def test_failed_are_those_of_the_last_quarter_of_an_hour_and_those_in_vain_so_far(
    database: Database,
) -> None:
    for minutes in (1, 14, 16):
        at = NOW - minutes * MINUTE
        await put(database, "failed", due_at=at, ended_at=at, cause="blocked")
        await put(database, "sent", due_at=at, ended_at=at)
    for attempt in (2, 3):
        await put(database, "retry", due_at=NOW + MINUTE, attempt=attempt, cause="not-sent")
    await put(database, "retry", due_at=NOW + MINUTE, attempt=7, cause="not-sent", held=True)
    found = await standing(database)
    assert (found.failed, found.sent) == (3, 2)


async def test_sent_ones_are_counted_as_far_as_it_matters(database: Database) -> None:
    await put(database, "failed", due_at=NOW, ended_at=NOW)
    for _ in range(25):
        await put(database, "sent", due_at=NOW, ended_at=NOW)
    assert (await standing(database)).sent == 21


async def test_the_oldest_in_doubt_counts_from_its_call(database: Database) -> None:
    await put(database, "uncertain", due_at=NOW + MINUTE, called_at=NOW - 12 * MINUTE)
    await put(database, "uncertain", due_at=NOW, called_at=NOW - 3 * MINUTE)
    assert (await standing(database)).uncertain_since == NOW - 12 * MINUTE


async def test_a_beat_is_seen_by_all_and_replaced_by_the_next(database: Database) -> None:
    for at in (NOW - MINUTE, NOW):
        async with database.unit() as unit:
            await unit.pulse.beat(TICK, now=at)
            await unit.commit()
        assert (await standing(database)).last_tick == at


async def test_a_turn_is_taken_once_in_its_time(database: Database) -> None:
    async def taken(at: datetime) -> bool:
        async with database.unit() as unit:
            mine = await unit.pulse.turn("watch", now=at, every=MINUTE)
            await unit.commit()
        return mine

    assert await taken(NOW)
    assert not await taken(NOW)
    assert not await taken(NOW + MINUTE / 2)
    assert await taken(NOW + MINUTE)
    assert await taken(NOW)


async def test_attempts_are_told_by_platform_without_late_ones(database: Database) -> None:
    for number, (outcome, on) in enumerate(
        [("sent", "slack"), ("retry", "teams"), ("failed", "teams"), ("late", "slack"), ("failed", "")]
    ):
        await tried(database, f"d-{number}", outcome, at=NOW - number * MINUTE, on=on, cause="not-sent")
    await tried(database, "old", "failed", at=NOW - 16 * MINUTE, on="slack")
    async with database.reading() as unit:
        assert await unit.pulse.tried(now=NOW) == {"slack": Tried(1, 0), "teams": Tried(0, 2)}
