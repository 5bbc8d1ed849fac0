"""What would happen now: how many would get it, who would not and why, and how it will look. Once it was
approved it says by whom.
"""

from collections import Counter
from collections.abc import Iterator

from bot.cards import Actions, Block, Button, Card, Divider, Facts, Item, Notice, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View, said_moment
from bot.domain.access import secretariat
from bot.domain.broadcast.audience import Left
from bot.domain.broadcast.broadcast import Broadcast, Version, When
from bot.domain.broadcast.life import asked, pending
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.delivery.state import State
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.clock_times import sending, told
from dialogs.broadcast.kept import previews
from dialogs.broadcast.message import Meant, as_sent, gist, spoken
from dialogs.broadcast.obstacles import in_the_way
from dialogs.broadcast.scene import Measured, measured
from dialogs.broadcast.stands import done, named, taken_back
from dialogs.broadcast.traits import in_words
from dialogs.broadcast.ways import does, over
from dialogs.facts import delegation, facts, listed
from dialogs.paging import SIZE, page_of
from dialogs.standing import GONE

VIEW, READ = "broadcast.preview", "broadcast.read"
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
    title = say("broadcast-preview-card", reference=one.reference)
    if end := decided(one):
        what = Notice(await named(end, reading), "info")
        ways = Actions(tuple(looks(one)))
        return Card(title, (what, *in_short(one, None, reading), *as_it_looks(one, reader), ways))
    return Card(title, await undecided(one, page_of(page), reading, reader))


def decided(one: Broadcast) -> Say | None:
    """Who has approved it and when, or why nobody can any more."""
    if over(one):
        return done(one, "recalled" if one.recalled_at else "cancelled")
    return None if pending(one) else done(one, "approved")


async def undecided(one: Broadcast, page: int, reading: Reading, reader: Person) -> tuple[Block, ...]:
    scene = await measured(one, reading)
    heads = await heading(one, scene, reading)
    blocks = await in_the_way(scene, reading)
    whom = () if one.sent_version else (*reachable(scene, newest(one)), *left(one, scene, page))
    ways = Actions((*deciding(one, scene, reader), *looks(one)))
    return (*heads, *in_short(one, scene, reading), *blocks, *as_it_looks(one, reader), *whom, ways)


async def heading(one: Broadcast, scene: Measured, reading: Reading) -> tuple[Block, ...]:
    back = taken_back(one)
    whom = await for_whom(one, scene, reading)
    return (Notice(await named(back, reading), "warning"), whom) if back else (whom,)


async def for_whom(one: Broadcast, scene: Measured, reading: Reading) -> Text:
    """A correction goes to those whom the first version was for."""
    if one.sent_version:
        counts = await reading.broadcasts.counts(one.id)
        return Text(say("broadcast-correction-for", count=counts.audience, sent=counts.of(State.SENT)))
    count = sum(bool(each.platforms) for each in scene.chosen)
    return Text(say("broadcast-head-count", count=count, audience=in_words(one.audience)))


def in_short(one: Broadcast, scene: Measured | None, reading: Reading) -> Iterator[Facts]:
    yield facts(
        ("fact-audience", None if scene else in_words(one.audience)),
        ("fact-when", sending(one) if scene or one.when is not When.NOW else None),
        ("fact-span", span(one, scene, reading) if scene else None),
        ("fact-expires", told(one.expires) if one.expires else say("broadcast-never-expires")),
        ("fact-promise", say(f"promise-{one.promise}")),
        ("fact-needs-ack", say("yes" if one.needs_ack else "no")),
    )


def span(one: Broadcast, scene: Measured, reading: Reading) -> Say | None:
    """By each recipient's own clock: the first and the last instant."""
    if one.when is not When.LOCAL or not scene.chosen:
        return None
    zones = {zone_of(each.person, reading.network.home_zone) for each in scene.chosen}
    instants = [due(one, zone, now=reading.now).at for zone in zones]
    return say("broadcast-span", first=said_moment(min(instants)), last=said_moment(max(instants)))


def as_it_looks(one: Broadcast, reader: Person) -> Iterator[Block]:
    """In the reader's language in full; the others by their beginning, to be opened."""
    version = newest(one)
    here = text_for(version, spoken(reader))
    for language, text in version.texts.items():
        title = say("broadcast-in", language=say("language", code=language), subject=text.subject)
        if here and language == here[0]:
            yield Divider()
            yield Item(title)
            yield from as_sent(Meant(one, version, text), asks=False).body
            yield Divider()
        else:
            button = Button(say("do.broadcast-read"), Pointer("broadcast.read", f"{one.id} {language}"))
            yield Item(title, (button,), say("described", text=gist(text.body)))


def reachable(scene: Measured, version: Version) -> Iterator[Block]:
    """By platform and by the language they will read."""
    there = [one for one in scene.chosen if one.platforms]
    platforms = Counter(first(one.platforms) for one in there)
    found = [text_for(version, one.language) for one in there]
    languages = Counter(text[0] for text in found if text)
    if where := listed(counted(say(f"reach-{one}"), count) for one, count in platforms.most_common()):
        yield Text(say("broadcast-by-platform", list=where))
    if which := listed(counted(say("language", code=one), count) for one, count in languages.most_common()):
        yield Text(say("broadcast-by-language", list=which))


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


def deciding(one: Broadcast, scene: Measured, reader: Person) -> Iterator[Button]:
    """To approve names what was seen: which version, for how many."""
    clear = pending(one) and not scene.faults
    if clear and asked(one) and newest(one).by != reader.id:
        saw = f"{one.version} {len(scene.chosen)}"
        yield does("approve", one.id, "primary", saw)
    elif clear and not asked(one):
        yield does("request", one.id, "primary", str(one.changes))


def looks(one: Broadcast) -> Iterator[Button]:
    yield Button(say("broadcast-as"), Pointer("broadcast-as", one.id))
    yield does("view", one.id)


async def read(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show(READ, pointer.of))


async def draw_text(of: str, reading: Reading, _reader: Person) -> Card:
    """All of it in one language."""
    broadcast, language = parted(of)
    one = await reading.broadcasts.get(broadcast)
    text = newest(one).texts.get(language) if one else None
    if one is None or text is None:
        return Card(say("record-gone"))
    card = as_sent(Meant(one, newest(one), text), asks=False)
    return Card(card.title, (*card.body, Divider(), Actions((does("preview", one.id), does("view", one.id)))))


DIALOG = Dialog(
    "broadcast-preview",
    actions=(
        Action("broadcast.preview", secretariat, opened),
        Action("broadcast.read", secretariat, read),
    ),
    views=(
        View(VIEW, secretariat, draw, follows=lambda of, _reader: previews(parted(of)[0])),
        View(READ, secretariat, draw_text),
    ),
)
