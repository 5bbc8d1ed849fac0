"""Register interest in a body: in which capacity, with what to give and to gain; edit and withdraw it."""

from dataclasses import asdict, replace

from bot.cards import Actions, Card, Facts, Pointer, Say, say
from bot.dialog import Action, Context, Dialog, Given, Mend, Outcome, Refuse, Show, View, asks
from bot.domain.access import own, own_or_secretariat, participants
from bot.domain.history import Step, begun
from bot.domain.interest import (
    ACCEPT,
    ANSWER,
    ASK,
    DECLINE,
    EDIT,
    WITHDRAW,
    Capacity,
    Interest,
    Statement,
)
from bot.domain.people import Person
from bot.forms import SoFar, choice, choice_of, choices_of, form, text
from bot.ports import Reading
from dialogs.facts import delegation, facts, labelled, spelled, typed
from dialogs.standing import GONE, Barring, Way, barred, buttons, outcome, stands, submitted, viewing

OWNERS = (Way(ANSWER, "-answer", "primary"), Way(EDIT, ""), Way(WITHDRAW, ".withdraw", "danger"))
DECIDING = (Way(ACCEPT, ".accept", "primary"), Way(ASK, "-question"), Way(DECLINE, "-decline", "danger"))


def provides(so_far: SoFar) -> bool:
    return so_far.has("capacity", Capacity.PROVIDER) or so_far.has("capacity", Capacity.BOTH)


def receives(so_far: SoFar) -> bool:
    return so_far.has("capacity", Capacity.RECIPIENT) or so_far.has("capacity", Capacity.BOTH)


@form
class Answers:
    body: str = choice_of("bodies")
    capacity: Capacity = choice(Capacity)
    agency: str | None = text(max_length=120, optional=True)
    advantages: str | None = text(max_length=600, long=True, optional=True, when=provides, page=2)
    gaps: str | None = text(max_length=600, long=True, optional=True, when=receives, page=2)
    sectors: tuple[str, ...] = choices_of("sectors", most=5, optional=True, page=2)
    contribution: str | None = text(max_length=600, long=True, optional=True, page=3)
    expectations: str | None = text(max_length=600, long=True, optional=True, page=3)
    comment: str | None = text(max_length=600, long=True, optional=True, page=3)


def statement(answers: Answers, person: Person) -> Statement:
    """The agency of the focal points list, where no other was named."""
    given = asdict(answers) | {"agency": answers.agency or person.agency}
    return Statement(**{name: value for name, value in given.items() if name != "body"})


async def start(of: str, reading: Reading) -> Given:
    interest = await reading.interests.get(of)
    if interest is None:
        return {}
    stated = asdict(interest.statement) | {"body": interest.body}
    return {name: spelled(value) for name, value in stated.items()}


async def complete(answers: Answers, context: Context) -> Outcome:
    body = context.reading.network.body(answers.body)
    if body and answers.capacity not in body.capacities:
        return Outcome(Mend({"capacity": say("interest-capacity-not-there", body=say("body", id=body.id))}))
    return await (edit if context.of else register)(answers, context)


async def register(answers: Answers, context: Context) -> Outcome:
    person = context.person
    new = Interest(
        id=context.fresh,
        owner=person.delegation,
        body=answers.body,
        statement=statement(answers, person),
        history=begun(by=person.id, at=context.now),
    )
    standing = await context.work.interests.add(new)
    if standing:
        return Outcome(Refuse(taken(standing), Show("interest", standing.id)))
    return submitted(new, Show("interest", new.id))


async def edit(answers: Answers, context: Context) -> Outcome:
    interests, person = context.work.interests, context.person
    before = await interests.locked(context.of)
    if before is None:
        return GONE
    other = await interests.standing(before.owner, answers.body)
    if other and other.id != before.id:
        return Outcome(Mend({"body": taken(other)}))
    after = before.edited(answers.body, statement(answers, person), by=person.id, at=context.now)
    return await outcome(before, after, Show("interest", before.id), interests.save, context)


def taken(interest: Interest) -> Say:
    return say("interest-stands-already", body=say("body", id=interest.body))


def barring(step: Step) -> Barring:
    async def bars(context: Context) -> Outcome | None:
        found = await context.reading.interests.get(context.of)
        return await barred(found, step, Show("interest", context.of), context)

    return bars


async def take(step: Step, context: Context, *, note: str = "", saw: str = "") -> Outcome:
    before = await context.work.interests.locked(context.of)
    if before is None:
        return GONE
    after = before.stepped(step, by=context.person.id, at=context.now, note=note, saw=saw)
    return await outcome(before, after, Show("interest", before.id), context.work.interests.save, context)


async def withdraw(pointer: Pointer, context: Context) -> Outcome:
    return await take(WITHDRAW, context, saw=pointer.saw)


async def view(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("interest", pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    interest = await reading.interests.get(of)
    if interest is None:
        return Card(say("record-gone"))
    ways = buttons("interest", interest, OWNERS if own(reader, interest.owner) else DECIDING)
    standing, said = await stands(interest, reading), stated(interest.statement)
    return Card(title(interest), (*standing, said, *([Actions(ways)] if ways else ())))


async def news(of: str, reading: Reading, reader: Person) -> Card:
    interest = await reading.interests.get(of)
    if interest is None:
        return Card(say("record-gone"))
    ways = buttons("interest", interest, OWNERS[:1] if own(reader, interest.owner) else ())
    return Card(
        title(interest), (*await stands(interest, reading), Actions((*ways, viewing("interest", interest))))
    )


def title(interest: Interest) -> Say:
    return say("interest-card", body=say("body", id=interest.body), delegation=delegation(interest.owner))


def follows(of: str, _reader: Person) -> str:
    return f"interest:{of}"


def stated(one: Statement) -> Facts:
    return facts(
        ("fact-capacity", say(f"capacity-{one.capacity}")),
        ("fact-agency", typed(one.agency)),
        ("fact-sectors", labelled("sector", one.sectors)),
        ("fact-advantages", typed(one.advantages)),
        ("fact-gaps", typed(one.gaps)),
        ("fact-contribution", typed(one.contribution)),
        ("fact-expectations", typed(one.expectations)),
        ("fact-comment", typed(one.comment)),
    )


DIALOG = Dialog(
    "interest",
    replace(asks(participants, Answers, complete, start=start), barred=barring(EDIT)),
    actions=(
        Action("interest.view", own_or_secretariat, view),
        Action("interest.withdraw", own, withdraw),
    ),
    views=(
        View("interest", own_or_secretariat, draw, follows),
        View("interest.news", own_or_secretariat, news, follows),
    ),
)
