"""`focalbot cycle …`: the year of a body, before anybody hears of it."""

import os
from datetime import date, datetime

import click

from bot import settings
from bot.cli_running import running
from bot.cycle_preview import Asked, preview

YEARS = range(2000, 2101)


def day(_context: click.Context, _parameter: click.Parameter, given: str | None) -> date | None:
    """A datetime where a time of day was given too."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise click.BadParameter(f"there is no day “{given}”; give one such as 2027-03-24.") from None
    if found.tzinfo or found.year not in YEARS:
        raise click.BadParameter(f"give a day from {YEARS[0]} to {YEARS[-1]}, such as 2027-03-24.")
    return found if len(given) > len("2027-03-24") else found.date()


@click.group()
def cycle() -> None:
    """The year of a body."""


@cycle.command("preview", epilog="Example: focalbot cycle preview --meeting 2027-03-24 --forum 2027-09-13")
@click.option(
    "--meeting", metavar="DAY", callback=day, help="Its first day, 09:00 at home, or 2027-03-24T14:30."
)
@click.option("--forum", metavar="DAY", callback=day, help="Its first day.")
@click.option("--body", metavar="ID", default="", help="Whose year; without it that of the network.")
@click.option("--person", metavar="E-MAIL", default="", help="Only what goes to this one.")
@click.option("--csv", "as_csv", is_flag=True, help="For a spreadsheet.")
@running
async def cycle_preview(
    meeting: date | None, forum: date | None, body: str, person: str, *, as_csv: bool
) -> None:
    """Every message of the year, to whom and when; nothing is sent."""
    asked = Asked(meeting=meeting, forum=forum, body=body, person=person, as_csv=as_csv)
    click.echo(await preview(settings.for_commands(os.environ), asked), nl=False)
