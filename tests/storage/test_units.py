"""A unit of work: all or nothing, nobody's change lost, and no wait without an end."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.chat import Address
from bot.dialog import Draft
from bot.domain.people import Person, Role
from bot.errors import Misconfigured, Unavailable
from storage.database import Database
from tests.databases import NETWORK

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
COUNTING = "SELECT 1 UNION ALL SELECT i + 1 FROM n"
DRAFT = Draft(id="d1", form="offer", owner="FJI", holder="ana", used_at=NOW)


async def begun(database: Database) -> None:
    async with database.unit() as unit:
        await unit.drafts.add(DRAFT)
        await unit.commit()


async def version(database: Database) -> int:
    async with database.reading() as unit:
        found = await unit.drafts.get("d1")
        assert found
        return found[0].version


async def raised(database: Database) -> None:
    """Read, thought about, written; what was refused comes again, as the platforms do it."""
    while True:
        try:
            async with database.unit() as unit:
                found = await unit.drafts.get("d1")
                assert found
                await asyncio.sleep(0)
                await unit.drafts.save(replace(found[0], version=found[0].version + 1))
                await unit.commit()
                return
        except Unavailable:
            continue


async def test_of_300_changes_at_once_none_is_lost(database: Database) -> None:
    await begun(database)
    await asyncio.gather(*(raised(database) for _ in range(300)))
    assert await version(database) == 300


async def test_what_fails_half_way_leaves_nothing(database: Database) -> None:
    async def half() -> None:
        async with database.unit() as unit:
            await unit.people.add(
                Person(id="ana", roles=frozenset({Role.FOCAL_POINT})), Address("slack", "T1/U1")
            )
            raise LookupError

    with pytest.raises(LookupError):
        await half()
    async with database.unit() as unit:
        assert await unit.people.at(Address("slack", "T1/U1"), now=NOW) is None
        await unit.people.add(Person(id="ana"))
        with pytest.raises(IntegrityError):
            await unit.people.add(Person(id="ana"))


async def test_reading_cannot_write(database: Database) -> None:
    async with database.reading() as unit:
        with pytest.raises((OperationalError, IntegrityError, Exception), match=r"read-?only"):
            await unit.people.add(Person(id="ana"))


async def test_readers_see_one_moment_and_wait_for_no_writer(database: Database) -> None:
    await begun(database)
    async with database.unit() as unit:
        await unit.drafts.save(replace(DRAFT, version=1))
        assert await version(database) == 0
        await unit.commit()
    assert await version(database) == 1


async def test_a_client_that_goes_away_leaves_the_writer_free(database: Database) -> None:
    await begun(database)
    inside = asyncio.Event()

    async def staying() -> None:
        async with database.unit() as unit:
            await unit.drafts.get("d1")
            inside.set()
            await asyncio.sleep(60)

    holder = asyncio.create_task(staying())
    await inside.wait()
    waiting = [asyncio.create_task(raised(database)) for _ in range(3)]
    await asyncio.sleep(0.05)
    for task in (*waiting, holder):
        task.cancel()
    await asyncio.wait([*waiting, holder])
    before = monotonic()
    await raised(database)
    assert monotonic() - before < 1
    assert await version(database) == 1


async def test_a_statement_given_up_in_the_middle_leaves_the_writer_free(database: Database) -> None:
    await begun(database)
    slow = {
        "sqlite": f"WITH RECURSIVE n(i) AS ({COUNTING} LIMIT 3000000) SELECT max(i) FROM n",
        "postgresql": "SELECT pg_sleep(0.5)",
    }

    async def slowly() -> None:
        async with database.unit() as unit:
            await unit.drafts.get("d1")
            await unit.sql.execute(text(slow[database.url.get_backend_name()]))

    given_up = asyncio.create_task(slowly())
    await asyncio.sleep(0.1)
    given_up.cancel()
    await asyncio.wait([given_up])
    before = monotonic()
    await raised(database)
    assert monotonic() - before < 2


async def test_a_file_held_by_another_process_is_refused_in_time_and_served_again(sqlite_url: str) -> None:
    database = Database.of(sqlite_url, NETWORK)
    await begun(database)
    with closing(sqlite3.connect(database.url.database or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = monotonic()
        with pytest.raises(Unavailable):
            await begun(database)
        assert monotonic() - before < 2
        assert await version(database) == 0
        other.execute("ROLLBACK")
    await raised(database)
    assert await version(database) == 1
    await database.dispose()


async def test_a_mistake_of_ours_is_not_called_an_outage(database: Database) -> None:
    async with database.unit() as unit:
        with pytest.raises(Exception, match="no_such_table"):
            await unit.sql.execute(text("SELECT * FROM no_such_table"))


@pytest.mark.parametrize(
    "url", ["mysql://host/focalbot", "sqlite+aiosqlite://", "postgresql://host/focalbot"]
)
def test_a_database_we_do_not_serve_is_refused_by_name(url: str) -> None:
    with pytest.raises(Misconfigured, match="FOCALBOT_DATABASE_URL"):
        Database.of(url, NETWORK)


def test_what_is_no_url_is_refused_without_showing_it() -> None:
    with pytest.raises(Misconfigured, match="FOCALBOT_DATABASE_URL") as refusal:
        Database.of("secret", NETWORK)
    assert "secret" not in str(refusal.value)
