"""One process on one SQLite file, and a copy of it that is whole."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import opened
from bot.dialog import Draft
from bot.errors import Misconfigured
from bot.playing import emptied
from storage.backup import backup
from storage.database import Database
from tests.databases import NETWORK

NOW = datetime(2022, 3, 24, tzinfo=UTC)
OTHER = """
import sys
from pathlib import Path
from storage.lock import FileLock
FileLock(Path(sys.argv[1])).take()
print("held", flush=True)
sys.stdin.read()
"""


def file_of(database: Database) -> Path:
    return Path(database.url.database or "")


async def kept(database: Database, of: str) -> None:
    async with database.unit() as unit:
        await unit.drafts.add(Draft(id=of, form="offer", owner="FJI", holder="ana", used_at=NOW))
        await unit.commit()


async def test_a_second_process_is_refused_by_name_until_the_first_has_ended(sqlite_url: str) -> None:
    database = Database.of(sqlite_url, NETWORK)
    command = (sys.executable, "-c", OTHER, str(file_of(database)))
    other = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout
    assert await other.stdout.readline() == b"held\n"
    with pytest.raises(
        Misconfigured, match=rf"focalbot\.db is in use by another focalbot \(process {other.pid}\)"
    ):
        await database.start()
    other.kill()
    await other.wait()
    await database.start()
    with pytest.raises(Misconfigured, match="in use"):
        await Database.of(sqlite_url, NETWORK).start()
    await database.dispose()


async def test_a_file_that_is_served_is_neither_migrated_nor_emptied_by_another(sqlite_url: str) -> None:
    database, second = Database.of(sqlite_url, NETWORK), Database.of(sqlite_url, NETWORK)
    await database.start()
    await kept(database, "draft-1")
    with pytest.raises(Misconfigured, match="in use"):
        emptied(second)
    with pytest.raises(Misconfigured, match="in use"):
        async with opened(second):
            pytest.fail("it was opened")
    async with database.reading() as unit:
        assert await unit.drafts.get("draft-1")
    await database.dispose()


async def test_a_backup_taken_during_writes_is_whole(sqlite_url: str, tmp_path: Path) -> None:
    database, copy = Database.of(sqlite_url, NETWORK), tmp_path / "backup.db"
    for number in range(50):
        await kept(database, f"before{number:02}")

    async def writing() -> None:
        for number in range(10_000):
            await kept(database, f"later{number:05}")

    busy = asyncio.create_task(writing())
    await asyncio.to_thread(backup, sqlite_url, copy)
    busy.cancel()
    await asyncio.wait([busy])
    with closing(sqlite3.connect(copy)) as copied:
        drafts = [of for (of,) in copied.execute("SELECT id FROM draft ORDER BY id")]
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    later = drafts[50:]
    assert drafts[:50] == [f"before{number:02}" for number in range(50)]
    assert later == [f"later{number:05}" for number in range(len(later))]
    assert not copy.with_name("backup.db.part").exists()
    await database.dispose()


async def test_a_backup_can_be_served_from(sqlite_url: str, tmp_path: Path) -> None:
    database = Database.of(sqlite_url, NETWORK)
    await kept(database, "d1")
    backup(sqlite_url, tmp_path / "backup.db")
    restored = Database.of(f"sqlite+aiosqlite:///{tmp_path / 'backup.db'}", NETWORK)
    await restored.migrate()
    async with restored.reading() as unit:
        assert await unit.drafts.get("d1")
    await restored.dispose()
    await database.dispose()


def test_a_backup_overwrites_nothing_and_says_what_is_missing(sqlite_url: str, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("precious")
    with pytest.raises(Misconfigured, match="exists already"):
        backup(sqlite_url, there)
    with pytest.raises(Misconfigured, match="no database here yet"):
        backup(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    with pytest.raises(Misconfigured, match="pg_dump"):
        backup("postgresql+asyncpg://host/focalbot", tmp_path / "copy.db")
    assert there.read_text() == "precious"
