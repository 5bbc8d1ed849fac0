"""Who has got a broadcast and who has not, person by person, with the next step."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Actions, Block, Button, Card, Item, Link, Page, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Reached
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.person_line import CALM, lines
from dialogs.broadcast.progress import adding_up
from dialogs.broadcast.rehearsal import would_be
from dialogs.broadcast.settling import ways as settled_by
from dialogs.broadcast.ways import does
from dialogs.facts import delegation
from dialogs.figure import figure
from dialogs.paging import SIZE

VIEW, AT_ONCE = "broadcast.report", 1000
KINDS = ("open", "all", "dry")
Places = Sequence[tuple[int, Reached]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`open`: those to be seen to; `all`; `dry`: all of the newest dry run. After that place of the order."""

    of: str
    kind: str
    after: int


def wanted(of: str) -> Wanted:
    broadcast, kind, after, *_ = *of.split(), "", "", ""
    return Wanted(broadcast, kind if kind in KINDS else "open", figure(after))


async def show(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show(VIEW, pointer.of))


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    asked = wanted(of)
    one = await reading.broadcasts.get(asked.of)
    if one is None:
        return Card(say("record-gone"))
    counts = await reading.broadcasts.counts(one.id, dry=asked.kind == "dry")
    found = await rows(asked, reading)
    total = would_be(counts) if asked.kind == "dry" else adding_up(counts)
    people: tuple[Block, ...] = tuple(row(each, asked, one) for _, each in found[:SIZE])
    none: tuple[Block, ...] = () if people else (Text(say(f"report-none-{asked.kind}")),)
    sums: tuple[Block, ...] = (Text(total),) if total else ()
    return Card(title(one, asked), (*sums, *none, *people, *ways(asked, found)))


def title(one: Broadcast, asked: Wanted) -> Say:
    return say(f"report-card-{asked.kind}", reference=one.reference)


async def rows(asked: Wanted, reading: Reading) -> Places:
    """One more than fits on a card, where there are as many."""
    found: list[tuple[int, Reached]] = []
    after = asked.after
    while len(found) <= SIZE:
        part = await reading.broadcasts.report(asked.of, after=after, limit=AT_ONCE, dry=asked.kind == "dry")
        found += [one for one in part if asked.kind != "open" or one[1].state not in CALM]
        if len(part) < AT_ONCE:
            break
        after = part[-1][0]
    return found[: SIZE + 1]


def row(one: Reached, asked: Wanted, of: Broadcast) -> Item:
    who = say("broadcast-person", name=one.name, delegation=delegation(one.delegation))
    named = who if one.delegation else say("described", text=one.name)
    return Item(
        named,
        () if asked.kind == "dry" else settled_by(asked.of, one),
        lines(one, of.sent_version, asks=of.needs_ack),
    )


def ways(asked: Wanted, found: Places) -> tuple[Block, ...]:
    buttons: list[Button | Link] = []
    if asked.after:
        first = Pointer("broadcast.report", f"{asked.of} {asked.kind} 0")
        buttons.append(Button(say("report-from-start"), first))
    if len(found) > SIZE:
        later = Pointer("broadcast.report", f"{asked.of} {asked.kind} {found[SIZE - 1][0]}")
        buttons.append(Button(say("later"), later))
    if asked.kind != "dry":
        other = "all" if asked.kind == "open" else "open"
        pointer = Pointer("broadcast.report", f"{asked.of} {other} 0")
        buttons.append(Button(say(f"report-show-{other}"), pointer))
        buttons.append(Link(say("broadcast-open-report"), page=Page("report", asked.of)))
    return (Actions((*buttons, does("view", asked.of))),)


DIALOG = Dialog(
    "broadcast-report",
    actions=(Action("broadcast.report", secretariat, show),),
    views=(View(VIEW, secretariat, draw),),
)
