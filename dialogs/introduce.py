"""Ask the secretariat to be put on the focal points list."""

from bot.cards import say
from bot.dialog import Context, Dialog, Mend, Outcome, Refuse, Show, To, asks
from bot.domain.access import outsiders
from bot.domain.admission import Admission, AskedRole
from bot.domain.people import AGENCY_LENGTH, EMAIL_LENGTH, NAME_LENGTH, Role, an_email
from bot.forms import choice, choice_of, country, form, text
from dialogs.roles import Acting, for_country, for_organization
from dialogs.standing import SECRETARIAT


@form
class Answers:
    acting: Acting = choice(Acting)
    country: str = country(when=for_country)
    organization: str = choice_of("organizations", when=for_organization)
    name: str = text(max_length=NAME_LENGTH)
    role: AskedRole = choice(AskedRole)
    agency: str | None = text(max_length=AGENCY_LENGTH, optional=True)
    email: str = text(max_length=EMAIL_LENGTH)
    comment: str | None = text(max_length=500, long=True, optional=True)


async def complete(answers: Answers, context: Context) -> Outcome:
    email = an_email(answers.email)
    if email is None:
        return Outcome(Mend({"email": say("not-an-email", typed=answers.email)}))
    before = await context.work.admissions.of_person(context.person.id)
    if before and before.waits:
        return Outcome(Refuse(say("asked-already"), Show("outside")))
    asked = request(answers, email, context)
    await context.work.admissions.add(asked)
    card = Show("admission", asked.id)
    return Outcome(Show("outside"), notify=(To(what=card, roles=SECRETARIAT),), touch=("admissions",))


def request(answers: Answers, email: str, context: Context) -> Admission:
    return Admission(
        id=context.fresh,
        person=context.person.id,
        name=answers.name,
        role=Role(answers.role),
        delegation=answers.country or answers.organization,
        agency=answers.agency or "",
        email=email,
        comment=answers.comment or "",
        asked_at=context.now,
    )


DIALOG = Dialog("introduce", asks(outsiders, Answers, complete, typed=False))
