"""I am on the list: a one-time code goes to the address there, and nobody learns whether it is one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.cards import Actions, Card, Text, say
from bot.dialog import Context, Dialog, Mend, Outcome, Refuse, Show, To, View, asks, said_moment
from bot.domain.access import insiders, outsiders
from bot.domain.admission import ASKED, MAILED_VALID, CodeAsked, address_digest, asked_too_often, new_code
from bot.domain.people import EMAIL_LENGTH, Listed, Person, an_email
from bot.forms import form, text
from bot.ports import Reading
from dialogs.outside import HAVE_CODE

EMAIL, OUTSIDE = "email", Show("outside")
MINUTES = MAILED_VALID // timedelta(minutes=1)


@form
class Answers:
    email: str = text(max_length=EMAIL_LENGTH)


@dataclass(frozen=True, slots=True)
class Name:
    """What the code is derived from; whoever reads it learns nothing of the code."""

    fresh: str
    until: datetime

    def __str__(self) -> str:
        return f"{self.fresh} {int(self.until.timestamp())}"


def named(of: str) -> Name:
    fresh, _, until = of.partition(" ")
    return Name(fresh, datetime.fromtimestamp(int(until), UTC))


async def complete(answers: Answers, context: Context) -> Outcome:
    email = an_email(answers.email)
    if email is None:
        return Outcome(Mend({"email": say("not-an-email", typed=answers.email)}))
    if not context.reading.by_mail:
        return Outcome(Refuse(say("code-mail-off"), OUTSIDE))
    listed = await on_the_list(email, context)
    if until := await too_often(email, context):
        return Outcome(Refuse(say("code-asked-often", most=ASKED, at=said_moment(until)), OUTSIDE))
    letters = (await letter(listed, email, context),) if listed else ()
    return Outcome(Show("code-asked", email), notify=letters)


async def on_the_list(email: str, context: Context) -> Listed | None:
    """With a role today; held, so that two accounts that ask for one address are counted one by one."""
    found = await context.work.focal_points.by_email(email)
    listed = await context.work.focal_points.locked(found.person.id) if found else None
    in_force = listed and any(role.in_force(context.lexicon.today) for role in listed.roles)
    return listed if in_force else None


async def too_often(email: str, context: Context) -> datetime | None:
    """Until when; else it is counted, for any address alike."""
    codes = context.work.codes
    new = CodeAsked(
        id=context.fresh, person=context.person.id, address=address_digest(email), asked_at=context.now
    )
    for before in await codes.asked(new):
        if until := asked_too_often(before, at=context.now):
            return until
    await codes.ask(new)
    return None


async def letter(listed: Listed, email: str, context: Context) -> To:
    name = Name(context.fresh, context.now + MAILED_VALID)
    code = new_code(listed.person.id, context.code(str(name)), at=context.now, valid=MAILED_VALID)
    await context.work.codes.add(code)
    what = Show("code-mail", str(name))
    return To(what=what, person=listed.person.id, at=(EMAIL, email), until=name.until)


async def draw_asked(of: str, _reading: Reading, _reader: Person) -> Card:
    """The same for every address."""
    told = Text(say("code-asked", email=of, minutes=MINUTES))
    return Card(say("introduce-mail"), (told, Actions((HAVE_CODE,))))


async def draw_letter(of: str, reading: Reading, _reader: Person) -> Card:
    name = named(of)
    code = Text(say("code-mail-code", code=""), code=str(name))
    how = Text(say("code-mail-how", at=said_moment(name.until)))
    title = say("code-mail", network=reading.network.name)
    return Card(title, (code, how, Text(say("code-mail-ignore"), quiet=True)))


DIALOG = Dialog(
    "introduce-mail",
    asks(outsiders, Answers, complete, typed=False),
    views=(View("code-asked", outsiders, draw_asked), View("code-mail", insiders, draw_letter)),
)
