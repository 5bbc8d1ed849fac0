"""What would happen now: how many would get it, who would not and why, and how it will look."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator

from bot.cards import Actions, Block, Button, Card, Divider, Item, Notice, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import secretariat
from bot.domain.broadcast.audience import Left
from bot.domain.broadcast.broadcast import Broadcast, Version
from bot.domain.broadcast.life import asked, pending
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.clock_times import sending
from dialogs.broadcast.kept import why
from dialogs.broadcast.message import Meant, as_sent
from dialogs.broadcast.scene import Measured, measured
from dialogs.broadcast.traits import in_words
from dialogs.broadcast.ways import does
from dialogs.facts import delegation, facts, listed
from dialogs.paging import SIZE, page_of
from dialogs.standing import GONE

VIEW = "broadcast.preview"
READING = ("teams", "slack", "email")


def parted(of: str) -> tuple[str, str]:
    broadcast, _, rest = of.partition(" ")
    return broadcast, rest


async def opened(pointer: Pointer, context: Context) -> Outcome:
    """On record: only who has just seen this may approve it. Turning a page of it is not opening it."""
    of, page = parted(pointer.of)
    one = await context.work.broadcasts.locked(of)
    if one is None:
        return GONE
    if not page:
        await context.work.broadcasts.preview(of, one.version, context.person.id, at=context.now)
    return Outcome(Show(VIEW, pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    broadcast, page = parted(of)
    one = await reading.broadcasts.get(broadcast)
    if one is None:
        return Card(say("record-gone"))
    version = newest(one)
    scene = await measured(one, reading)
    body = [block async for block in parts(one, scene, reading)]
    shown = (*as_it_looks(one, version), *reachable(scene, version), *left(one, scene, page_of(page)))
    ways = Actions(tuple(next_steps(one, scene, reader)))
    return Card(say("broadcast-preview-card", reference=one.reference), (*body, *shown, ways))


async def parts(one: Broadcast, scene: Measured, reading: Reading) -> AsyncIterator[Block]:
    count = len(scene.chosen)
    yield Text(say("broadcast-head-count", count=count, audience=in_words(one.audience)))
    yield facts_of(one)
    for fault in scene.faults:
        yield Notice(await why(fault, reading), "warning")


def facts_of(one: Broadcast) -> Block:
    return facts(
        ("fact-when", sending(one)),
        ("fact-promise", say(f"promise-{one.promise}")),
        ("fact-needs-ack", say("yes" if one.needs_ack else "no")),
    )


def as_it_looks(one: Broadcast, version: Version) -> Iterator[Block]:
    """In each language, as it goes out."""
    for language, text in version.texts.items():
        card = as_sent(Meant(one, version, text), asks=False)
        yield Divider()
        yield Item(say("broadcast-in", language=say("language", code=language), subject=text.subject))
        yield from card.body
    yield Divider()


def reachable(scene: Measured, version: Version) -> Iterator[Block]:
    """By platform and by the language they will read."""
    platforms = Counter(first(one.platforms) for one in scene.chosen if one.platforms)
    found = [text_for(version, one.language) for one in scene.chosen]
    languages = Counter(text[0] for text in found if text)
    if told := listed(counted(say(f"reach-{one}"), count) for one, count in platforms.most_common()):
        yield Text(say("broadcast-by-platform", list=told))
    if told := listed(counted(say("language", code=one), count) for one, count in languages.most_common()):
        yield Text(say("broadcast-by-language", list=told))


def first(platforms: frozenset[str]) -> str:
    """In a chat rather than by e-mail."""
    return next((one for one in READING if one in platforms), min(platforms))


def counted(of: Say, count: int) -> Say:
    return say("broadcast-counted", of=of, count=count)


def left(one: Broadcast, scene: Measured, page: int) -> Iterator[Block]:
    """Those who would not get it, with why, a few at a time."""
    if not scene.left:
        yield Text(say("broadcast-nobody-left-out"))
        return
    yield Text(say("broadcast-left-out", count=len(scene.left)))
    start = (page - 1) * SIZE
    yield from (row(each) for each in scene.left[start : start + SIZE])
    turns = turning(one.id, page, more=len(scene.left) > start + SIZE)
    if turns:
        yield Actions(turns)


def row(each: Left) -> Item:
    return Item(person(each.candidate.person), (), say(each.why))


def person(one: Person) -> Say:
    if one.delegation:
        return say("broadcast-person", name=one.name, delegation=delegation(one.delegation))
    return say("described", text=one.name)


def turning(of: str, page: int, *, more: bool) -> tuple[Button, ...]:
    earlier = Button(say("earlier"), Pointer("broadcast.preview", f"{of} {page - 1}"))
    later = Button(say("later"), Pointer("broadcast.preview", f"{of} {page + 1}"))
    return (*((earlier,) if page > 1 else ()), *((later,) if more else ()))


def next_steps(one: Broadcast, scene: Measured, reader: Person) -> Iterator[Button]:
    """To approve names what was seen: which version, for how many."""
    clear = pending(one) and not scene.faults
    if clear and asked(one) and newest(one).by != reader.id:
        saw = f"{one.version} {len(scene.chosen)}"
        yield does("approve", one.id, "primary", saw)
    elif clear and not asked(one):
        yield does("request", one.id, "primary", str(one.changes))
    yield Button(say("broadcast-as"), Pointer("broadcast-as", one.id))
    yield does("view", one.id)


DIALOG = Dialog(
    "broadcast-preview",
    actions=(Action("broadcast.preview", secretariat, opened),),
    views=(View(VIEW, secretariat, draw),),
)
