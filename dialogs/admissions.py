"""People who wait to be let in: approve, as whom, or decline with a reason."""

from dataclasses import replace

from bot.cards import Actions, Block, Button, Card, Facts, Item, Notice, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show, To, View, asks, said_moment
from bot.domain.access import secretariat
from bot.domain.admission import Admission
from bot.domain.people import Assignment, Listed, Person, Refused, fits
from bot.forms import form, text
from bot.ports import Reading
from dialogs.facts import facts, typed
from dialogs.paging import SIZE, page_of, turning
from dialogs.roles import role_of, roles_held
from dialogs.standing import GONE, name, refusal


@form
class Reason:
    text: str = text(max_length=600, long=True)


async def decline(answers: Reason, context: Context) -> Outcome:
    asked = await context.work.admissions.locked(context.of)
    if asked is None:
        return GONE
    match asked.declined(by=context.person.id, at=context.now, reason=answers.text):
        case Refused() as no:
            return await late(no, asked, context)
        case declined:
            await context.work.admissions.save(declined)
            return decided(declined, Show("outside"))


async def barred(context: Context) -> Outcome | None:
    """Decided by somebody else since the card was sent."""
    asked = await context.reading.admissions.get(context.of)
    if asked is None:
        return GONE
    late_by = asked.declined(by=context.person.id, at=context.now, reason="")
    return await late(late_by, asked, context) if isinstance(late_by, Refused) else None


async def approve(pointer: Pointer, context: Context) -> Outcome:
    """`saw`: the listed person of that e-mail, empty where there was none."""
    asked = await context.work.admissions.locked(pointer.of)
    if asked is None:
        return GONE
    same = await context.work.focal_points.by_email(asked.email)
    match asked.approved(by=context.person.id, at=context.now):
        case Refused() as no:
            return await late(no, asked, context)
        case _ if pointer.saw != (same.person.id if same else ""):
            return Outcome(Refuse(say("list-has-changed"), Show("admission", asked.id)))
        case approved:
            return await let_in(approved, same, context)


async def let_in(approved: Admission, same: Listed | None, context: Context) -> Outcome:
    people, stranger = context.work.focal_points, approved.person
    into = same.person if same else await introduced(approved, context)
    if into.id != stranger:
        await people.join(stranger, into.id)
    role = asked_role(approved, into, context)
    held = same.roles if same else ()
    if not any(one.in_force(context.lexicon.today) for one in held) and fits(role, held) is None:
        await people.assign(role)
    admitted = replace(approved, person=into.id)
    await context.work.admissions.save(admitted)
    return decided(admitted, Show("welcome"))


async def introduced(approved: Admission, context: Context) -> Person:
    """The row their account was bound to meanwhile, by the name and address they gave."""
    person = Person(id=approved.person)
    if row := await context.work.focal_points.locked(approved.person):
        person = row.person
    named = replace(person, name=approved.name, email=person.email or approved.email)
    await context.work.focal_points.save(named)
    return named


def asked_role(approved: Admission, into: Person, context: Context) -> Assignment:
    return Assignment(
        id=context.fresh,
        person=into.id,
        role=approved.role,
        delegation=approved.delegation,
        agency=approved.agency,
        since=context.lexicon.today,
    )


def decided(asked: Admission, told: Show) -> Outcome:
    touch = (f"admission:{asked.id}", "admissions", "focal-points")
    return Outcome(Show("admission", asked.id), notify=(To(what=told, person=asked.person),), touch=touch)


async def late(no: Refused, asked: Admission, context: Context) -> Outcome:
    return Outcome(Refuse(await refusal(no, context.reading), Show("admission", asked.id)))


async def show(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("admission", pointer.of))


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    asked = await reading.admissions.get(of)
    if asked is None:
        return Card(say("record-gone"))
    same = await reading.focal_points.by_email(asked.email)
    body = (*await standing(asked, reading), said_of(asked))
    return Card(say("admission-card", name=asked.name), (*body, *(ways(asked, same) if asked.waits else ())))


async def standing(asked: Admission, reading: Reading) -> tuple[Block, ...]:
    if asked.decided_at is None:
        return (Text(say("admission-waiting", at=said_moment(asked.asked_at))),)
    by, at = await name(asked.decided_by, reading), said_moment(asked.decided_at)
    return (Notice(say(f"admission-{asked.decision}", by=by, at=at, reason=asked.reason), "info"),)


def said_of(asked: Admission) -> Facts:
    return facts(
        ("fact-role", role_of(asked.role, asked.delegation)),
        ("fact-agency", typed(asked.agency)),
        ("fact-email", typed(asked.email)),
        ("fact-comment", typed(asked.comment)),
    )


def ways(asked: Admission, same: Listed | None) -> tuple[Block, ...]:
    """Whoever is listed with that e-mail is taken to be the same, which is said before the press."""
    saw = same.person.id if same else ""
    label = say("approve-as", name=same.person.name) if same else say("approve")
    approving = Button(label, Pointer("admission.approve", asked.id, saw), style="primary")
    declining = Button(say("do-decline"), Pointer("admission-decline", asked.id), style="danger")
    known = say("admission-same", name=same.person.name, roles=roles_held(same)) if same else None
    return (*((Notice(known, "info"),) if known else ()), Actions((approving, declining)))


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("admissions", pointer.of))


async def draw_waiting(of: str, reading: Reading, _reader: Person) -> Card:
    page = page_of(of)
    waiting, more = await reading.admissions.waiting(page, SIZE)
    rows = tuple(row(asked) for asked in waiting) or (Text(say("admissions-none")),)
    return Card(say("admissions-card"), (*rows, *turning("admissions.page", page, more=more)))


def row(asked: Admission) -> Item:
    title = say("admissions-row", name=asked.name, role=role_of(asked.role, asked.delegation))
    since = say("admission-waiting", at=said_moment(asked.asked_at))
    return Item(title, (Button(say("view"), Pointer("admission.view", asked.id)),), since)


DECLINE = asks(secretariat, Reason, decline, kind="admission", typed=False)
DIALOGS = (
    Dialog(
        "admissions",
        actions=(
            Action("admissions.page", secretariat, turn, typed=True),
            Action("admission.view", secretariat, show),
            Action("admission.approve", secretariat, approve),
        ),
        views=(
            View("admissions", secretariat, draw_waiting, follows=lambda _of, _reader: "admissions"),
            View("admission", secretariat, draw, follows=lambda of, _reader: f"admission:{of}"),
        ),
    ),
    Dialog("admission-decline", replace(DECLINE, barred=barred)),
)
