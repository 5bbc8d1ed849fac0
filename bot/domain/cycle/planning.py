"""What speaks against a day for a meeting: days of rest and nights of its members, meetings of others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import FREE, Calendars, Rest, holiday, rest
from bot.domain.meetings import Meeting
from bot.domain.network import Member, MemberKind, Network, Titles
from bot.domain.wall_clock import instant, shown
from bot.domain.zones import ZONES

DAY, WITHIN = timedelta(days=1), 21
WAKES, SLEEPS = time(7), time(22)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLook:
    """`local`: on the clocks of its capital; `rest`: of the day that is there, `name`: of its holiday."""

    country: str
    rest: Rest
    local: datetime
    name: str = ""

    @property
    def awake(self) -> bool:
        return WAKES <= self.local.time() < SLEEPS

    @property
    def troubled(self) -> bool:
        """What is not known is no trouble."""
        return self.rest in FREE or not self.awake


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A meeting that sits on that day; in UTC."""

    id: str
    title: Titles
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`members`: Members and associates, in the network's order."""

    day: date
    members: tuple[MemberLook, ...]
    clashes: tuple[Clash, ...]

    @property
    def conflicts(self) -> int:
        return sum(one.troubled for one in self.members) + len(self.clashes)


def look(
    day: date, at: time, zone: str, network: Network, calendars: Calendars, meetings: Iterable[Meeting]
) -> Look:
    """`at`, `zone`: when it is to start, by the clocks of that zone; `meetings`: of other bodies."""
    starts = instant(datetime.combine(day, at), zone)
    return Look(
        day=day,
        members=tuple(seen(one, starts, calendars) for one in network.members if has_a_day(one)),
        clashes=tuple(clashing(day, zone, meetings)),
    )


def has_a_day(member: Member) -> bool:
    return member.kind in {MemberKind.MEMBER, MemberKind.ASSOCIATE} and member.id in ZONES


def seen(member: Member, starts: datetime, calendars: Calendars) -> MemberLook:
    local = shown(starts, ZONES[member.id][0])
    found = holiday(member.id, local.date(), calendars)
    return MemberLook(
        country=member.id,
        rest=rest(member.id, local.date(), calendars),
        local=local,
        name=found.name if found else "",
    )


def clashing(day: date, zone: str, meetings: Iterable[Meeting]) -> Iterator[Clash]:
    begins, ends = (instant(datetime.combine(one, time.min), zone) for one in (day, day + DAY))
    for meeting in meetings:
        spans = [meeting.span(one) for one in meeting.sittings if not meeting.cancelled]
        on_it = [span for span in spans if span[0] < ends and span[1] > begins]
        if on_it:
            yield Clash(id=meeting.id, title=meeting.title, starts=on_it[0][0], ends=on_it[-1][1])


def nearest(day: date, looking: Callable[[date], Look], *, within: int = WITHIN) -> Sequence[Look]:
    """Of the days at most `within` from that day, itself among them, those with the fewest conflicts.

    `looking`: `look` at a day; the nearest first, of two as near the later.
    """
    seen_days = [looking(day + DAY * by) for by in range(-within, within + 1)]
    fewest = min(one.conflicts for one in seen_days)
    best = [one for one in seen_days if one.conflicts == fewest]
    return sorted(best, key=lambda one: (abs(one.day - day), one.day < day))
