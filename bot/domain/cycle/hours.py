"""When somebody may be written to unasked: by their own clocks and days of rest."""

from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Calendars, working_day_before
from bot.domain.people import Person
from bot.domain.wall_clock import instant, shown

DAY, MORNING = timedelta(days=1), time(9)


def quiet(person: Person, hour: int) -> bool:
    """From and until the same hour: never."""
    start, end = person.quiet_from, person.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end


def quiet_ends(person: Person, zone: str, now: datetime) -> datetime:
    """In UTC; the next time their quiet hours are over."""
    local = shown(now, zone)
    end = datetime.combine(local.date(), time(person.quiet_until))
    return instant(end if end > local else end + DAY, zone)


def morning(day: date, person: Person, zone: str) -> datetime:
    """Nine o'clock there, or the end of quiet hours that go on beyond it."""
    at = instant(datetime.combine(day, MORNING), zone)
    return quiet_ends(person, zone, at) if quiet(person, MORNING.hour) else at


def day_to_write(day: date, country: str, calendars: Calendars, known_on: date) -> date:
    """The working day before a day of rest, where that is after the day on which the occasion was known."""
    earlier = working_day_before(country, day, calendars)
    return earlier if earlier > known_on else day
