"""A broadcast in one view: what, for whom, when, what stands in the way, how far it has come."""

from collections.abc import AsyncIterator, Iterator

from bot.cards import Block, Button, Card, Facts, Item, Pointer, Say, say
from bot.dialog import Action, Context, Dialog, Outcome, View
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Phase, When
from bot.domain.broadcast.texts import newest
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.clock_times import sending, told
from dialogs.broadcast.kept import VIEW, shown
from dialogs.broadcast.message import gist
from dialogs.broadcast.obstacles import in_the_way
from dialogs.broadcast.progress import progress
from dialogs.broadcast.scene import Measured, measured
from dialogs.broadcast.stands import stands
from dialogs.broadcast.traits import in_words
from dialogs.broadcast.ways import does, over, ways
from dialogs.facts import facts


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    one = await reading.broadcasts.get(of)
    if one is None:
        return Card(say("record-gone"))
    body = [block async for block in parts(one, reading)]
    return Card(say("broadcast-card", reference=one.reference), tuple(body))


async def parts(one: Broadcast, reading: Reading) -> AsyncIterator[Block]:
    counts = await reading.broadcasts.counts(one.id)
    async for block in stands(one, counts, reading):
        yield block
    if one.sent_version:
        for block in progress(one, counts):
            yield block
    scene = await measured(one, reading) if to_be_measured(one) else None
    if scene:
        for fault in await in_the_way(scene, reading):
            yield fault
    for block in (*texts(one), about(one, scene), *ways(one, counts, scene)):
        yield block


def to_be_measured(one: Broadcast) -> bool:
    """A correction is measured on its preview: this card is drawn over and over while it is being sent."""
    return not one.sent_version and one.phase is not Phase.CANCELLED


def texts(one: Broadcast) -> Iterator[Block]:
    """The subject in each language, with the beginning of the text."""
    for language, text in newest(one).texts.items():
        title = say("broadcast-in", language=say("language", code=language), subject=text.subject)
        yield Item(title, tuple(rewording(one, language)), say("described", text=gist(text.body)))


def rewording(one: Broadcast, language: str) -> Iterator[Button]:
    if over(one):
        return
    label = say("do-correct") if one.sent_version else say("do-change")
    yield Button(label, Pointer("broadcast-words", f"{one.id}/{language}"))
    if len(newest(one).texts) > 1:
        yield does("drop", f"{one.id}/{language}")


def about(one: Broadcast, scene: Measured | None) -> Facts:
    return facts(
        ("fact-fallback", fallback(one)),
        ("fact-audience", for_whom(one, scene)),
        ("fact-when", None if one.sent_version and one.when is When.NOW else sending(one)),
        ("fact-expires", told(one.expires) if one.expires else say("broadcast-never-expires")),
        ("fact-promise", say(f"promise-{one.promise}")),
        ("fact-needs-ack", say("yes" if one.needs_ack else "no")),
    )


def fallback(one: Broadcast) -> Say:
    named = newest(one).fallback
    return say("broadcast-others-get", language=say("language", code=named)) if named else say("no-fallback")


def for_whom(one: Broadcast, scene: Measured | None) -> Say:
    """With the head count of this moment while it is not approved."""
    words = in_words(one.audience)
    if scene is None or one.sent_version:
        return words
    return say("broadcast-audience-count", audience=words, count=len(scene.chosen))


async def view(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(shown(pointer.of))


DIALOG = Dialog(
    "broadcast-card",
    actions=(Action("broadcast.view", secretariat, view),),
    views=(View(VIEW, secretariat, draw, follows=lambda of, _reader: f"broadcast:{of}"),),
)
