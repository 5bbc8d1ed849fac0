"""When a broadcast goes: as soon as it is approved, at a time in a zone, or by each recipient's clock."""

from dataclasses import replace
from datetime import date

from bot.cards import say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Moment, When
from bot.domain.broadcast.life import edited
from bot.domain.people import Refused
from bot.forms import SoFar, choice, choice_of, day, form, text
from bot.ports import Reading
from dialogs.broadcast.barring import barred
from dialogs.broadcast.clock_times import local, moment, time_of_day
from dialogs.broadcast.kept import changed

TIME = 20


def later(so_far: SoFar) -> bool:
    return not so_far.has("when", When.NOW)


def somewhere(so_far: SoFar) -> bool:
    return so_far.has("when", When.AT)


@form
class Answers:
    when: When = choice(When)
    on: date | None = day(future=True, when=later)
    hour: str | None = text(max_length=TIME, when=later)
    zone: str | None = choice_of("zones", optional=True, when=somewhere)


async def complete(answers: Answers, context: Context) -> Outcome:
    """A time that has passed is said to be a fault on the card, where the rest can be seen too."""
    at = None
    if answers.when is not When.NOW and answers.on:
        hour = time_of_day(answers.hour or "")
        if hour is None:
            return Outcome(Mend({"hour": say("broadcast-time-odd", typed=answers.hour or "")}))
        home = answers.zone or context.reading.network.home_zone
        at = moment(answers.on, hour, home if answers.when is When.AT else "")
    return await changed(context.of, lambda was: at_time(was, answers.when, at, context), context)


def at_time(was: Broadcast, when: When, at: Moment | None, context: Context) -> Broadcast | Refused:
    return edited(was, replace(was, when=when, at=at), by=context.person.id, at=context.now)


async def start(of: str, reading: Reading) -> Given:
    one = await reading.broadcasts.get(of)
    if one is None:
        return {}
    if one.at is None:
        return {"when": one.when, "zone": reading.network.home_zone}
    then = local(one.at)
    zone = one.at.zone or reading.network.home_zone
    return {"when": one.when, "on": then.date().isoformat(), "hour": f"{then:%H:%M}", "zone": zone}


DIALOG = Dialog(
    "broadcast-when",
    replace(asks(secretariat, Answers, complete, kind="broadcast", start=start, typed=False), barred=barred),
)
