"""Two delegations change places: one offers, the other consents or not."""

from collections.abc import Sequence

from bot.cards import Button, Card, Item, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import participants
from bot.domain.floor.command import AnswerSwap, OfferSwap
from bot.domain.floor.entry import Entry
from bot.domain.floor.floor import waiting
from bot.domain.floor.leaving import no_swap
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.floor.acting import acted_on
from dialogs.floor.card import GONE, follows
from dialogs.floor.found import found

NEAREST = 10


async def offer(pointer: Pointer, context: Context) -> Outcome:
    """`saw`: the other entry; empty while it has not been chosen."""
    if not pointer.saw:
        return Outcome(Show("floor.swaps", pointer.of))
    return await acted_on(OfferSwap(pointer.of, pointer.saw), pointer.of, context)


async def take_back(pointer: Pointer, context: Context) -> Outcome:
    return await acted_on(AnswerSwap(pointer.of, pointer.saw, accepted=False), pointer.of, context)


async def accept(pointer: Pointer, context: Context) -> Outcome:
    """The offer was made by `saw`, to the entry pressed on."""
    return await acted_on(AnswerSwap(pointer.saw, pointer.of, accepted=True), pointer.of, context)


async def turn_down(pointer: Pointer, context: Context) -> Outcome:
    return await acted_on(AnswerSwap(pointer.saw, pointer.of, accepted=False), pointer.of, context)


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    """Those nearest to it on its list that it can change places with."""
    one = await found(of, reading)
    if one is None:
        return GONE
    entry = one.entry
    order = waiting(one.floor, entry.asked.item, entry.list)
    rows = tuple(row(of, other, place) for place, other in nearest(entry, order))
    return Card(say("floor-swaps-card"), rows or (Text(say("floor-swaps-none")),))


def nearest(entry: Entry, order: Sequence[Entry]) -> Sequence[tuple[int, Entry]]:
    """With their places, from 1."""
    here = next((place for place, one in enumerate(order) if one.id == entry.id), None)
    if here is None:
        return []
    others = [(place, one) for place, one in enumerate(order) if no_swap(entry, one) is None]
    return sorted(
        (place + 1, one) for place, one in sorted(others, key=lambda at: abs(at[0] - here))[:NEAREST]
    )


def row(of: str, other: Entry, place: int) -> Item:
    title = say("floor-swap-row", place=place, delegation=delegation(other.asked.delegation))
    return Item(title, (Button(say("do-offer-swap"), Pointer("floor.swap", of, other.id)),))


DIALOG = Dialog(
    "floor-swapping",
    actions=(
        Action("floor.swap", participants, offer),
        Action("floor.swap-back", participants, take_back),
        Action("floor.swap-yes", participants, accept),
        Action("floor.swap-no", participants, turn_down),
    ),
    views=(View("floor.swaps", participants, draw, follows),),
)
