"""What a platform tells of a meeting held on it: that it begins or ends, and who is on the line."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat import Filled, Happened, Inbound, Pressed, Said
from bot.dialog import Show
from bot.domain.floor.command import Open
from bot.domain.floor.entry import Mode
from bot.domain.floor.floor import Floor, ListState
from bot.domain.meetings import Item, Meeting, Presence, Sitting
from bot.domain.people import Person
from bot.request import House, Request, at
from bot.unit import Conversation, UnitOfWork
from dialogs.floor.acting import Carried, carried_out, outcome

log = logging.getLogger(__name__)
EVENTS = frozenset({"meeting-started", "meeting-ended", "meeting-joined", "meeting-left"})
EARLY = timedelta(minutes=45)
"""So long before a sitting people begin to come in."""


def told_of_a_meeting(what: Said | Pressed | Filled | Happened) -> bool:
    return isinstance(what, Happened) and what.event in EVENTS


async def noted(inbound: Inbound, unit: UnitOfWork, house: House) -> Sequence[str]:
    """What has changed; nothing where the meeting is none of ours."""
    meeting, now = await held_there(inbound, unit, house.now()), house.now()
    if meeting is None or not isinstance(inbound.what, Happened):
        return ()
    match inbound.what.event:
        case "meeting-started":
            return await opened(meeting, inbound, unit, house)
        case "meeting-ended":
            await all_left(meeting, unit, now)
        case "meeting-joined":
            await joined(meeting, inbound, unit, now)
        case "meeting-left" if who := await at(inbound.sender, unit, now):
            await unit.meetings.left(meeting.id, who.id, now)
    return ()


async def held_there(inbound: Inbound, unit: UnitOfWork, now: datetime) -> Meeting | None:
    """By the chat it has, else by its join link; one that is still far off or over is not meant."""
    place, what = inbound.place, inbound.what
    of = await unit.meetings.met_in(place.platform, place.id) if place else None
    near = [one for one in await unit.meetings.current(now) if now >= one.starts - EARLY]
    names = {what.data if isinstance(what, Happened) else "", place.id if place else ""}
    linked = [one for one in near if any(one.is_joined_at(name) for name in names)]
    return next(iter([*(one for one in near if one.id == of), *linked]), None)


async def joined(meeting: Meeting, inbound: Inbound, unit: UnitOfWork, now: datetime) -> None:
    """Whoever has no role here is not noted."""
    who = await at(inbound.sender, unit, now)
    if who and who.roles:
        await unit.meetings.arrived(
            Presence(
                meeting=meeting.id, person=who.id, delegation=who.delegation, mode=Mode.ONLINE, since=now
            )
        )


async def all_left(meeting: Meeting, unit: UnitOfWork, now: datetime) -> None:
    """Who is in the room stays."""
    for one in await unit.meetings.present(meeting.id):
        if one.mode is Mode.ONLINE:
            await unit.meetings.left(meeting.id, one.person, now)


async def opened(meeting: Meeting, inbound: Inbound, unit: UnitOfWork, house: House) -> Sequence[str]:
    """The first list of the sitting, by the bot itself; once one is open the Chair decides what follows."""
    floor, now = await unit.floors.locked(meeting.id), house.now()
    item = to_open(meeting, floor, now) if floor else None
    if item is None:
        return ()
    nobody = Person(id="")
    request = Request(
        unit=unit,
        inbound=inbound,
        person=nobody,
        conversation=Conversation(person=nobody.id, place=inbound.sender),
        house=house,
        now=now,
    )
    context, wish = request.context(meeting.id), Open(item.number, ListState.INSCRIPTION)
    done = await carried_out(wish, meeting.id, context, moderator=True)
    if not isinstance(done, Carried):
        log.info("a list was not opened", extra={"meeting": meeting.id, "item": item.number})
        return ()
    told = await outcome(done, Show("floor.run", meeting.id), context)
    for notice in told.notify:
        await request.notify(notice)
    await request.touch(*told.touch)
    return ("outbox", *request.touches)


def to_open(meeting: Meeting, floor: Floor, now: datetime) -> Item | None:
    """The item under way by the agenda if it has a list, else the next one of the sitting that has."""
    if any(one.state in {ListState.OPEN, ListState.CLOSED} for one in floor.items.values()):
        return None
    sitting = next((one for one in meeting.sittings if near(meeting.span(one), now)), None)
    for item in meeting.floor_items:
        waits = floor.items[item.number].state is ListState.INSCRIPTION
        if sitting and waits and (item.printed is None or ahead(item.printed, sitting, meeting, now)):
            return item
    return None


def ahead(printed: Sitting, sitting: Sitting, meeting: Meeting, now: datetime) -> bool:
    return sitting.holds(printed.starts) and now < meeting.span(printed)[1]


def near(span: tuple[datetime, datetime], now: datetime) -> bool:
    return span[0] - EARLY <= now < span[1]
