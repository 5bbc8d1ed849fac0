"""What one person should be reminded of right now, worked out the stupid way: no windows, no rows."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import FREE, Calendars, rest
from bot.domain.cycle.due import Reader
from bot.domain.meetings import Meeting

DAYS = {"T-30d": 30, "T-14d": 14, "T-7d": 7, "T-1d": 1}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def newest(
    meeting: Meeting, of: Reader, calendars: Calendars, known_at: datetime, now: datetime
) -> tuple[str, datetime] | None:
    """The last reminder whose time has come, and that time."""
    if meeting.cancelled or now >= meeting.starts:
        return None
    if now >= meeting.starts - HOUR:
        return "T-1h", meeting.starts - HOUR
    come = [(name, nine(meeting, of, calendars, known_at, days)) for name, days in DAYS.items()]
    return next(((name, at) for name, at in reversed(come) if at <= now), None)


def nine(meeting: Meeting, of: Reader, calendars: Calendars, known_at: datetime, days: int) -> datetime:
    zone = ZoneInfo(of.zone)
    wanted = day = meeting.starts.astimezone(zone).date() - DAY * days
    while rest(of.country, day, calendars) in FREE:
        day -= DAY
    if day <= known_at.astimezone(zone).date():
        day = wanted
    return datetime.combine(day, time(9), zone)


def expected(
    found: tuple[str, datetime] | None, told: Collection[str], known_at: datetime, dated: int
) -> str | None:
    """`told`: such as T-7d@3. The name of what is to be said, if it is."""
    if found is None:
        return None
    name, at = found
    before = any(one.split("@")[0] == name and one != f"{name}@{dated}" for one in told)
    over = at <= known_at or (before and at <= known_at + DAY)
    return None if over or f"{name}@{dated}" in told else name


def asleep(meeting: Meeting, of: Reader, now: datetime) -> bool:
    """From eight to eight; not where they would wake when it has begun."""
    local = now.astimezone(ZoneInfo(of.zone))
    if 8 <= local.hour < 20:
        return False
    wakes = local.replace(hour=8, minute=0) + (DAY if local.hour >= 20 else timedelta())
    return wakes < meeting.starts
