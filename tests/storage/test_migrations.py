"""The schema comes to the same from every revision, on both databases, and from several replicas at once."""

import asyncio
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Table, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

import storage
from bot.errors import Misconfigured
from storage.database import Database
from storage.schema import config, migrate
from storage.tables import metadata
from tests.databases import NETWORK, cloned

REVISIONS = [revision.revision for revision in ScriptDirectory.from_config(config()).walk_revisions()]
EMPTY = "template0"

for module in iter_modules(storage.__path__):
    if module.name != "migrations":
        import_module(f"storage.{module.name}")


def differences(connection: Connection) -> list[object]:
    spelled_alike = connection.dialect.name == "postgresql"
    context = MigrationContext.configure(connection, opts={"compare_server_default": spelled_alike})
    found, declared = inspect(connection), metadata.tables
    checked = {
        (table, str(check["name"])) for table in declared for check in found.get_check_constraints(table)
    }
    checks = {(table.name, str(one.name)) for table in declared.values() for one in checks_of(table)}
    return [*compare_metadata(context, metadata), *(checked ^ checks)]


def checks_of(table: Table) -> list[CheckConstraint]:
    return [one for one in table.constraints if isinstance(one, CheckConstraint)]


async def differing(url: str) -> list[object]:
    engine = create_async_engine(url)
    async with engine.connect() as sql:
        found = await sql.run_sync(differences)
    await engine.dispose()
    return found


async def set_revision(url: str, to: str) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as sql:
        await sql.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})
    await engine.dispose()


@pytest.mark.parametrize("earlier", REVISIONS)
async def test_sqlite_comes_from_every_revision_to_the_newest(tmp_path: Path, earlier: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/deep/focalbot.db"
    await migrate(make_url(url), earlier)
    await Database.of(url, NETWORK).migrate()
    assert await differing(url) == []


@pytest.mark.parametrize("earlier", REVISIONS)
async def test_postgres_comes_from_every_revision_to_the_newest(postgres_server: str, earlier: str) -> None:
    async with cloned(postgres_server, EMPTY) as url:
        await migrate(make_url(url), earlier)
        await asyncio.gather(*(migrate(make_url(url)) for _ in range(2)))
        assert await differing(url) == []


async def test_replicas_that_begin_together_migrate_once(postgres_server: str) -> None:
    async with cloned(postgres_server, EMPTY) as url:
        await asyncio.gather(*(migrate(make_url(url)) for _ in range(3)))
        assert await differing(url) == []


async def test_what_an_earlier_release_kept_is_there_afterwards(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/focalbot.db"
    await migrate(make_url(url), "0001")
    engine = create_async_engine(url)
    async with engine.begin() as sql:
        added = "INSERT INTO person (id, name, quiet_from, quiet_until) VALUES ('ana', 'Ana', 20, 8)"
        await sql.execute(text(added))
    await engine.dispose()
    database = Database.of(url, NETWORK)
    await database.migrate()
    async with database.unit() as unit:
        assert await unit.reading.name_of("ana") == "Ana"
        assert await unit.reading.floors.get("m") is None
    await database.dispose()


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(database_url: str) -> None:
    await set_revision(database_url, "9999")
    with pytest.raises(Misconfigured, match="9999"):
        await migrate(make_url(database_url))


def test_there_is_one_line_of_revisions() -> None:
    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1
