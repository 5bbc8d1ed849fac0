"""Meetings to come and under way: when and where, the agenda, and how each list of speakers stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.cards import Actions, Block, Button, Card, Facts, Item, Link, Notice, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain import meetings
from bot.domain.access import insiders, participants
from bot.domain.floor.entry import Kind
from bot.domain.meetings import Meeting, MeetingStatus, Sitting
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.facts import facts, listed, typed
from dialogs.floor.lists import asking, asking_on, state
from dialogs.floor.pages import board_link
from dialogs.floor.spots import Spot, of_meeting
from dialogs.floor.words import item_named, titled
from dialogs.paging import SIZE, page_of, turning


async def page(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("meetings", pointer.of))


async def show(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("meeting", pointer.of))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    """The only one there is at once with its agenda."""
    coming, here = await reading.meetings.current(reading.now), page_of(of)
    if len(coming) == 1:
        return await draw_one(coming[0].id, reading, reader)
    rows = tuple(row(one, reading) for one in coming[(here - 1) * SIZE : here * SIZE])
    ways = turning("meetings.page", here, more=len(coming) > here * SIZE)
    return Card(say("meetings-card"), (*(rows or (Text(say("meetings-none")),)), *ways))


def row(one: Meeting, reading: Reading) -> Item:
    view = Button(say("view"), Pointer("meeting.view", one.id))
    now = one.starts <= reading.now < one.ends
    at = say("moment", at=one.starts.isoformat())
    return Item(titled(one.title), (view,), say("meeting-is-on", at=at) if now else at)


async def draw_one(of: str, reading: Reading, reader: Person) -> Card:
    one = await reading.meetings.get(of)
    if one is None:
        return Card(say("meeting-gone"))
    spots = {spot.item.number: spot for spot in await of_floor(one, reading)}
    agenda = (agenda_item(item, one, spots.get(item.number), reader) for item in one.items)
    return Card(titled(one.title), (*standing(one, reading), where(one), *agenda, links(one)))


async def of_floor(one: Meeting, reading: Reading) -> Sequence[Spot]:
    floor = await reading.floors.get(one.id)
    return list(of_meeting(one, floor)) if floor else []


def standing(one: Meeting, reading: Reading) -> Iterator[Block]:
    if one.status is not MeetingStatus.CONFIRMED:
        yield Notice(say(f"meeting-{one.status}"), "info" if one.current(reading.now) else "warning")
    elif now := one.item_at(reading.now):
        yield Notice(say("meeting-now", item=item_named(now)), "info")


def where(one: Meeting) -> Facts:
    return facts(
        ("fact-body", say("body", id=one.body)),
        ("fact-sittings", listed(sitting(at, one) for at in one.sittings)),
        ("fact-held", say(f"held-{one.mode}")),
        ("fact-room", typed(one.room)),
    )


def sitting(at: Sitting, one: Meeting) -> Say:
    starts, ends = one.span(at)
    return say("sitting-until", starts=say("moment", at=starts.isoformat()), ends=time_of(ends))


def agenda_item(item: meetings.Item, one: Meeting, spot: Spot | None, reader: Person) -> Item:
    asks = spot and spot.takes(Kind.STATEMENT) and participants(reader, None)
    request = ((asking if spot.under_way else asking_on)(spot),) if spot and asks else ()
    times, list_ = planned(item.printed, one) if item.printed else None, state(spot) if spot else None
    both = say("agenda-line", times=times, list=list_) if times and list_ else times or list_
    return Item(item_named(item), request, both)


def planned(printed: Sitting, one: Meeting) -> Say:
    starts, ends = one.span(printed)
    return say("times", starts=starts.isoformat(), ends=ends.isoformat())


def time_of(at: datetime) -> Say:
    return say("time", at=at.isoformat())


def links(one: Meeting) -> Actions:
    """Where to join it, and the board that hangs in the room."""
    join = (Link(say("meeting-join"), one.link),) if one.link else ()
    return Actions((*join, *((board_link(one),) if one.floor_items else ())))


DIALOG = Dialog(
    "meetings",
    actions=(
        Action("meetings.page", insiders, page, typed=True),
        Action("meeting.view", insiders, show),
    ),
    views=(
        View("meetings", insiders, draw, follows=lambda _of, _reader: "meetings"),
        View("meeting", insiders, draw_one, follows=lambda of, _reader: f"agenda:{of}"),
    ),
)
