"""What the operator's commands do; each opens the database for itself and may run beside the service."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from bot import app, deliveries, meeting_list, people_csv, people_list, service
from bot.clock import Shifted
from bot.errors import FocalError, Misconfigured
from bot.meeting_list import Came, Imported, Lost
from bot.networks import meeting_doubts, meeting_file, meeting_written
from bot.networks.files import text_of
from bot.people_rows import Faulty, Known
from bot.settings import Settings
from bot.web.health import State
from bot.wording import LANGUAGES
from manifest import write_slack, write_teams
from storage.backup import backup as copied

REFUSED, UNSENT = "the credentials were not accepted", "cannot be sent"


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


@dataclass(frozen=True, slots=True)
class Told:
    """`warnings`: of what does not add up in a meeting file; it is imported all the same."""

    done: str
    warnings: Sequence[str]


async def import_meeting(settings: Settings, file: Path, *, dry_run: bool) -> Told:
    """Raises Misconfigured with a line per fault; then nothing was imported."""
    text = text_of(file)
    if not isinstance(text, str):
        raise Misconfigured(text)
    async with opened(settings) as parts:
        meeting = meeting_file.parsed(text, file.name, parts.database.network)
        if isinstance(meeting, list):
            raise Misconfigured(meeting)
        done = await meeting_list.import_meeting(parts.database.unit, meeting, dry_run=dry_run)
    if isinstance(done, Lost):
        why = f"the list of speakers of item {done.number} has begun and is on record"
        raise Misconfigured([f"{file.name}: {why}: leave that item in, with floor = true."])
    return Told(imported(done, dry_run=dry_run), doubted(done, file.name, text))


def imported(done: Imported, *, dry_run: bool) -> str:
    meeting = done.meeting
    if done.came is Came.SAME:
        return f"Unchanged: {meeting.id}."
    sittings, items = counted(len(meeting.sittings), "sitting"), counted(len(meeting.items), "item")
    lists = counted(len(meeting.floor_items), "list") + " of speakers"
    version = f", change {meeting.sequence}" if meeting.sequence else ""
    return (
        f"{'Would import' if dry_run else 'Imported'}: {meeting.id}, {sittings}, {items}, {lists}{version}."
    )


def counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def doubted(done: Imported, file: str, text: str) -> list[str]:
    nobody = [] if done.speakers else [f"{file}: warning: {meeting_doubts.NOBODY}"]
    return nobody + meeting_doubts.told(done.doubts, done.meeting, file, text)


async def export_meeting(settings: Settings, of: str) -> str:
    """Raises Misconfigured where it cannot be told which one is meant."""
    async with opened(settings) as parts:
        found = await meeting_list.export_meeting(parts.database.unit, of)
    if not isinstance(found, tuple):
        return meeting_written.written(found)
    asked = f"no meeting has the id {of}" if of else "say which meeting"
    known = f"there are {', '.join(found)}" if found else "there is none"
    raise Misconfigured([f"ID: {asked}; {known}."])


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


async def stuck(settings: Settings, states: deliveries.States) -> str:
    async with opened(settings) as parts:
        rows, now = await deliveries.stuck(parts.database.reading, states), parts.clock()
        return deliveries.table(rows, parts.words()["en"], now)


async def settle(
    settings: Settings, ids: Sequence[str], states: deliveries.States, step: deliveries.Did
) -> deliveries.Done:
    """Those of these ids, and all in one of these states."""
    async with opened(settings) as parts:
        rows = await deliveries.stuck(parts.database.reading, ())
        meant = [row.id for row in rows if row.state in states]
        every, about = list(dict.fromkeys([*ids, *meant])), {row.id: row.subject for row in rows}
        return await deliveries.settled(parts.database.unit, every, about, step, parts.clock())


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
            results += [await signed_in("E-mail", made.email.signs_in, UNSENT)] if made.email else []
    finally:
        await parts.database.dispose()
    return [Result("configuration", fit=True, told="complete"), *results]


async def judged(name: str, asked: Callable[[], Awaitable[State]]) -> Result:
    try:
        state = await asked()
    except FocalError as error:
        return Result(name, fit=False, told=f"cannot be reached ({error})")
    return Result(name, fit=state.level == "good", told=state.says or "reached, its clock agrees with ours")


async def signed_in(name: str, sign_in: Callable[[], Awaitable[str]], failed: str = REFUSED) -> Result:
    try:
        return Result(name, fit=True, told=await sign_in())
    except FocalError as error:
        return Result(name, fit=False, told=f"{failed} ({error})")
