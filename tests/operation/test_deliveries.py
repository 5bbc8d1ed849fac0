"""The operator sees what is stuck, why, and what to do; and decides, also while the service runs."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot import clock
from bot.chat import Address
from bot.cli import main
from bot.deliveries import NOTHING, table
from bot.domain.delivery.state import State
from bot.domain.people import Person, Role
from bot.ports_deliveries import StuckRow
from storage.database import Database
from storage.tables_delivery import delivery
from tests.storage.deliveries import put
from tests.worlds import lexicons, network

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


STUCK = StuckRow(
    id="d1",
    occurrence="NB-2026-014",
    recipient="ana",
    name="Ana Koroi",
    platform="slack",
    state=State.FAILED,
    cause="",
    attempts=1,
    due_at=NOW - HOUR,
    since=NOW - HOUR,
)
PARKED = replace(STUCK, state=State.PARKED)


def failed(cause: str) -> StuckRow:
    return replace(STUCK, cause=cause)


def waiting(state: State, cause: str = "") -> StuckRow:
    return replace(STUCK, state=state, cause=cause, due_at=NOW + HOUR)


def told(*rows: StuckRow) -> list[str]:
    words = lexicons().speaking("en", "UTC", NOW).words
    return table(rows, words, NOW).splitlines()


def test_each_is_a_row_with_why_and_what_to_do_under_it() -> None:
    head, first, under, *_ = told(failed("blocked"), PARKED)
    assert head.split() == ["STATE", "TO", "BY", "TRIED", "SINCE", "ABOUT", "ID"]
    assert first.split() == [
        "failed",
        "Ana",
        "Koroi",
        "slack",
        "1",
        "2026-11-24",
        "11:00",
        "UTC",
        "NB-2026-014",
        "d1",
    ]
    assert under.strip() == (
        "The person has blocked the bot. Next: ask the person by another way to unblock the bot, then remind."
    )


@pytest.mark.parametrize(
    ("stuck", "says"),
    [
        (PARKED, "Next: ask Ana Koroi whether it has arrived; then close it, or retry."),
        (replace(PARKED, name=""), "Next: ask ana whether"),
        (waiting(State.UNCERTAIN), "looked up again at 13:00 UTC"),
        (waiting(State.RETRY, "not-sent"), "tried again at 13:00 UTC"),
        (replace(STUCK, state=State.DUE), "Next: see whether “focalbot serve” runs"),
        (failed("no-token"), "run “focalbot check”"),
        (failed("something_new"), "The platform refused: something_new. Next: look for the ID"),
        (failed("no-address"), "Next: correct the address on the focal points list"),
    ],
)
def test_the_next_step_is_one_the_operator_can_take(stuck: StuckRow, says: str) -> None:
    assert says in told(stuck)[-1]


def test_a_sound_bot_has_nothing_to_show() -> None:
    assert told() == [NOTHING]


@pytest.fixture
def focalbot(sqlite_url: str) -> CliRunner:
    return CliRunner(env={"FOCALBOT_DATABASE_URL": sqlite_url})


async def run(focalbot: CliRunner, *args: str) -> Result:
    """Beside whoever has this database open."""
    return await asyncio.to_thread(focalbot.invoke, main, ["deliveries", *args])


async def some(database: Database) -> Sequence[str]:
    """One failed, one parked, one that waits too long, one that is fine."""
    now = clock.now()
    async with database.unit() as unit:
        ana = Person(id="ana", name="Ana Koroi", roles=frozenset({Role.FOCAL_POINT}), delegation="FJI")
        await unit.people.add(ana, Address("test", "ana"))
        await unit.commit()
    past = now - HOUR
    return [
        await put(database, "failed", due_at=past, ended_at=past, cause="blocked", attempt=1),
        await put(database, "parked", due_at=past, called_at=past, cause="uncertain", attempt=1),
        await put(database, "due", due_at=past),
        await put(database, "sent", due_at=past, ended_at=past, attempt=1),
    ]


async def states(database: Database) -> dict[str, str]:
    async with database.reading() as unit:
        rows = await unit.sql.execute(select(delivery.c.id, delivery.c.state))
        return {row.id: row.state for row in rows}


async def test_the_stuck_are_listed_and_settled_beside_a_running_service(
    focalbot: CliRunner, sqlite_url: str
) -> None:
    database = Database.of(sqlite_url, network())
    await database.start()
    failed, parked, waiting, sent = await some(database)
    listed = await run(focalbot, "list")
    assert listed.exit_code == 0
    for of in (failed, parked, waiting):
        assert of in listed.output
    assert sent not in listed.output.split()
    assert "Ana Koroi" in listed.output
    only = await run(focalbot, "list", "--state", "parked")
    assert [of for of in (failed, parked, waiting) if of in only.output.split()] == [parked]

    again = await run(focalbot, "retry", "--state", "failed")
    assert (again.exit_code, again.output) == (0, f"{failed} goes out now.\n")
    closed = await run(focalbot, "close", parked, sent)
    assert closed.exit_code == 1
    assert f"{parked} is closed." in closed.output
    assert f"{sent}: is left as it is" in closed.output
    found = await states(database)
    assert (found[failed], found[waiting], found[sent]) == ("retry", "due", "sent")
    assert found[parked] not in {"parked", "due", "retry", "sent"}
    await database.dispose()


async def test_what_is_retried_goes_out_once(focalbot: CliRunner, sqlite_url: str) -> None:
    database = Database.of(sqlite_url, network())
    failed, *_ = await some(database)
    assert (await run(focalbot, "retry", failed, failed)).exit_code == 0
    async with database.reading() as unit:
        assert len(await unit.outbox.reached(failed)) == 1
    await database.dispose()


async def test_a_text_that_is_gone_cannot_be_sent_again(focalbot: CliRunner, sqlite_url: str) -> None:
    database = Database.of(sqlite_url, network())
    past = clock.now() - 40 * 24 * HOUR
    old = await put(database, "failed", due_at=past, ended_at=past, what=None, kept=False)
    result = await run(focalbot, "retry", old)
    assert (result.exit_code, old in (await run(focalbot, "list")).output) == (1, False)
    await database.dispose()


async def test_without_an_id_or_a_state_it_is_wrong_usage(focalbot: CliRunner) -> None:
    result = await run(focalbot, "retry")
    assert result.exit_code == 2
    assert "give IDs" in result.output
    assert (await run(focalbot, "retry", "--state", "parked")).output == "There is none.\n"
