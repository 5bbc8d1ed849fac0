"""What is asked of the readers, what is promised, until when it is of use, and the language of the others."""

from dataclasses import replace
from datetime import date, time

from bot.cards import say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.life import edited
from bot.domain.broadcast.texts import newest, saying
from bot.domain.delivery.state import Promise
from bot.domain.people import Refused
from bot.forms import SoFar, choice, choice_of, day, form, text, yes_no
from bot.ports import Reading
from dialogs.broadcast.barring import barred
from dialogs.broadcast.clock_times import LAST, local, moment, time_of_day
from dialogs.broadcast.kept import changed
from dialogs.facts import spelled
from dialogs.standing import GONE

TIME = 20


def ends(so_far: SoFar) -> bool:
    return not so_far.has("expires", None)


@form
class Answers:
    needs_ack: bool = yes_no()
    promise: Promise = choice(Promise)
    fallback: str | None = choice_of("ui_languages", optional=True)
    expires: date | None = day(future=True, optional=True)
    hour: str | None = text(max_length=TIME, optional=True, when=ends)


async def complete(answers: Answers, context: Context) -> Outcome:
    one = await context.reading.broadcasts.get(context.of)
    if one is None:
        return GONE
    if answers.fallback and answers.fallback not in newest(one).texts:
        return Outcome(Mend({"fallback": say("broadcast-no-such-text")}))
    at = time_of_day(answers.hour) if answers.hour else LAST
    if at is None:
        return Outcome(Mend({"hour": say("broadcast-time-odd", typed=answers.hour or "")}))
    return await changed(context.of, lambda was: agreed(was, answers, at, context), context)


def agreed(was: Broadcast, answers: Answers, at: time, context: Context) -> Broadcast | Refused:
    last = answers.expires
    told = saying(was, newest(was).texts, answers.fallback or "")
    wanted = replace(
        told,
        needs_ack=answers.needs_ack,
        promise=answers.promise,
        expires=moment(last, at, context.reading.network.home_zone) if last else None,
    )
    return edited(was, wanted, by=context.person.id, at=context.now)


async def start(of: str, reading: Reading) -> Given:
    one = await reading.broadcasts.get(of)
    if one is None:
        return {}
    until = local(one.expires) if one.expires else None
    asked = {
        "needs_ack": one.needs_ack,
        "promise": one.promise,
        "fallback": newest(one).fallback or None,
        "expires": until.date() if until else None,
        "hour": f"{until:%H:%M}" if until else None,
    }
    return {name: spelled(value) for name, value in asked.items()}


DIALOG = Dialog(
    "broadcast-terms",
    replace(asks(secretariat, Answers, complete, kind="broadcast", start=start, typed=False), barred=barred),
)
