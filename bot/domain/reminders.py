"""When somebody is reminded of a meeting: by their own clocks, by the newest reminder alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.cycle.hours import quiet, quiet_ends
from bot.domain.meetings import Meeting
from bot.domain.network import Anchor, Network, Offset
from bot.domain.people import FOR_NO_DELEGATION, Person
from bot.domain.taking_part import takes_part
from bot.domain.wall_clock import instant, shown
from bot.domain.zones import zone_of as zone_in

DAY, HOUR, MORNING = timedelta(days=1), timedelta(hours=1), time(9)
LONGEST_BEFORE = timedelta(hours=41)
"""From 9:00 of the day before to the last minute of the day itself, with an hour that clocks are put back."""


class Reminder(StrEnum):
    DAY_BEFORE = "T-1d"
    HOUR_BEFORE = "T-1h"


SERVED = {
    Offset(Anchor.MEETING, -DAY): Reminder.DAY_BEFORE,
    Offset(Anchor.MEETING, -HOUR): Reminder.HOUR_BEFORE,
}
"""Of the offsets that a network file may name; its others belong to a year's plan, which is not kept yet."""


@dataclass(frozen=True, slots=True)
class Window:
    """From its instant until the next reminder, or the meeting itself, takes its place; in UTC."""

    reminder: Reminder
    opens: datetime
    closes: datetime

    def holds(self, now: datetime) -> bool:
        return self.opens <= now < self.closes


def served(offsets: Iterable[Offset]) -> frozenset[Reminder]:
    return frozenset(SERVED[offset] for offset in offsets if offset in SERVED)


def windows(meeting: Meeting, zone: str, wanted: Collection[Reminder] = SERVED.values()) -> Sequence[Window]:
    """In the order of time."""
    opening = sorted((opens(one, meeting, zone), one) for one in wanted)
    closing = [*(at for at, _ in opening[1:]), meeting.starts]
    return [Window(one, at, until) for (at, one), until in zip(opening, closing, strict=False)]


def opens(reminder: Reminder, meeting: Meeting, zone: str) -> datetime:
    match reminder:
        case Reminder.HOUR_BEFORE:
            return meeting.starts - HOUR
        case Reminder.DAY_BEFORE:
            return instant(datetime.combine(day_of(meeting, zone) - DAY, MORNING), zone)


def day_of(meeting: Meeting, zone: str) -> date:
    """The date on the calendars of that zone when it starts."""
    return shown(meeting.starts, zone).date()


def zone_of(person: Person, meeting: Meeting) -> str:
    """The person's own, else the capital's, else the meeting's."""
    return zone_in(person.time_zone, person.delegation, meeting.zone)


def due(
    meeting: Meeting,
    person: Person,
    *,
    known_at: datetime,
    now: datetime,
    wanted: Collection[Reminder] = SERVED.values(),
) -> Reminder | None:
    """The one that may go to this person now.

    `known_at`: when the meeting, with the date it has, was made known: what was to go before that counts as
    gone.
    """
    zone = zone_of(person, meeting)
    window = next((one for one in windows(meeting, zone, wanted) if one.holds(now)), None)
    if meeting.cancelled or window is None or window.opens <= known_at or rests(person, zone, window, now):
        return None
    return window.reminder


def rests(person: Person, zone: str, window: Window, now: datetime) -> bool:
    """Whether quiet hours hold it back; never so long that it would not go at all, and never the last one."""
    if window.reminder is Reminder.HOUR_BEFORE or not quiet(person, shown(now, zone).hour):
        return False
    return quiet_ends(person, zone, now) < window.closes


def concerned(person: Person, meeting: Meeting, network: Network, accepted: Collection[str]) -> bool:
    """Who takes part, and those who run it; `accepted`: delegations with an accepted interest in its body."""
    if person.roles & FOR_NO_DELEGATION:
        return True
    body = network.body(meeting.body)
    return bool(person.roles) and body is not None and takes_part(person.delegation, body, network, accepted)


def mark(meeting: Meeting, reminder: Reminder) -> str:
    """Of a reminder on the date the meeting has now; on another date it is another one."""
    return f"{meeting.id}/{meeting.starts.isoformat()}/{reminder}"


def marked(of: str) -> str:
    """The id of the meeting."""
    return of.rsplit("/", 2)[0]


def useful(of: str, meeting: Meeting, now: datetime, wanted: Collection[Reminder] = SERVED.values()) -> bool:
    """Whether the reminder of that mark, due some time ago, is still worth sending."""
    here = (one for one in windows(meeting, meeting.zone, wanted) if mark(meeting, one.reminder) == of)
    return not meeting.cancelled and any(now < one.closes for one in here)
