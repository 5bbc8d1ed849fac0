"""A turn as its delegation sees it: how it stands, what was asked, what can be done; and short news of it."""

from collections.abc import Iterator

from bot.cards import Actions, Block, Button, Card, Item, Notice, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import participants
from bot.domain.floor.entry import LIVE, Entry, Kind, State
from bot.domain.floor.order import same_sort
from bot.domain.floor.place import position
from bot.domain.floor.written import texts
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.floor.found import Found, found
from dialogs.floor.lists import MEETINGS, VERBS
from dialogs.floor.telling import details, other_mode, stands, title

GONE = Card(say("floor-entry-gone"), (MEETINGS,))
TO_WRITE = frozenset({State.NOT_TAKEN, State.DECLINED, State.VOID, State.WITHDRAWN})
UNSPOKEN = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    one = await found(of, reading)
    if one is None:
        return GONE
    told = (*stands(one.entry, one.floor, reading), details(one.entry, one.floor, one.meeting))
    return Card(title(one.entry), (*offers(one), *told, *filed(one), *ways(one)))


async def news(of: str, reading: Reading, _reader: Person) -> Card:
    """What has become of it, or how far it is still away."""
    one = await found(of, reading)
    if one is None:
        return GONE
    told = (*stands(one.entry, one.floor, reading), *ruled(one), *short_ways(one))
    return Card(title(one.entry), told)


async def corrected(of: str, reading: Reading, reader: Person) -> Card:
    """Something said before is not true any more."""
    card = await news(of, reading, reader)
    return Card(card.title, (Notice(say("floor-corrected")), *card.body))


def ruled(one: Found) -> Iterator[Block]:
    if one.entry.ruling:
        yield Text(say("floor-ruled", ruling=one.entry.ruling))


def filed(one: Found) -> Iterator[Block]:
    if text := texts(one.floor).get(one.entry.id):
        yield Text(say("described", text=text))


def offers(one: Found) -> Iterator[Block]:
    """To change places: those of others, and one's own."""
    entry, entries = one.entry, one.floor.entries
    for other in entries.values():
        if entry.waits and other.waits and other.swap == entry.id:
            yes = Button(say("do.swap-yes"), Pointer("floor.swap-yes", entry.id, other.id), style="primary")
            no = Button(say("do.swap-no"), Pointer("floor.swap-no", entry.id, other.id))
            yield Item(offer_of(other.asked.delegation), (yes, no), place_of(one, other.id))
    if entry.waits and (asked := entries.get(entry.swap)):
        back = Button(say("do.swap-back"), Pointer("floor.swap-back", entry.id, asked.id))
        yield Item(say("floor-swap-waits", delegation=delegation(asked.asked.delegation)), (back,))


def offer_of(other: str) -> Say:
    return say("floor-swap-offered", delegation=delegation(other))


def place_of(one: Found, other: str) -> Say | None:
    where = position(one.floor, one.floor.entries[other])
    return say("floor-its-place", place=where.number) if where else None


def ways(one: Found) -> Iterator[Block]:
    entry = one.entry
    if entry.state in LIVE:
        yield Actions(tuple(telling_more(one)))
        yield Actions(tuple(giving_way(one)))
    elif may_write(entry):
        yield Actions((in_writing(one),))
    if kinds := tuple(more(one)):
        yield Actions(kinds)


def telling_more(one: Found) -> Iterator[Button]:
    entry = one.entry
    if entry.waits and not entry.ready:
        yield Button(say("do.ready"), Pointer("floor.ready", entry.id), style="primary")
    yield Button(say("floor-details"), Pointer("floor-details", entry.id))
    named = "do-replace-speaker" if entry.asked.speaker else "floor-speaker"
    yield Button(say(named), Pointer("floor-speaker", entry.id))
    mode = other_mode(entry)
    yield Button(say(f"do.{mode}"), Pointer(f"floor.{mode}", entry.id))


def giving_way(one: Found) -> Iterator[Button]:
    entry = one.entry
    if entry.waits and can_wait(entry):
        yield Button(say("do.swap"), Pointer("floor.swap", entry.id))
        yield Button(say("do.defer"), Pointer("floor.defer", entry.id))
        yield in_writing(one)
    if entry.state in UNSPOKEN:
        yield Button(say("do.withdraw"), Pointer("floor.withdraw", entry.id), style="danger")


def can_wait(entry: Entry) -> bool:
    """A point of order is heard now or not at all."""
    return entry.asked.kind is not Kind.POINT_OF_ORDER


def may_write(entry: Entry) -> bool:
    return entry.state in TO_WRITE and can_wait(entry)


def in_writing(one: Found) -> Button:
    """A turn that has ended stays as it is: the text is filed beside it."""
    of = one.entry.id if one.entry.waits else f"{one.meeting.id}/{one.entry.asked.item}"
    return Button(say("floor-written"), Pointer("floor-written", of))


def more(one: Found) -> Iterator[Button]:
    """Further requests that the list takes now; one of the same sort once this one has begun."""
    spot, waits = one.spot, one.entry.state in UNSPOKEN
    for kind, verb in VERBS.items():
        if spot and spot.takes(kind) and not (waits and same_sort(kind, one.entry.asked.kind)):
            label = "do-request-again" if kind is Kind.STATEMENT else f"command-{verb}"
            yield Button(say(label), Pointer(verb, spot.id))


def short_ways(one: Found) -> Iterator[Block]:
    entry = one.entry
    ready = Button(say("do.ready"), Pointer("floor.ready", entry.id, "news"), style="primary")
    first = (ready,) if entry.waits and not entry.ready else ()
    text = (in_writing(one),) if may_write(entry) else ()
    yield Actions((*first, *text, Button(say("view"), Pointer("floor.view", entry.id))))
    if entry.waits and entry.ready:
        yield Notice(say("floor-ready-noted"), "done")


async def view(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("floor", pointer.of))


def follows(of: str, _reader: Person) -> str:
    return f"entry:{of}"


DIALOG = Dialog(
    "floor",
    actions=(Action("floor.view", participants, view),),
    views=(
        View("floor", participants, draw, follows),
        View("floor.news", participants, news),
        View("floor.corrected", participants, corrected),
    ),
)
