"""Every message of a year before any is sent: what, to whom, and when by whose clocks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import FREE, Calendars, Holiday, holiday, rest
from bot.domain.cycle.cycle import Closed, Cycle
from bot.domain.cycle.due import Reader, day_of, windows
from bot.domain.cycle.plan import Plan, plan
from bot.domain.cycle.task import SPAN
from bot.domain.cycle.touch import Manner, Series, Touch, Window
from bot.domain.cycle.touches import WAITING, of_cycle, of_meeting
from bot.domain.cycle.whom import Circle, whom
from bot.domain.meetings import Meeting
from bot.domain.network import Network
from bot.domain.wall_clock import shown

DAY, LONG_BEFORE = timedelta(days=1), timedelta(days=366)
SILENT = frozenset({Series.CHASE, Series.CLOSING, Series.SURVEY_CHASE})
"""These go only to who has not answered by then."""
WEEKEND = Holiday("weekend")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`at`: in UTC; `planned`: on the reader's calendar; `skipped`: the rest that brings it forward."""

    touch: Touch
    reader: Reader
    at: datetime
    planned: date
    skipped: tuple[Holiday, ...] = ()

    @property
    def local(self) -> datetime:
        """With the reader's offset."""
        return self.at.astimezone(ZoneInfo(self.reader.zone))

    @property
    def silent(self) -> bool:
        return self.touch.series in SILENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`messages` in the order in which they leave."""

    meeting: Meeting
    plan: Plan
    messages: tuple[Message, ...]
    unknown: Mapping[str, tuple[int, ...]]


def listed(
    circle: Circle, meeting: Meeting, forum: date, calendars: Calendars, only: Collection[str] | None = None
) -> Listing:
    """As if all had been known long before.

    `forum`: its first day; `only`: ids of those whose messages are wanted, None for everybody's.
    """
    year = foreseen(circle.network, meeting, forum)
    known_at = beginning(meeting, year) - LONG_BEFORE
    found = [
        message
        for reader, touches in readers(touched(meeting, year, circle.network), circle, only)
        for message in to_one(reader, touches, calendars, known_at)
    ]
    ordered = tuple(sorted(found, key=lambda one: (one.at, one.reader.person.name, one.touch.key)))
    return Listing(meeting=meeting, plan=year, messages=ordered, unknown=unknown(ordered, calendars))


def touched(meeting: Meeting, year: Plan, network: Network) -> Iterator[Touch]:
    yield from of_meeting(meeting, network, dated=0)
    yield from of_cycle(subject(meeting), year, network, dated=0)


def readers(
    touches: Iterable[Touch], circle: Circle, only: Collection[str] | None
) -> Iterable[tuple[Reader, Sequence[Touch]]]:
    found = dict[str, tuple[Reader, list[Touch]]]()
    for touch in touches:
        for reader in whom(touch, circle):
            if only is None or reader.person.id in only:
                found.setdefault(reader.person.id, (reader, []))[1].append(touch)
    return found.values()


def subject(meeting: Meeting) -> str:
    return f"cycle:{meeting.body}-{first_day(meeting).year}"


def first_day(meeting: Meeting) -> date:
    """On the calendar of its own zone."""
    return meeting.sittings[0].starts.date()


def foreseen(network: Network, meeting: Meeting, forum: date) -> Plan:
    """With what waits for somebody done on its day."""
    day = first_day(meeting)
    bare = plan(network, day, forum)
    waited = [found for task in WAITING if (found := bare.of(SPAN[task][0]))]
    done = tuple(
        Closed(step=one.step, day=one.day, by="", at=one.ends(network.home_zone) - DAY) for one in waited
    )
    cycle = Cycle(id="", body=meeting.body, year=day.year, forum=forum, closed=done)
    return plan(network, day, forum, cycle=cycle)


def beginning(meeting: Meeting, year: Plan) -> datetime:
    first = min((first_day(meeting), *(one.day for one in year.milestones)))
    return datetime.combine(first, time(), UTC)


def to_one(
    reader: Reader, touches: Iterable[Touch], calendars: Calendars, known_at: datetime
) -> Iterator[Message]:
    for window in opening(touches, reader, calendars, known_at):
        written = shown(window.opens, reader.zone).date()
        planned = planned_for(window.touch, reader.zone, written)
        yield Message(
            touch=window.touch,
            reader=reader,
            at=window.opens,
            planned=planned,
            skipped=tuple(skipped(written, planned, reader.country, calendars)),
        )


def opening(
    touches: Iterable[Touch], reader: Reader, calendars: Calendars, known_at: datetime
) -> Iterator[Window]:
    """What waits for somebody is not known before it is done."""
    waiting, others = list[Touch](), list[Touch]()
    for one in touches:
        (waiting if one.asks and one.task in WAITING else others).append(one)
    yield from windows(others, reader, calendars, known_at)
    for one in waiting:
        done = datetime.combine(one.day or known_at.date(), time(), UTC)
        yield from windows([one], reader, calendars, done)


def planned_for(touch: Touch, zone: str, written: date) -> date:
    at_nine = touch.manner is Manner.DAY and touch.rests
    return day_of(touch, zone) if at_nine else written


def skipped(written: date, planned: date, country: str, calendars: Calendars) -> Iterable[Holiday]:
    """Each once, the latest first."""
    days = (planned - DAY * back for back in range((planned - written).days))
    free = (one for one in days if rest(country, one, calendars) in FREE)
    return dict.fromkeys(holiday(country, one, calendars) or WEEKEND for one in free)


def unknown(messages: Iterable[Message], calendars: Calendars) -> Mapping[str, tuple[int, ...]]:
    """Years in which a message goes, by the delegation whose public holidays nobody knows then."""
    years = {(one.reader.country, one.planned.year) for one in messages if one.reader.country}
    found = dict[str, tuple[int, ...]]()
    for country, year in sorted(years):
        if not calendars.year(country, year).known:
            found[country] = (*found.get(country, ()), year)
    return found
