"""How fast the bot is, beside what others build with the same libraries on the same machine.

A turn is a typed answer to an open question of the form “need” (or the word “back”): its signature or token
is checked, it is told from a repeat, draft and conversation are changed, the next question goes through the
outbox as a card. It counts when that card has reached the fake API. 300 people talk, each in a workspace or
tenant of their own, and speak again only when all others have. The peers keep nothing and say back what they
were told.

Read it so: *turns/s* and *CPU/turn* are of the server's process alone; the load and the fake API run in
another one, PostgreSQL in its own. *HTTP* is how long a platform waits for its 200, which for ours means
committed. With one request at once a figure shows the way of one turn; with 32 how the work is shared.
Nothing can commit oftener than the machine: its raw rate stands above, one small row a commit. Ratios hold on
any machine, figures only on this one, and both only while nothing else runs.

At the end a meeting of 300 delegations, each in a workspace or tenant of its own: all ask for the floor in
ten seconds, and 300 boards on two replicas show a change each second.

Then broadcasts: one to 10,000 people at the pace that is set, against fakes that turn away what the platforms
would; the relay without any pace beside a bare loop of Slack's own client with as many calls at once; memory;
the claim of fifty among a million.

`python -m tests.bench deliveries` measures these alone, as `turns` and `floor` do.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot import settings
from tests.bench import backlog, boards, commits, deliveries, report, rush
from tests.bench.fakes import KID, Fakes, fakes
from tests.bench.fold import fold
from tests.bench.load import Load, together
from tests.bench.people import Talking, in_slack, in_teams
from tests.bench.report import Run
from tests.bench.seed import sown
from tests.bench.servers import (
    Server,
    another,
    environment,
    peers_environment,
    postgres,
    setting,
    started,
)
from tests.bench.step import steps
from tests.fakes.teams import APP_ID
from tests.fakes.teams_tokens import Signer

AT_ONCE, ROUNDS, SECONDS = (1, 8, 32), 3, 3.0
SLACK, TEAMS = "slack/events", "api/messages"


@dataclass
class Bench:
    """`folder`: for databases and logs, gone at the end."""

    folder: Path
    fakes: Fakes
    session: aiohttp.ClientSession

    def people(self) -> tuple[Sequence[Talking], Sequence[Talking]]:
        """Anew for each server: everybody begins at the same point of the script."""
        service = f"{self.fakes.url}/emea/"
        return in_slack(), in_teams(service, Signer(app_id=APP_ID, service=service).header(KID))

    @asynccontextmanager
    async def ours(self, database: str, name: str) -> AsyncIterator[tuple[Load, Load]]:
        """For Slack and for Teams, which one process serves."""
        environ, (colleagues, members) = environment(self.fakes.url, database), self.people()
        await sown(settings.for_service(environ), [*colleagues, *members])
        async with started(self.folder / f"{name}.log", environ, "bot", "serve") as server:
            in_slack = self.load(f"Slack, {name}", server, SLACK, colleagues)
            yield in_slack, self.load(f"Teams, {name}", server, TEAMS, members)

    @asynccontextmanager
    async def peers(self) -> AsyncIterator[tuple[Load, Load]]:
        environ, (colleagues, members) = peers_environment(self.fakes.url), self.people()
        module = "tests.bench.peers"
        async with (
            started(self.folder / "bolt.log", environ, module, "slack") as bolt,
            started(self.folder / "adapter.log", environ, module, "teams") as adapter,
        ):
            in_slack = self.load("Bolt's echo", bolt, SLACK, colleagues)
            yield in_slack, self.load("CloudAdapter's echo", adapter, TEAMS, members)

    def load(self, name: str, server: Server, path: str, people: Sequence[Talking]) -> Load:
        return Load(name, server, path, people, self.fakes, self.session)


async def measured(loads: Sequence[Load]) -> Sequence[Run]:
    """All by turns and more than once, so that what else the machine does falls on each."""
    for load in loads:
        await load.warm()
    runs = [Run(load.name, {}) for load in loads]
    for at_once in AT_ONCE:
        rounds = [[await load.run(at_once, SECONDS) for load in loads] for _ in range(ROUNDS)]
        for run, *parts in zip(runs, *rounds, strict=True):
            run.at[at_once] = together(parts)
            told(run.line(at_once))
    return runs


async def compare(folder: Path, postgres_url: str) -> None:
    told(
        f"Raw commits: SQLite {commits.on_sqlite(folder / 'raw.db'):.0f}/s,"
        f" PostgreSQL {await commits.on_postgres(postgres_url, 1):.0f}/s alone and"
        f" {await commits.on_postgres(postgres_url, 8):.0f}/s at 8 at once"
        f" (fsync {await setting(postgres_url, 'fsync')})",
    )
    async with (
        bench(folder) as one,
        one.peers() as peers,
        one.ours(f"sqlite+aiosqlite:///{folder / 'focalbot.db'}", "SQLite") as sqlite,
        one.ours(postgres_url, "PostgreSQL") as on_postgres,
    ):
        runs = await measured([*peers, *sqlite, *on_postgres])
    bolt, adapter, slack_sqlite, teams_sqlite, slack_postgres, teams_postgres = runs
    compared = (
        report.in_slack(slack_sqlite, bolt, report.SLACK_SQLITE),
        report.in_slack(slack_postgres, bolt, report.SLACK_POSTGRES),
        report.in_teams(teams_sqlite, adapter),
        report.in_teams(teams_postgres, adapter),
    )
    rows = [*(one.row() for one in compared), *map(report.stepped, steps()), report.folded(fold())]
    told("", report.table(rows))


@asynccontextmanager
async def bench(folder: Path) -> AsyncIterator[Bench]:
    connector = aiohttp.TCPConnector(limit=0)
    async with fakes() as fake, aiohttp.ClientSession(connector=connector) as session:
        yield Bench(folder, fake, session)


async def crowded(folder: Path, postgres_url: str) -> None:
    """The floor of a meeting of 300 delegations."""
    async with bench(folder) as one:
        told(rush.line(await rush.rushed(folder, one.fakes, one.session)))
        told(boards.line(await boards.watched(folder, postgres_url, one.fakes, one.session)))


async def delivered(folder: Path, postgres_url: str) -> None:
    """A broadcast to ten thousand; what is claimed of a million."""

    def file(name: str) -> str:
        return f"sqlite+aiosqlite:///{folder / name}.db"

    told(deliveries.on_time(await deliveries.paced(folder, file("paced"))))
    runs = (
        ("one process, SQLite", file("raw"), 1),
        ("one process, PostgreSQL", await another(postgres_url, "alone"), 1),
        ("four processes, PostgreSQL", await another(postgres_url, "four"), deliveries.REPLICAS),
    )
    for name, url, processes in runs:
        told(deliveries.rated(await deliveries.raw(folder, url, name, processes)))
    told(deliveries.weighing(await deliveries.weighed(folder)))
    for name, url in (("SQLite", file("backlog")), ("PostgreSQL", await another(postgres_url, "backlog"))):
        told(backlog.line(await backlog.measured(name, url)))


def told(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main(only: Sequence[str]) -> None:
    parts = {"turns": compare, "floor": crowded, "deliveries": delivered}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in only or parts:
            with postgres(folder / part) as url:
                asyncio.run(parts[part](folder, url))


if __name__ == "__main__":
    main(sys.argv[1:])
