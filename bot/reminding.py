"""The reminders of a meeting, put into the outbox when they are due for each person."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from bot.dialog import Show
from bot.domain.delivery.state import Urgency
from bot.domain.meetings import Meeting
from bot.domain.people import Person
from bot.domain.reminders import (
    DAY,
    LONGEST_BEFORE,
    Reminder,
    concerned,
    day_of,
    due,
    mark,
    served,
    useful,
    windows,
    zone_of,
)
from bot.request import follows
from bot.unit import Delivery, Occurrence, UnitOfWork, Units

log = logging.getLogger(__name__)
Others = Sequence[tuple[Meeting, Collection[str]]]
KIND, VIEW = "reminder", "meeting-reminder"
AT_ONCE = 200
"""Reminders a transaction, so that others are never kept from writing for long."""


async def reminded_about(units: Units, now: datetime) -> Collection[str]:
    """Ids of the meetings that a reminder is open for; what nobody has planned is made known now."""
    async with units() as unit:
        unplanned = await missing(unit, now)
        for meeting in unplanned:
            await plan(unit, meeting, now)
        found = await unit.occurrences.subjects(KIND, now=now)
        if unplanned:
            await unit.commit()
    return found


async def missing(unit: UnitOfWork, now: datetime) -> Collection[Meeting]:
    wanted = served(unit.reading.network.cycle.reminders)
    keys = {key(one, each): one for one in await unit.reading.meetings.current(now) for each in wanted}
    planned = await unit.occurrences.planned(keys)
    return {meeting.id: meeting for name, meeting in keys.items() if name not in planned}.values()


async def plan(unit: UnitOfWork, meeting: Meeting, now: datetime) -> None:
    """Its reminders on the date that it has, in the transaction that makes the date known."""
    for reminder in sorted(served(unit.reading.network.cycle.reminders)):
        await unit.occurrences.plan(
            Occurrence(
                key=key(meeting, reminder),
                kind=KIND,
                subject=meeting.id,
                subject_version=meeting.sequence,
                known_at=now,
                due_at=earliest(meeting, reminder),
            )
        )


def earliest(meeting: Meeting, reminder: Reminder) -> datetime:
    """Whatever the zone."""
    if reminder is Reminder.DAY_BEFORE:
        return meeting.starts - LONGEST_BEFORE
    return windows(meeting, meeting.zone, [reminder])[0].opens


def key(meeting: Meeting, reminder: Reminder) -> str:
    return f"{KIND}/{mark(meeting, reminder)}"


async def remind(of: str, units: Units, now: datetime, fresh: Callable[[], str]) -> int:
    """How many people, at most AT_ONCE: there may be more."""
    async with units() as unit:
        meeting, told = await unit.reading.meetings.get(of), 0
        wanted = served(unit.reading.network.cycle.reminders)
        for occurrence in await unit.occurrences.open(KIND, of, now=now):
            reminder = meant(occurrence, meeting, unit, now)
            if meeting is None or reminder is None:
                await closed(occurrence, unit, now)
                continue
            people = await to_tell(reminder, meeting, occurrence, unit, now)
            for person in people[: AT_ONCE - told]:
                due_now = new(person, occurrence, meeting, reminder, wanted, fresh())
                await unit.outbox.add(due_now, now=now, follows=follows(due_now.what, person))
                told += 1
        await unit.commit(("outbox",) if told else ())
    return told


def meant(
    occurrence: Occurrence, meeting: Meeting | None, unit: UnitOfWork, now: datetime
) -> Reminder | None:
    """None where it is of use to nobody any more: too late, the date is another, the meeting is off."""
    wanted = served(unit.reading.network.cycle.reminders)
    if meeting is None or not useful(occurrence.key.removeprefix(f"{KIND}/"), meeting, now, wanted):
        return None
    return next(one for one in wanted if key(meeting, one) == occurrence.key)


async def closed(occurrence: Occurrence, unit: UnitOfWork, now: datetime) -> None:
    """With a note of how many it has reached."""
    reached = await unit.outbox.reached(occurrence.key)
    log.info("a reminder is over", extra={"occurrence": occurrence.key, "people": len(reached)})
    await unit.occurrences.close(occurrence.key, now=now)


async def to_tell(
    reminder: Reminder, meeting: Meeting, occurrence: Occurrence, unit: UnitOfWork, now: datetime
) -> list[Person]:
    """In the order of their ids."""
    network = unit.reading.network
    wanted, inside = served(network.cycle.reminders), await unit.reading.interests.accepted(meeting.body)
    told = await unit.outbox.reached(occurrence.key)
    others = await beside(meeting, unit, now) if reminder is Reminder.DAY_BEFORE else ()
    return [
        one
        for one in await unit.people.acting(now=now)
        if one.id not in told
        and concerned(one, meeting, network, inside)
        and due(meeting, one, known_at=occurrence.known_at, now=now, wanted=wanted) is reminder
        and not rides_along(one, meeting, others)
    ]


async def beside(meeting: Meeting, unit: UnitOfWork, now: datetime) -> Others:
    """Whom the reminders of other meetings about that time have reached."""
    return [
        (one, await unit.outbox.reached(key(one, Reminder.DAY_BEFORE)))
        for one in await unit.reading.meetings.current(now)
        if one.id != meeting.id and abs(one.starts - meeting.starts) < DAY
    ]


def rides_along(person: Person, meeting: Meeting, others: Others) -> bool:
    """One reminder a day: that of another meeting on the same day has told of this one."""
    zone = zone_of(person, meeting)
    day = day_of(meeting, zone)
    return any(person.id in reached and day_of(other, zone) == day for other, reached in others)


def new(
    person: Person,
    occurrence: Occurrence,
    meeting: Meeting,
    reminder: Reminder,
    wanted: Collection[Reminder],
    fresh: str,
) -> Delivery:
    """Of no use once the next reminder, or the meeting itself, takes its place."""
    every = windows(meeting, zone_of(person, meeting), wanted)
    return Delivery(
        id=fresh,
        occurrence_key=occurrence.key,
        recipient=person.id,
        what=Show(VIEW, mark(meeting, reminder)),
        urgency=Urgency.NOTICE,
        expires_at=next(one.closes for one in every if one.reminder is reminder),
    )
