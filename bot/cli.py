"""`focalbot …`: what an operator types. Exit status: 0 done, 1 what was asked failed, 2 wrong usage."""

import os
import sys
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import BinaryIO

import click

from bot import app, logs, operator, playing, service, settings
from bot import deliveries as stuck
from bot.cli_cycle import cycle
from bot.cli_running import refused, running
from bot.domain.delivery.state import State
from bot.errors import Misconfigured

File = click.Path(path_type=Path, dir_okay=False)
STUCK = click.Choice([str(one) for one in stuck.STATES])
Existing = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A chat bot in Teams and Slack for the national focal points of a network."""


def loopback(_context: click.Context, _parameter: click.Parameter, host: str) -> str:
    try:
        fit = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        fit = False
    if not fit:
        raise click.BadParameter("the playground trusts whoever opens it: a loopback address only.")
    return host


def instant(_context: click.Context, _parameter: click.Parameter, given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise click.BadParameter("give an instant such as 2022-03-24T14:00+07:00.") from None
    if found.tzinfo is None:
        raise click.BadParameter("say which zone: 2022-03-24T14:00+07:00.")
    return found


@main.command(epilog="Example: focalbot playground --port 8081")
@click.option("--host", default="127.0.0.1", callback=loopback, show_default=True)
@click.option("--port", default=8080, type=click.IntRange(0, 65535), show_default=True)
@click.option("--fresh", is_flag=True, help="Begin anew: what was said before is deleted.")
@click.option("--at", callback=instant, help="Begin at this instant, such as 2022-03-24T14:00+07:00.")
@running
async def playground(host: str, port: int, fresh: bool, at: datetime | None) -> None:
    """The bot in the browser, with a sample network; nothing leaves this machine."""
    logs.to()
    chosen = replace(settings.for_playground(os.environ), host=host, port=port)
    await playing.play(chosen, anew=fresh, at=at, listening=open_in_browser)


def open_in_browser(address: str) -> None:
    click.echo(f"Open {address} in a browser. Ctrl+C ends it.")


@main.command(epilog="Example: FOCALBOT_SECRET_KEY_FILE=/run/secrets/key focalbot serve")
@running
async def serve() -> None:
    """The real thing: Teams and Slack as the environment configures them."""
    logs.to()
    await service.serve(
        settings.for_service(os.environ), listening=lambda address: click.echo(f"Listening on {address}")
    )


@main.command(epilog="Example: focalbot migrate")
@running
async def migrate() -> None:
    """Bring the database to the newest schema."""
    await operator.migrate(settings.for_commands(os.environ))
    click.echo("The database is at the newest schema.")


@main.command(epilog="Example: focalbot check")
@running
async def check() -> None:
    """Tell whether configuration, database, credentials and clock are fit."""
    results = await operator.check(settings.for_service(os.environ))
    for result in results:
        click.echo(f"{'ok   ' if result.fit else 'FAULT'} {result.name}: {result.told}")
    if not all(result.fit for result in results):
        sys.exit(1)


@main.group()
def network() -> None:
    """The network file."""


@network.command("check", epilog="Example: focalbot network check asia-pacific.toml")
@click.argument("file", type=Existing)
def network_check(file: Path) -> None:
    """Validate a network file, naming line and field."""
    try:
        found = app.network(file)
    except Misconfigured as error:
        refused(error.faults)
        return
    click.echo(f"{file.name} is fit: {len(found.bodies)} bodies, {len(found.members)} members.")


@main.group()
def people() -> None:
    """The focal points list."""


@people.command("import", epilog="Example: focalbot people import people.csv --dry-run")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@running
async def people_import(file: BinaryIO, dry_run: bool) -> None:
    """Read a CSV of people; all of it or nothing."""
    click.echo(await operator.import_people(settings.for_commands(os.environ), file.read(), dry_run=dry_run))


@people.command("export", epilog="Example: focalbot people export > people.csv")
@running
async def people_export() -> None:
    """Write the list as CSV to standard output."""
    click.echo(await operator.export_people(settings.for_commands(os.environ)), nl=False)


@people.command("code", epilog="Example: focalbot people code ana@example.org")
@click.argument("email")
@running
async def people_code(email: str) -> None:
    """A one-time code that binds the next account that types it."""
    click.echo(await operator.binding_code(settings.for_commands(os.environ), email))


@main.group()
def meetings() -> None:
    """Meetings with their agenda."""


@meetings.command("import", epilog="Example: focalbot meetings import roundtable.toml --dry-run")
@click.argument("file", type=Existing)
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@running
async def meetings_import(file: Path, dry_run: bool) -> None:
    """Read a meeting and its agenda; what does not add up is told on standard error."""
    told = await operator.import_meeting(settings.for_commands(os.environ), file, dry_run=dry_run)
    for warning in told.warnings:
        click.echo(warning, err=True)
    click.echo(told.done)


@meetings.command("export", epilog="Example: focalbot meetings export roundtable-2022 > roundtable.toml")
@click.argument("of", metavar="[ID]", default="")
@running
async def meetings_export(of: str) -> None:
    """Write a meeting as the file it can be read from; ID may be left out where there is only one."""
    click.echo(await operator.export_meeting(settings.for_commands(os.environ), of), nl=False)


main.add_command(cycle)


@main.group()
def deliveries() -> None:
    """Messages that do not get on by themselves."""


@deliveries.command("list", epilog="Example: focalbot deliveries list --state failed")
@click.option("--state", type=STUCK, multiple=True, help="Only those; may be given several times.")
@running
async def deliveries_list(state: tuple[str, ...]) -> None:
    """What is stuck, why, and what to do about it."""
    click.echo(await operator.stuck(settings.for_commands(os.environ), states(state)), nl=False)


@deliveries.command("retry", epilog="Example: focalbot deliveries retry --state failed")
@click.argument("of", metavar="[ID]...", nargs=-1)
@click.option("--state", type=STUCK, multiple=True, help="All of those; may be given several times.")
@running
async def deliveries_retry(of: tuple[str, ...], state: tuple[str, ...]) -> None:
    """Send them now; what may have arrived is marked as a repeat."""
    await settling(of, state, stuck.again, "goes out now")


@deliveries.command("close", epilog="Example: focalbot deliveries close 4f0c2a9be1d34c07a6f1b2c3d4e5f607")
@click.argument("of", metavar="ID...", nargs=-1, required=True)
@running
async def deliveries_close(of: tuple[str, ...]) -> None:
    """Send them no more."""
    await settling(of, (), stuck.ended, "is closed")


async def settling(of: tuple[str, ...], state: tuple[str, ...], step: stuck.Did, told: str) -> None:
    """A line for each; status 1 where one could not be settled."""
    if not of and not state:
        raise click.UsageError("give IDs as “focalbot deliveries list” shows them, or --state.")
    done = await operator.settle(settings.for_commands(os.environ), of, states(state), step)
    for one in done.done:
        click.echo(f"{one} {told}.")
    if not done.done and not done.left:
        click.echo("There is none.")
    if done.left:
        refused([f"{one}: is left as it is: unknown, being sent, or over already." for one in done.left])


def states(names: tuple[str, ...]) -> frozenset[State]:
    return frozenset(map(State, names))


@main.command(epilog="Example: focalbot manifest teams --out build")
@click.argument("platform", type=click.Choice(["teams", "slack"]))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@running
async def manifest(platform: str, out: Path) -> None:
    """Write the app package of a platform."""
    for file in operator.manifest(settings.for_commands(os.environ), platform, out):
        click.echo(file)


@main.command(epilog="Example: focalbot backup copy.db")
@click.argument("file", type=File)
@running
async def backup(file: Path) -> None:
    """A consistent copy of the SQLite database, also while the bot runs."""
    await operator.backup(settings.for_commands(os.environ), file)
    click.echo(f"Copied to {file}.")
