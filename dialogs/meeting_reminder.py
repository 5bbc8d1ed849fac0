"""The reminder of a meeting: when it is there and here, how to get in, which lists of speakers are open."""

from collections.abc import AsyncIterator, Iterator

from bot.cards import Actions, Block, Button, Calendar, Card, Facts, Item, Link, Notice, Pointer, Text, say
from bot.dialog import Dialog, View
from bot.domain.access import insiders, participants
from bot.domain.floor.entry import Kind
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Person
from bot.domain.reminders import concerned, day_of, marked, served, useful, zone_of
from bot.ports import Reading
from dialogs.facts import facts, typed
from dialogs.floor.lists import state
from dialogs.floor.spots import Spot, of_meeting
from dialogs.floor.words import item_named, titled

MOST = 6


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    one = await reading.meetings.get(marked(of))
    if one is None:
        return Card(say("meeting-gone"))
    beside = [block async for block in others(one, reading, reader)]
    lists = [block async for block in open_lists(one, reading, reader)]
    title = say("reminder-card", title=titled(one.title))
    body = (*standing(one, reading), where(one), *beside, *lists, ways(one))
    return Card(title, body, tuple(entries(one)))


def entries(one: Meeting) -> Iterator[Calendar]:
    """One for each sitting."""
    for number, sitting in enumerate(one.sittings, 1):
        starts, ends = one.span(sitting)
        yield Calendar(
            uid=f"{one.id}-{number}",
            sequence=one.sequence,
            starts=starts,
            ends=ends,
            title=titled(one.title),
            place=typed(one.room),
            link=one.link,
            tentative=one.status is MeetingStatus.TENTATIVE,
            cancelled=one.cancelled,
        )


def standing(one: Meeting, reading: Reading) -> Iterator[Block]:
    if one.status is not MeetingStatus.CONFIRMED:
        yield Notice(say(f"meeting-{one.status}"), "warning")
    elif reading.now >= one.ends:
        yield Notice(say("reminder-over"), "info")


def where(one: Meeting) -> Facts:
    """The clocks of the meeting and the reader's, each with its day and its distance from UTC."""
    at = one.starts.isoformat()
    return facts(
        ("fact-meeting-time", say("moment-in", at=at, zone=one.zone)),
        ("fact-your-time", say("moment-in", at=at, zone="")),
        ("fact-held", say(f"held-{one.mode}")),
        ("fact-room", typed(one.room)),
    )


async def others(one: Meeting, reading: Reading, reader: Person) -> AsyncIterator[Block]:
    """What else there is that day: one reminder tells of all."""
    for other in await reading.meetings.current(reading.now):
        if other.id != one.id and same_day(other, one, reader) and await is_for(reader, other, reading):
            view = Button(say("view"), Pointer("meeting.view", other.id))
            at = say("moment-in", at=other.starts.isoformat(), zone="")
            yield Item(say("reminder-beside", title=titled(other.title)), (view,), at)


def same_day(other: Meeting, one: Meeting, reader: Person) -> bool:
    zone = zone_of(reader, one)
    return day_of(other, zone) == day_of(one, zone)


async def open_lists(one: Meeting, reading: Reading, reader: Person) -> AsyncIterator[Block]:
    floor = await reading.floors.get(one.id)
    taking = [spot for spot in of_meeting(one, floor) if spot.takes(Kind.STATEMENT)] if floor else []
    if taking:
        yield Text(say("reminder-lists"))
    for spot in taking[:MOST]:
        yield Item(item_named(spot.item), tuple(requesting(spot, reader)), state(spot))


def requesting(spot: Spot, reader: Person) -> Iterator[Button]:
    if participants(reader, None):
        yield Button(say("command-floor.request"), Pointer("floor.request", spot.id), style="primary")


def ways(one: Meeting) -> Actions:
    join = (Link(say("meeting-join"), one.link),) if one.link else ()
    return Actions((*join, Button(say("reminder-agenda"), Pointer("meeting.view", one.id))))


async def timely(of: str, reading: Reading, reader: Person) -> bool:
    """The meeting is still to come, on that date, and for this reader."""
    one = await reading.meetings.get(marked(of))
    if one is None or not useful(of, one, reading.now, served(reading.network.cycle.reminders)):
        return False
    return await is_for(reader, one, reading)


async def is_for(reader: Person, one: Meeting, reading: Reading) -> bool:
    return concerned(reader, one, reading.network, await reading.interests.accepted(one.body))


def follows(of: str, _reader: Person) -> str:
    return f"agenda:{marked(of)}"


DIALOG = Dialog("meeting-reminder", views=(View("meeting-reminder", insiders, draw, follows, timely),))
