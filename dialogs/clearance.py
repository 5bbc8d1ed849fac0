"""Needs and offers that wait for the secretariat: publish, ask back."""

from dataclasses import replace

from bot.cards import Card, Item, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View, asks, said_moment
from bot.domain.access import secretariat
from bot.domain.exchange.listing import ASK, PUBLISH, Kind, Listing
from bot.domain.people import Person
from bot.forms import form, text
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.listing import acting, barring, take
from dialogs.paging import SIZE, page_of, turning
from dialogs.standing import viewing


@form
class Question:
    text: str = text(max_length=600, long=True)


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("clearance", pointer.of))


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    page = page_of(of)
    waiting, more = await reading.listings.waiting(page, SIZE)
    rows = tuple(row(listing) for listing in waiting) or (Text(say("clearance-none")),)
    return Card(say("clearance-card"), (*rows, *turning("clearance.page", page, more=more)))


def row(listing: Listing) -> Item:
    title = say(f"clearance-{listing.kind}", delegation=delegation(listing.owner), title=listing.terms.title)
    since = say(f"row-{listing.status}", at=said_moment(listing.newest.at))
    return Item(title, (viewing(listing.kind, listing),), since)


def asking(kind: Kind) -> Dialog:
    async def complete(answers: Question, context: Context) -> Outcome:
        return await take(kind, ASK, context, note=answers.text)

    return Dialog(
        f"{kind}-question",
        replace(asks(secretariat, Question, complete, kind=kind, typed=False), barred=barring(kind, ASK)),
    )


DIALOGS = (
    Dialog(
        "clearance",
        actions=(
            Action("clearance.page", secretariat, turn, typed=True),
            Action("need.publish", secretariat, acting(Kind.NEED, PUBLISH)),
            Action("offer.publish", secretariat, acting(Kind.OFFER, PUBLISH)),
        ),
        views=(View("clearance", secretariat, draw, follows=lambda _of, _reader: "clearance"),),
    ),
    asking(Kind.NEED),
    asking(Kind.OFFER),
)
