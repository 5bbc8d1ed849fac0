"""Put somebody on the focal points list, or give somebody listed one role more."""

from collections.abc import Mapping
from datetime import date

from bot.cards import say
from bot.dialog import Context, Dialog, Mend, Outcome, Show, To, asks, said
from bot.domain.access import secretariat
from bot.domain.people import (
    AGENCY_LENGTH,
    EMAIL_LENGTH,
    NAME_LENGTH,
    Assignment,
    Listed,
    Person,
    Refused,
    Role,
    acts_for,
    an_email,
    fits,
)
from bot.forms import choice, choice_of, country, day, form, text
from dialogs.roles import ActsFor, for_country, for_organization, named
from dialogs.standing import GONE

AT: Mapping[str, str] = {
    "dates-reversed": "until",
    "acts-for-another": "acting",
    "role-needs-delegation": "acting",
}
"""The question whose other answer would be right."""


@form
class Newcomer:
    name: str = text(max_length=NAME_LENGTH)
    email: str = text(max_length=EMAIL_LENGTH)
    role: Role = choice(Role)
    acting: ActsFor = choice(ActsFor)
    country: str | None = country(when=for_country)
    organization: str | None = choice_of("organizations", when=for_organization)
    agency: str | None = text(max_length=AGENCY_LENGTH, optional=True, page=2)
    language: str | None = choice_of("ui_languages", optional=True, page=2)
    since: date | None = day(optional=True, page=2)
    until: date | None = day(optional=True, page=2)


@form
class NewRole:
    role: Role = choice(Role)
    acting: ActsFor = choice(ActsFor)
    country: str | None = country(when=for_country)
    organization: str | None = choice_of("organizations", when=for_organization)
    agency: str | None = text(max_length=AGENCY_LENGTH, optional=True)
    since: date | None = day(optional=True)
    until: date | None = day(optional=True)


async def add(answers: Newcomer, context: Context) -> Outcome:
    """Who is listed with that e-mail already gets one role more."""
    email = an_email(answers.email)
    if email is None:
        return Outcome(Mend({"email": say("not-an-email", typed=answers.email)}))
    known = await context.work.focal_points.by_email(email)
    person = Person(id=context.fresh, name=answers.name, email=email, language=answers.language or "")
    one = known or Listed(person)
    role = new_role(answers, one, context)
    if no := fits(role, one.roles):
        return misfit(no)
    if known is None and not await context.work.focal_points.add(person):
        return Outcome(Mend({"email": say("email-taken", email=email)}))
    return await given(role, context)


async def add_role(answers: NewRole, context: Context) -> Outcome:
    one = await context.work.focal_points.locked(context.of)
    if one is None:
        return GONE
    role = new_role(answers, one, context)
    if no := fits(role, one.roles):
        return misfit(no)
    return await given(role, context)


def new_role(answers: Newcomer | NewRole, one: Listed, context: Context) -> Assignment:
    return Assignment(
        id=context.fresh,
        person=one.person.id,
        role=answers.role,
        delegation=acts_for(answers.role, answers.country or answers.organization or ""),
        agency=answers.agency or "",
        since=answers.since,
        until=answers.until,
    )


def misfit(no: Refused) -> Outcome:
    return Outcome(Mend({AT.get(no.key, "role"): said(no)}))


async def given(role: Assignment, context: Context) -> Outcome:
    await context.work.focal_points.assign(role)
    return told("role-given", role)


def told(key: str, role: Assignment) -> Outcome:
    """The person hears of it, where an account is known."""
    notice = To(what=say(key, role=named(role)), person=role.person)
    touch = (f"person:{role.person}", "focal-points")
    return Outcome(Show("person", role.person), notify=(notice,), touch=touch)


DIALOGS = (
    Dialog("person-add", asks(secretariat, Newcomer, add)),
    Dialog("role-add", asks(secretariat, NewRole, add_role, typed=False)),
)
