"""Change a role on the focal points list, end it, and say until when somebody is on leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.cards import Pointer, say
from bot.dialog import Action, Context, Dialog, Given, Mend, Outcome, Refuse, Show, asks, said
from bot.domain.access import secretariat
from bot.domain.people import AGENCY_LENGTH, Assignment, Listed, Refused, Role, acts_for, fits
from bot.forms import choice, day, form, text
from bot.ports import Reading
from dialogs.facts import spelled
from dialogs.person import told
from dialogs.standing import GONE


@form
class Change:
    role: Role = choice(Role)
    agency: str | None = text(max_length=AGENCY_LENGTH, optional=True)
    since: date | None = day(optional=True)
    until: date | None = day(optional=True)


@form
class Leave:
    until: date = day(future=True)


async def held(of: str, context: Context) -> tuple[Listed, Assignment] | None:
    one = await context.work.focal_points.holding(of)
    role = one.role(of) if one else None
    return (one, role) if one and role else None


async def change(answers: Change, context: Context) -> Outcome:
    found = await held(context.of, context)
    if found is None:
        return GONE
    one, before = found
    after = changed(before, answers)
    if before.role is not after.role and keeps_out(before, context):
        return Outcome(Mend({"role": say("not-your-own-role")}))
    if no := fits(after, one.roles):
        return Outcome(Mend({"until" if no.key == "dates-reversed" else "role": said(no)}))
    await context.work.focal_points.change(after)
    return told("role-changed", after)


def changed(before: Assignment, answers: Change) -> Assignment:
    """Leave is not changed here, unless it would outlast the role."""
    ends_first = before.leave_until and answers.until and answers.until < before.leave_until
    return replace(
        before,
        role=answers.role,
        delegation=acts_for(answers.role, before.delegation),
        agency=answers.agency or "",
        since=answers.since,
        until=answers.until,
        leave_until=None if ends_first else before.leave_until,
        version=before.version + 1,
    )


def keeps_out(role: Assignment, context: Context) -> bool:
    """Without it whoever acts could not undo it."""
    return role.role is Role.SECRETARIAT and role.person == context.person.id


async def start(of: str, reading: Reading) -> Given:
    one = await reading.focal_points.holding(of)
    role = one.role(of) if one else None
    if role is None:
        return {}
    asked = {"role": role.role, "agency": role.agency, "since": role.since, "until": role.until}
    return {name: spelled(value) for name, value in asked.items()}


async def leave(answers: Leave, context: Context) -> Outcome:
    found = await held(context.of, context)
    if found is None:
        return GONE
    match found[1].away(answers.until):
        case Refused() as no:
            return Outcome(Mend({"until": said(no)}))
        case after:
            await context.work.focal_points.change(after)
            return told("role-is-away", after)


async def back(pointer: Pointer, context: Context) -> Outcome:
    return await act(pointer, context, "role-is-back", lambda role: role.away(None))


async def end(pointer: Pointer, context: Context) -> Outcome:
    return await act(pointer, context, "role-ended", lambda role: role.ended(on=context.lexicon.today))


async def act(
    pointer: Pointer, context: Context, key: str, step: Callable[[Assignment], Assignment | Refused]
) -> Outcome:
    found = await held(pointer.of, context)
    if found is None:
        return GONE
    one, before = found
    if key == "role-ended" and keeps_out(before, context):
        return Outcome(Refuse(say("not-your-own-role"), Show("person", one.person.id)))
    if pointer.saw != str(before.version):
        return Outcome(Refuse(say("role-has-changed"), Show("person", one.person.id)))
    match step(before):
        case Refused() as no:
            return Outcome(Refuse(said(no), Show("person", one.person.id)))
        case after:
            await context.work.focal_points.change(after)
            return told(key, after)


DIALOGS = (
    Dialog(
        "role-change",
        asks(secretariat, Change, change, start=start, typed=False),
        actions=(Action("role.end", secretariat, end), Action("role.back", secretariat, back)),
    ),
    Dialog("role-away", asks(secretariat, Leave, leave, typed=False)),
)
