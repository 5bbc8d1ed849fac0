"""All broadcasts, newest first, each with how it stands."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Block, Button, Card, Item, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import asked, pending
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.delivery.state import State
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.clock_times import sending
from dialogs.broadcast.message import spoken
from dialogs.broadcast.stage import stage
from dialogs.paging import SIZE, page_of, turning

NEW = Actions((Button(say("command-broadcast"), Pointer("broadcast"), style="primary"),))


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("broadcasts", pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    page = page_of(of)
    found, more = await reading.broadcasts.page(page, SIZE)
    rows = [row(one, await reading.broadcasts.counts(one.id), reader) for one in found]
    shown: Sequence[Block] = rows or (Text(say("broadcasts-none")),)
    return Card(say("broadcasts-card"), (*shown, *turning("broadcasts.page", page, more=more), NEW))


def row(one: Broadcast, counts: Counts, reader: Person) -> Item:
    found = text_for(newest(one), spoken(reader))
    title = say("broadcasts-row", reference=one.reference, subject=found[1].subject if found else "")
    lines = Say("rows", {str(place): line for place, line in enumerate(stands(one, counts))})
    return Item(title, (Button(say("view"), Pointer("broadcast.view", one.id)),), lines)


def stands(one: Broadcast, counts: Counts) -> Iterator[Say]:
    """Of what was approved, then of a correction that was not."""
    yield phase(one, counts)
    if one.sent_version and pending(one) and one.phase in {Phase.APPROVED, Phase.PAUSED}:
        yield say("phase-correction-asked" if asked(one) else "phase-correction")


def phase(one: Broadcast, counts: Counts) -> Say:
    if one.recalled_at or not one.sent_version:
        return say("phase-recalled" if one.recalled_at else f"phase-{one.phase}")
    reached = {"sent": counts.of(State.SENT), "all": counts.audience}
    if one.phase is not Phase.APPROVED:
        return say(f"phase-{one.phase}-at", **reached)
    now = stage(one, counts)
    return say("phase-planned", when=sending(one)) if now == "planned" else say(f"phase-{now}", **reached)


DIALOG = Dialog(
    "broadcasts",
    actions=(Action("broadcasts.page", secretariat, turn, typed=True),),
    views=(View("broadcasts", secretariat, draw, follows=lambda _of, _reader: "broadcasts"),),
)
