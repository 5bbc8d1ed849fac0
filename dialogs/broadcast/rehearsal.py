"""What a dry run has shown: everything was done but the calls."""

from collections.abc import Iterator

from bot.cards import Actions, Block, Button, Card, Pointer, Progress, Text, say
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
    report = Button(say("do.broadcast-report"), Pointer("broadcast.report", f"{of} dry 0"))
    ways = Actions((report, does("view", of)))
    return Card(say("rehearsal-card", reference=one.reference), (*told(counts), ways))


def told(counts: Counts) -> Iterator[Block]:
    waiting, ready = counts.of(*STILL), counts.of(State.SUPPRESSED)
    over = counts.audience - waiting
    yield Progress(over, counts.audience, say("broadcast-done-of", done=over, count=counts.audience))
    yield Text(say("rehearsal-ready", count=ready, audience=counts.audience))
    yield from not_reached(counts)


DIALOG = Dialog(
    "broadcast-rehearsal",
    views=(View(VIEW, secretariat, draw, follows=lambda of, _reader: f"broadcast:{of}"),),
)
