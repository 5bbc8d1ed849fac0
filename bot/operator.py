"""What the operator's commands do; each opens the database for itself and may run beside the service."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from bot import app, people_csv, people_list, service
from bot.clock import Shifted
from bot.errors import FocalError, Misconfigured
from bot.people_rows import Faulty, Known
from bot.settings import Settings
from bot.web.health import State
from bot.wording import LANGUAGES
from manifest import write_slack, write_teams
from storage.backup import backup as copied


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    fit: bool
    told: str


async def migrate(settings: Settings) -> None:
    database = app.core(settings, Shifted()).database
    try:
        await database.migrate()
    finally:
        await database.dispose()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[app.Core]:
    """At the newest schema; without the lock of the one that serves."""
    parts = app.core(settings, Shifted())
    try:
        await parts.database.migrate()
        yield parts
    finally:
        await parts.database.dispose()


async def import_people(settings: Settings, data: bytes, *, dry_run: bool) -> str:
    """Raises Misconfigured with a line per fault; then nothing was imported."""
    async with opened(settings) as parts:
        rows = people_csv.rows_of(data, known(parts))
        if isinstance(rows, Faulty):
            raise Misconfigured(list(map(str, rows.faults)))
        done = await people_list.import_people(
            parts.database.unit, rows, now=parts.clock(), fresh=app.fresh, dry_run=dry_run
        )
    if isinstance(done, Faulty):
        raise Misconfigured(list(map(str, done.faults)))
    counted = (
        f"{done.people} people, {done.roles} roles, {done.accounts} accounts, {done.memberships} memberships"
    )
    return f"{'Would change' if dry_run else 'Imported'}: {counted}."


def known(parts: app.Core) -> Known:
    network = parts.database.network
    spoken = parts.lexicons.speaking("en", network.home_zone, parts.clock())
    return Known(
        delegation=spoken.delegation,
        bodies=frozenset(body.id for body in network.bodies),
        languages=frozenset(LANGUAGES),
        zones=frozenset(available_timezones()),
    )


async def export_people(settings: Settings) -> str:
    async with opened(settings) as parts:
        return people_csv.written(await people_list.export_people(parts.database.unit)).decode()


async def binding_code(settings: Settings, email: str) -> str:
    """Raises Misconfigured where nobody on the list has that e-mail."""
    async with opened(settings) as parts:
        issued = await people_list.issue_code(
            parts.database.unit, email, now=parts.clock(), chance=app.chance
        )
    if issued is None:
        raise Misconfigured([f"EMAIL: nobody on the list has {email}; import the person first."])
    until = issued.expires_at.strftime("%Y-%m-%d %H:%M UTC")
    return f"{issued.code}  binds the next account that types it to {issued.name}, until {until}."


def manifest(settings: Settings, platform: str, out: Path) -> list[Path]:
    words = app.core(settings, Shifted()).words()
    write = {"teams": write_teams, "slack": write_slack}[platform]
    return write(settings, words, out)


async def backup(settings: Settings, file: Path) -> None:
    copied(settings.database_url, file)


async def check(settings: Settings) -> Sequence[Result]:
    """Configuration has been read already; here is what only a try can tell."""
    parts = app.core(settings, Shifted())
    try:
        async with app.session() as session:
            made = service.service(parts, session)
            results = [await judged("database", app.checks(parts)[0][1])]
            results += [await signed_in("Teams", made.teams.signs_in)] if made.teams else []
            results += [await signed_in("Slack", made.slack.signs_in)] if made.slack else []
    finally:
        await parts.database.dispose()
    return [Result("configuration", fit=True, told="complete"), *results]


async def judged(name: str, asked: Callable[[], Awaitable[State]]) -> Result:
    try:
        state = await asked()
    except FocalError as error:
        return Result(name, fit=False, told=f"cannot be reached ({error})")
    return Result(name, fit=state.level == "good", told=state.says or "reached, its clock agrees with ours")


async def signed_in(name: str, sign_in: Callable[[], Awaitable[str]]) -> Result:
    try:
        return Result(name, fit=True, told=await sign_in())
    except FocalError as error:
        return Result(name, fit=False, told=f"the credentials were not accepted ({error})")
