"""Times as an official types and reads them: a day and a time of day by the clocks of a place."""

import re
from datetime import date, datetime, time

from bot.cards import Say, say
from bot.dialog import said_moment
from bot.domain.broadcast.broadcast import Broadcast, Moment, When
from bot.domain.wall_clock import instant

TYPED = re.compile(
    r"(\d{1,2})(?:\s?[:.h：时時]\s?([0-5]\d)?\s?分?)?\s?(?:([ap])\.?m\.?)?(?:\s?(?:hrs|часов|ч))?",
    re.IGNORECASE,
)
LAST = time(23, 59)
NOON, DAY = 12, 24


def time_of_day(typed: str) -> time | None:
    """Of `9:00`, `09.30`, `14h30`, `9 am`; None for what is none."""
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    return time(hour, minute) if hour < DAY else None


def moment(day: date, at: time, zone: str) -> Moment:
    return Moment(local=datetime.combine(day, at).isoformat(timespec="minutes"), zone=zone)


def local(of: Moment) -> datetime:
    return datetime.fromisoformat(of.local)


def sending(one: Broadcast) -> Say:
    """When it goes, in the reader's time with that of the home zone beside it."""
    if one.when is When.NOW or one.at is None:
        return say("broadcast-goes-now")
    if one.when is When.LOCAL:
        at = local(one.at)
        return say("broadcast-goes-local", day=on(at), time=f"{at:%H:%M}")
    return told(one.at)


def told(of: Moment) -> Say:
    """Of a moment at a place; where it is by each recipient's clock, as it stands there."""
    at = local(of)
    if not of.zone:
        return say("broadcast-goes-local", day=on(at), time=f"{at:%H:%M}")
    return said_moment(instant(at, of.zone))


def on(at: datetime) -> Say:
    return say("day", day=at.date().isoformat())
