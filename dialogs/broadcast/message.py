"""What a recipient sees of a broadcast, in their language, and how they acknowledge it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Actions, Block, Button, Card, Link, Notice, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show, View, said_moment
from bot.domain.access import insiders
from bot.domain.broadcast.broadcast import Broadcast, Version
from bot.domain.broadcast.broadcast import Text as Worded
from bot.domain.broadcast.counts import Reached
from bot.domain.broadcast.texts import corrects, text_for, version
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.broadcast.kept import touches
from dialogs.broadcast.limits import fitting
from dialogs.facts import typed
from dialogs.figure import figure

VIEW, AGAIN = "broadcast.message", "broadcast.again"
PIECE, MOST, GIST = 2500, 3000, 120
GONE = Card(say("record-gone"))


@dataclass(frozen=True, slots=True)
class Meant:
    """A version of a broadcast in the text that is for one reader; `again`: who is reminded of it."""

    broadcast: Broadcast
    version: Version
    text: Worded
    again: bool = False


def spoken(reader: Person) -> str:
    """As chosen, else as the platform says."""
    return reader.language or reader.locale.replace("_", "-").partition("-")[0].lower()


async def meant(of: str, reading: Reading, language: str) -> Meant | None:
    """`of`: `ID/VERSION`, or `ID` for the newest that was approved."""
    broadcast, _, number = of.partition("/")
    one = await reading.broadcasts.get(broadcast)
    written = version(one, figure(number) or one.sent_version) if one else None
    found = text_for(written, language) if written else None
    return Meant(one, written, found[1]) if one and written and found else None


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    return await standing(await meant(of, reading, spoken(reader)), reading, reader)


async def again(of: str, reading: Reading, reader: Person) -> Card:
    """To whoever has it and has not acknowledged it."""
    one = await meant(of, reading, spoken(reader))
    return await standing(replace(one, again=True) if one else None, reading, reader)


async def standing(one: Meant | None, reading: Reading, reader: Person) -> Card:
    if one is None:
        return GONE
    if one.broadcast.recalled_at:
        return recalled_card(one.broadcast)
    return as_sent(one, await known_of(one, reading, reader))


async def correction(of: str, reading: Reading, reader: Person) -> Card:
    """By e-mail, where the older text cannot be changed any more."""
    one = await meant(of, reading, spoken(reader))
    if one is None:
        return GONE
    title = say("broadcast-correction-card", reference=one.broadcast.reference, subject=one.text.subject)
    return Card(title, as_sent(one, await known_of(one, reading, reader)).body)


async def known_of(one: Meant, reading: Reading, reader: Person) -> Reached | None:
    """Only what shows on the card."""
    if not one.broadcast.needs_ack:
        return None
    return await reading.broadcasts.reached(one.broadcast.id, reader.id)


async def recalled(of: str, reading: Reading, _reader: Person) -> Card:
    one = await reading.broadcasts.get(of.partition("/")[0])
    return recalled_card(one) if one else GONE


def recalled_card(one: Broadcast) -> Card:
    return Card(
        say("broadcast-recalled-card", reference=one.reference), (Text(say("broadcast-recalled-text")),)
    )


def as_sent(one: Meant, reached: Reached | None = None, *, asks: bool = True) -> Card:
    """`asks`: whether its button can be pressed; in a preview it is only named."""
    title = typed(one.text.subject) or say("broadcast-untitled")
    return Card(title, tuple(parts(one, reached, asks=asks)))


def parts(one: Meant, reached: Reached | None, *, asks: bool) -> Iterator[Block]:
    acked = reached.acked_at if reached else None
    if one.again and acked is None:
        yield Notice(say("broadcast-again"), "info")
    if corrects(one.broadcast, one.version.number):
        yield Notice(say("broadcast-corrected"), "info")
    body = one.text.body if asks else fitting(one.text.body, MOST)
    yield from (Text(say("described", text=piece)) for piece in pieces(body))
    older = reached is not None and reached.acknowledged_before(one.version.number)
    if acked and older:
        yield Notice(say("broadcast-acknowledged-earlier", at=said_moment(acked)), "info")
    elif acked:
        yield Notice(say("broadcast-acknowledged", at=said_moment(acked)), "done")
    if one.broadcast.needs_ack and not asks:
        yield Text(say("broadcast-has-button", label=say("do.acknowledge")))
    if buttons := tuple(ways(one, asks=asks and (acked is None or older))):
        yield Actions(buttons)
    yield Text(say("broadcast-signed", reference=one.broadcast.reference), quiet=True)


def pieces(body: str) -> Iterator[str]:
    """Cut where a line ends, so that none is longer than any platform shows in one."""
    while len(body) > PIECE:
        at = max(body.rfind("\n", 0, PIECE), body.rfind(" ", 0, PIECE))
        at = at if at > 0 else PIECE
        yield body[:at].rstrip()
        body = body[at:].lstrip()
    yield body


def gist(text: str) -> str:
    return fitting(" ".join(text.split()), GIST)


def ways(one: Meant, *, asks: bool) -> Iterator[Button | Link]:
    if one.broadcast.needs_ack and asks:
        of = f"{one.broadcast.id} again" if one.again else one.broadcast.id
        pointer = Pointer("broadcast.acknowledge", of, str(one.version.number))
        yield Button(say("do.acknowledge"), pointer, style="primary")
    if one.text.link:
        yield Link(say("broadcast-open-link"), one.text.link)


async def acknowledge(pointer: Pointer, context: Context) -> Outcome:
    """Of each text once; whoever presses again is told when that was, by the message that was pressed."""
    of, _, again = pointer.of.partition(" ")
    one = await context.reading.broadcasts.get(of)
    version = min(figure(pointer.saw), one.sent_version) if one else 0
    at = await context.work.broadcasts.acknowledge(
        of, context.person.id, at=context.now, version=version, on=None if again else context.on
    )
    if at is None or one is None:
        return Outcome(Refuse(say("broadcast-not-yours")))
    screen = Show(AGAIN if again else VIEW, f"{one.id}/{one.sent_version}")
    reply = await in_one_line(one, version, at, context) if context.typed else screen
    return Outcome(reply, touch=touches(one.id))


async def in_one_line(one: Broadcast, version: int, at: datetime, context: Context) -> Say:
    """To words, for which no message was pressed: those that are there follow by themselves."""
    person, work = context.person.id, context.work.broadcasts
    await work.show_acknowledged(one, person, version, now=context.now)
    reached = await context.reading.broadcasts.reached(one.id, person)
    older = reached is not None and reached.acknowledged_before(one.sent_version)
    key = "broadcast-acknowledged-earlier" if older else "broadcast-acknowledged"
    return say(key, at=said_moment(at))


DIALOG = Dialog(
    "broadcast-message",
    actions=(Action("broadcast.acknowledge", insiders, acknowledge),),
    views=(
        View(VIEW, insiders, draw),
        View(AGAIN, insiders, again),
        View("broadcast.correction", insiders, correction),
        View("broadcast.recalled", insiders, recalled),
    ),
)
