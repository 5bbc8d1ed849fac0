"""One's own language, time zone, quiet hours, and the platform to be reached on."""

from dataclasses import replace
from enum import StrEnum

from bot.cards import Actions, Button, Card, Pointer, Say, say
from bot.dialog import Action, Context, Dialog, Given, Mend, Outcome, Show, View, asks
from bot.domain.access import insiders, themselves
from bot.domain.people import Person
from bot.domain.zones import home_of
from bot.forms import choice, choice_of, form, number
from bot.ports import Reading
from dialogs.facts import facts


class Reach(StrEnum):
    """Where unasked messages go: the platform of the last talk, or always the same one."""

    LAST = "last"
    TEAMS = "teams"
    SLACK = "slack"
    EMAIL = "email"


@form
class Answers:
    language: str = choice_of("ui_languages")
    time_zone: str | None = choice_of("zones", optional=True)
    quiet_from: int = number(low=0, high=23)
    quiet_until: int = number(low=0, high=23)
    reach: Reach = choice(Reach)


async def start(of: str, reading: Reading) -> Given:
    found = await reading.focal_points.get(of)
    if found is None:
        return {}
    one = found.person
    return {
        "language": one.language or None,
        "time_zone": one.time_zone or None,
        "quiet_from": str(one.quiet_from),
        "quiet_until": str(one.quiet_until),
        "reach": one.reach or Reach.LAST.value,
    }


async def complete(answers: Answers, context: Context) -> Outcome:
    if why := await unreached(answers.reach, context):
        return Outcome(Mend({"reach": why}))
    await context.work.focal_points.save(changed(context.person, answers))
    return Outcome(Show("settings"), touch=(f"settings:{context.person.id}",), anew=True)


async def unreached(reach: Reach, context: Context) -> Say | None:
    """Why not there."""
    found = await context.work.focal_points.locked(context.person.id)
    platforms = {platform for platform, _ in found.accounts} if found else set()
    if reach is Reach.EMAIL:
        known = context.reading.by_mail and bool(found and found.person.email)
        return None if known else say("no-mail-there")
    missing = reach is not Reach.LAST and reach not in platforms
    return say("no-account-there", platform=say(f"reach-{reach}")) if missing else None


def changed(one: Person, answers: Answers) -> Person:
    return replace(
        one,
        language=answers.language,
        time_zone=answers.time_zone or "",
        quiet_from=answers.quiet_from,
        quiet_until=answers.quiet_until,
        reach="" if answers.reach is Reach.LAST else answers.reach,
    )


async def show(_pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("settings"))


async def draw(_of: str, _reading: Reading, reader: Person) -> Card:
    quiet = say("quiet-hours", start=hour(reader.quiet_from), end=hour(reader.quiet_until))
    present = facts(
        ("settings-language", language(reader)),
        ("settings-time_zone", zone(reader)),
        ("fact-quiet", say("quiet-none") if reader.quiet_from == reader.quiet_until else quiet),
        ("fact-accounts", say(f"reach-{reader.reach or Reach.LAST}")),
    )
    change = Button(say("do-change"), Pointer("settings", reader.id), style="primary")
    return Card(say("settings-card"), (present, Actions((change,))))


def zone(reader: Person) -> Say:
    """As chosen, else that of the delegation's capital, in which moments are shown."""
    found = reader.time_zone or home_of(reader.delegation)
    return say("zone", id=found) if found else say("zone-of-home")


def language(reader: Person) -> Say:
    return say("own-language", code=reader.language) if reader.language else say("language-of-client")


def hour(of_day: int) -> Say:
    return say("hour", hour=of_day)


DIALOG = Dialog(
    "settings",
    asks(themselves, Answers, complete, start=start, typed=False),
    actions=(Action("settings.show", insiders, show, typed=True),),
    views=(View("settings", insiders, draw, follows=lambda _of, reader: f"settings:{reader.id}"),),
)
