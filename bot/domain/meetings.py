"""A meeting with its sittings and agenda; times are those of the clocks in its zone until somebody asks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from bot.domain.floor.entry import Mode
from bot.domain.floor.floor import Rules
from bot.domain.network import Floor, Titles
from bot.domain.wall_clock import instant, shown

LINGERS = timedelta(hours=6)
"""Meetings run over: for so long after its printed end one still counts as under way."""


class MeetingMode(StrEnum):
    ROOM = "room"
    ONLINE = "online"
    HYBRID = "hybrid"


class MeetingStatus(StrEnum):
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One unbroken stretch; local to the meeting's zone."""

    starts: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        return self.ends - self.starts

    def holds(self, local: datetime) -> bool:
        return self.starts <= local < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRules:
    """What an agenda item says of its list of speakers; None: as the network has it."""

    limit_s: int | None = None
    point_limit_s: int | None = None
    reply_limits_s: tuple[int, ...] | None = None
    several: bool | None = None
    starts_at_once: bool | None = None
    points_when_closed: bool | None = None
    replies: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`printed`: its times on the agenda; `printed_minutes`: the length that stands beside them.

    `reserved_minutes`: of its time, for what is no statement; `floor`: it has a list of speakers.
    """

    number: str
    title: Titles
    printed: Sitting | None = None
    printed_minutes: int | None = None
    reserved_minutes: int = 0
    floor: bool = False
    own: OwnRules = field(default_factory=OwnRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`sequence` counts the changes since it was first made known; `zone` is an IANA name."""

    id: str
    title: Titles
    body: str
    zone: str
    sittings: tuple[Sitting, ...]
    items: tuple[Item, ...] = ()
    mode: MeetingMode = MeetingMode.HYBRID
    status: MeetingStatus = MeetingStatus.CONFIRMED
    room: str = ""
    link: str = ""
    sequence: int = 0

    @property
    def starts(self) -> datetime:
        """Of the first sitting, in UTC."""
        return instant(self.sittings[0].starts, self.zone)

    @property
    def ends(self) -> datetime:
        """Of the last sitting, in UTC."""
        return instant(self.sittings[-1].ends, self.zone)

    @property
    def cancelled(self) -> bool:
        return self.status is MeetingStatus.CANCELLED

    def current(self, now: datetime) -> bool:
        """Still to come or under way."""
        return not self.cancelled and now < self.ends + LINGERS

    def is_joined_at(self, there: str) -> bool:
        """Whether its link leads to the online meeting of that name."""
        return bool(there) and there in unquote(urlsplit(self.link).path).split("/")

    @property
    def floor_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.floor)

    def item(self, number: str) -> Item | None:
        return next((item for item in self.items if item.number == number), None)

    def span(self, of: Sitting) -> tuple[datetime, datetime]:
        """From when until when, in UTC."""
        return instant(of.starts, self.zone), instant(of.ends, self.zone)

    def sitting_at(self, now: datetime) -> Sitting | None:
        """The one that sits by the agenda; whether it does is for the Chair to know."""
        return next((one for one in self.sittings if self.under_way(one, now)), None)

    def item_at(self, now: datetime) -> Item | None:
        return next((one for one in self.items if one.printed and self.under_way(one.printed, now)), None)

    def under_way(self, printed: Sitting, now: datetime) -> bool:
        starts, ends = self.span(printed)
        return starts <= now < ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody in the room or on the line; `until` None: still there."""

    meeting: str
    person: str
    delegation: str
    mode: Mode
    since: datetime
    until: datetime | None = None


def rules(item: Item, of: Floor) -> Rules:
    """The item's own over the network's."""
    said = {name: value for name, value in asdict(item.own).items() if value is not None}
    return replace(Rules(limit_s=of.limit_s, reply_limits_s=of.reply_limits_s), **said)


def floor_rules(meeting: Meeting, of: Floor) -> Mapping[str, Rules]:
    """By the number of each item that has a list of speakers, in the order of the agenda."""
    return {item.number: rules(item, of) for item in meeting.floor_items}


def moved(meeting: Meeting, to: datetime) -> Meeting:
    """All printed times moved along, by the clocks of its zone, so that it starts at that instant."""
    by = shown(to, meeting.zone) - meeting.sittings[0].starts
    return replace(
        meeting,
        sittings=tuple(later(one, by) for one in meeting.sittings),
        items=tuple(
            replace(item, printed=later(item.printed, by) if item.printed else None) for item in meeting.items
        ),
    )


def later(printed: Sitting, by: timedelta) -> Sitting:
    return Sitting(printed.starts + by, printed.ends + by)


def revised(before: Meeting, after: Meeting) -> Meeting:
    """What it is called next: the same where nothing has changed, else a version further."""
    same = replace(after, sequence=before.sequence)
    return before if same == before else replace(after, sequence=before.sequence + 1)


def overlapping(sittings: tuple[Sitting, ...]) -> tuple[int, ...]:
    """Places of those that begin before the one above them has ended."""
    pairs = enumerate(pairwise(sittings), start=1)
    return tuple(place for place, (above, below) in pairs if below.starts < above.ends)
