"""Expressions of interest that wait for the secretariat: accept, ask back, decline with a reason."""

from dataclasses import replace

from bot.cards import Card, Item, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View, asks, said_moment
from bot.domain.access import secretariat
from bot.domain.interest import ACCEPT, ASK, DECLINE, Interest
from bot.domain.people import Person
from bot.forms import form, text
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.interest import barring, take
from dialogs.paging import SIZE, page_of, turning
from dialogs.standing import viewing


@form
class Question:
    text: str = text(max_length=600, long=True)


@form
class Reason:
    text: str = text(max_length=600, long=True)


async def ask(answers: Question, context: Context) -> Outcome:
    return await take(ASK, context, note=answers.text)


async def decline(answers: Reason, context: Context) -> Outcome:
    return await take(DECLINE, context, note=answers.text)


async def accept(pointer: Pointer, context: Context) -> Outcome:
    return await take(ACCEPT, context, saw=pointer.saw)


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("interests", pointer.of))


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    page = page_of(of)
    waiting, more = await reading.interests.waiting(page, SIZE)
    rows = tuple(row(interest) for interest in waiting) or (Text(say("interests-none")),)
    return Card(say("interests-card"), (*rows, *turning("interests.page", page, more=more)))


def row(interest: Interest) -> Item:
    body = say("body", id=interest.body)
    title = say("interests-row", delegation=delegation(interest.owner), body=body)
    since = say(f"row-{interest.status}", at=said_moment(interest.newest.at))
    return Item(title, (viewing("interest", interest),), since)


QUESTION = asks(secretariat, Question, ask, kind="interest", typed=False)
REASON = asks(secretariat, Reason, decline, kind="interest", typed=False)
DIALOGS = (
    Dialog(
        "interests",
        actions=(
            Action("interests.page", secretariat, turn, typed=True),
            Action("interest.accept", secretariat, accept),
        ),
        views=(View("interests", secretariat, draw, follows=lambda _of, _reader: "interests"),),
    ),
    Dialog("interest-question", replace(QUESTION, barred=barring(ASK))),
    Dialog("interest-decline", replace(REASON, barred=barring(DECLINE))),
)
