"""A broadcast as a delegation will see it: in its language, with its time."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Block, Card, Divider, Notice, Say, Text, say
from bot.dialog import Context, Dialog, Mend, Outcome, Show, View, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.audience import Candidate, chosen
from bot.domain.broadcast.broadcast import Broadcast, When
from bot.domain.broadcast.life import pending
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.people import Person
from bot.forms import form, text
from bot.ports import Reading
from dialogs.broadcast.message import Meant, as_sent
from dialogs.broadcast.preview import person
from dialogs.broadcast.typed_names import delegations
from dialogs.broadcast.ways import does
from dialogs.facts import delegation
from dialogs.standing import GONE

VIEW, NAME = "broadcast.as", 120


@form
class Answers:
    member: str = text(max_length=NAME)


async def complete(answers: Answers, context: Context) -> Outcome:
    people = await context.reading.broadcasts.candidates()
    found = delegations(answers.member, people, context.lexicon)
    if isinstance(found, Say):
        return Outcome(Mend({"member": found}))
    return Outcome(Show(VIEW, f"{context.of} {found[0].of}")) if found else GONE


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    broadcast, _, member = of.partition(" ")
    one = await reading.broadcasts.get(broadcast)
    if one is None:
        return Card(say("record-gone"))
    people = await reading.broadcasts.candidates(one.audience)
    theirs = [each for each in people if each.person.delegation == member]
    title = say("broadcast-as-card", reference=one.reference, delegation=delegation(member))
    body = (*looks(one, theirs, reading), Actions((does("preview", one.id), does("view", one.id))))
    return Card(title, body)


def looks(one: Broadcast, theirs: Sequence[Candidate], reading: Reading) -> Iterator[Block]:
    """Once for each language in which somebody of the delegation reads it."""
    version = newest(one)
    getting = chosen(one.audience, theirs)
    if not getting:
        yield Notice(say("broadcast-as-nobody"), "warning")
    languages = dict.fromkeys(each.language for each in getting or theirs)
    for language in languages:
        found = text_for(version, language)
        if found is None:
            continue
        for each in getting:
            if each.language == language:
                yield Text(who(one, each, reading))
        yield Divider()
        subject = say("broadcast-in", language=say("language", code=found[0]), subject=found[1].subject)
        yield Text(subject)
        yield from as_sent(Meant(one, version, found[1]), asks=False).body
        yield Divider()


def who(one: Broadcast, each: Candidate, reading: Reading) -> Say:
    """By name, with the instant it goes to them where one was set."""
    if one.when is When.NOW:
        named = person(each.person)
        return say("broadcast-as-now", person=named) if pending(one) else named
    zone = zone_of(each.person, reading.network.home_zone)
    at = due(one, zone, now=reading.now).at
    moment = say("moment-in", at=at.isoformat(), zone=zone)
    return say("broadcast-as-who", person=person(each.person), at=moment)


DIALOG = Dialog(
    "broadcast-as",
    asks(secretariat, Answers, complete, kind="broadcast", typed=False),
    views=(View(VIEW, secretariat, draw),),
)
