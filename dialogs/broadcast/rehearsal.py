"""What a dry run has shown: everything was done but the calls."""

from collections.abc import Iterator

from bot.cards import Actions, Block, Button, Card, Pointer, Progress, Say, Text, say
from bot.dialog import Dialog, View
from bot.domain.access import secretariat
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import State
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.progress import STILL, not_reached
from dialogs.broadcast.ways import does

VIEW = "broadcast.rehearsal"


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    one = await reading.broadcasts.get(of)
    if one is None:
        return Card(say("record-gone"))
    counts = await reading.broadcasts.counts(of, dry=True)
    report = Button(say("report-show-all"), Pointer("broadcast.report", f"{of} dry 0"))
    ways = Actions((report, does("view", of)))
    return Card(say("rehearsal-card", reference=one.reference), (*told(counts), ways))


def told(counts: Counts) -> Iterator[Block]:
    over = counts.audience - counts.of(*STILL)
    yield Progress(over, counts.audience, say("broadcast-done"))
    yield Text(would_be(counts))
    yield from not_reached(counts)


def would_be(counts: Counts) -> Say:
    """Kept back at the very end, all else being done, is what a dry run calls sent."""
    return say("rehearsal-ready", count=counts.of(State.SUPPRESSED), audience=counts.audience)


DIALOG = Dialog(
    "broadcast-rehearsal",
    views=(View(VIEW, secretariat, draw, follows=lambda of, _reader: f"broadcast:{of}"),),
)
