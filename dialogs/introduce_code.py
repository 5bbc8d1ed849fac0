"""I have a code: the account that types it belongs to the listed person from then on."""

from dataclasses import replace
from datetime import datetime

from bot.cards import say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, Refuse, Show, To, asks, said
from bot.domain.access import outsiders
from bot.domain.admission import Code, Tries, digest, looks_like_a_code
from bot.domain.people import Refused
from bot.forms import form, text
from dialogs.standing import SECRETARIAT


@form
class Answers:
    code: str = text(max_length=60, secret=True)


def heard(typed: str) -> Given | None:
    """A code typed without a word before it."""
    return {"code": typed} if looks_like_a_code(typed) else None


async def complete(answers: Answers, context: Context) -> Outcome:
    codes = context.work.codes
    tries = await codes.tries(context.person.id)
    if until := tries.locked(at=context.now):
        return Outcome(locked(until))
    code = await codes.locked(digest(answers.code))
    if code is None:
        return await failed(tries.failed(at=context.now), context)
    match code.used(at=context.now):
        case Refused() as no:
            return Outcome(Mend({"code": said(no)}))
        case used:
            return await bound(used, context)


async def failed(tries: Tries, context: Context) -> Outcome:
    await context.work.codes.tried(tries)
    until = tries.locked(at=context.now)
    if until is None:
        return Outcome(Mend({"code": say("code-wrong", count=tries.left)}))
    guessed = To(what=say("code-guessed", count=tries.count), roles=SECRETARIAT)
    return Outcome(locked(until), notify=(guessed,))


def locked(until: datetime) -> Refuse:
    return Refuse(say("code-locked", at=say("moment", at=until.isoformat())), Show("outside"))


async def bound(code: Code, context: Context) -> Outcome:
    """The stranger and the listed person are one; a request still waiting has become needless."""
    stranger, listed = context.person.id, code.person
    await context.work.codes.save(code)
    asked = await context.work.admissions.of_person(stranger)
    if asked and not isinstance(done := asked.approved(by=listed, at=context.now), Refused):
        await context.work.admissions.save(replace(done, person=listed))
    if stranger != listed:
        await context.work.focal_points.join(stranger, listed)
    told = To(what=say("code-bound", name=await context.reading.name_of(listed)), roles=SECRETARIAT)
    touch = (f"admission:{asked.id}", "admissions") if asked else ()
    return Outcome(Show("welcome"), notify=(told,), touch=touch, anew=True)


FORM = replace(asks(outsiders, Answers, complete, typed=False), heard=heard)
DIALOG = Dialog("introduce-code", FORM)
