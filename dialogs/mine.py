"""My needs and offers: a list in pages; and the same in short for the home screen."""

from bot.cards import Actions, Block, Button, Card, Item, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import delegates, participants
from bot.domain.exchange.listing import Listing
from bot.domain.interest import Interest
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.paging import SIZE, page_of, turning
from dialogs.standing import viewing

IN_SHORT = 3


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("mine", pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    page = page_of(of)
    listings, more = await reading.listings.of_delegation(reader.delegation, page, SIZE)
    rows = tuple(row(listing) for listing in listings) or (Text(say("mine-none")),)
    standing = await interests(reading, reader) if page == 1 else ()
    ways = (*turning("mine.page", page, more=more), *standing, submit(reader))
    return Card(say("mine-card"), (*rows, *ways))


async def interests(reading: Reading, reader: Person) -> tuple[Item, ...]:
    found = await reading.interests.of_delegation(reader.delegation)
    return tuple(interest_row(interest) for interest in found if interest.stands)


def submit(reader: Person) -> Actions:
    forms = ("need", "offer") if delegates(reader, None) else ("offer",)
    return Actions(tuple(Button(say(f"command-{form}"), Pointer(form)) for form in forms))


def row(listing: Listing) -> Item:
    title = say(f"mine-{listing.kind}", title=listing.terms.title)
    until = say("day", day=listing.terms.valid_until.isoformat())
    detail = say("mine-detail", status=say(f"status-{listing.status}"), until=until)
    return Item(title, (viewing(listing.kind, listing),), detail)


def interest_row(interest: Interest) -> Item:
    title = say("mine-interest", body=say("body", id=interest.body))
    return Item(title, (viewing("interest", interest),), say(f"status-{interest.status}"))


async def in_short(reading: Reading, reader: Person) -> tuple[Block, ...]:
    """For the home screen: the newest few and the way to the rest; nothing where there is no delegation."""
    if not participants(reader, None):
        return ()
    listings, more = await reading.listings.of_delegation(reader.delegation, 1, IN_SHORT)
    every = (Actions((Button(say("mine-all"), Pointer("mine.page")),)),) if more else ()
    return (*(row(listing) for listing in listings), *every, *await interests(reading, reader))


DIALOG = Dialog(
    "mine",
    actions=(Action("mine.page", participants, turn, typed=True),),
    views=(View("mine", participants, draw, follows=lambda _of, reader: f"mine:{reader.delegation}"),),
)
