"""All broadcasts, newest first."""

from bot.cards import Actions, Button, Card, Item, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.life import asked, pending
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.message import spoken
from dialogs.paging import SIZE, page_of, turning

NEW = Actions((Button(say("command-broadcast"), Pointer("broadcast"), style="primary"),))


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("broadcasts", pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    page = page_of(of)
    found, more = await reading.broadcasts.page(page, SIZE)
    rows = tuple(row(one, reader) for one in found) or (Text(say("broadcasts-none")),)
    return Card(say("broadcasts-card"), (*rows, *turning("broadcasts.page", page, more=more), NEW))


def row(one: Broadcast, reader: Person) -> Item:
    found = text_for(newest(one), spoken(reader))
    title = say("broadcasts-row", reference=one.reference, subject=found[1].subject if found else "")
    return Item(title, (Button(say("view"), Pointer("broadcast.view", one.id)),), phase(one))


def phase(one: Broadcast) -> Say:
    if one.recalled_at:
        return say("phase-recalled")
    if one.phase in {Phase.APPROVED, Phase.PAUSED} and pending(one):
        return say("phase-correction-asked" if asked(one) else "phase-correction")
    return say(f"phase-{one.phase}")


DIALOG = Dialog(
    "broadcasts",
    actions=(Action("broadcasts.page", secretariat, turn, typed=True),),
    views=(View("broadcasts", secretariat, draw, follows=lambda _of, _reader: "broadcasts"),),
)
