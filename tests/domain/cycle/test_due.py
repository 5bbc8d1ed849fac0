"""What is due for somebody at a moment: by their own clocks and days of rest, the newest alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cycle.due import Reader, due, windows
from bot.domain.cycle.touch import Manner, Touch
from bot.domain.cycle.touches import of_meeting
from bot.domain.meetings import Meeting, MeetingStatus, Sitting
from bot.domain.people import Person
from bot.domain.zones import ZONES
from bot.holidays import PublicHolidays
from tests.worlds import network

CALENDARS, local = PublicHolidays(), datetime.fromisoformat
ROUNDTABLE = Meeting(
    id="roundtable",
    title={"en": "Roundtable"},
    body="network",
    zone="Asia/Bangkok",
    sittings=(Sitting(local("2022-03-24T14:30"), local("2022-03-24T17:30")),),
)
REMINDERS = tuple(of_meeting(ROUNDTABLE, network(), dated=0))
KNOWN = datetime(2022, 1, 3, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SAMPLE = (
    "BGD",
    "CHN",
    "FJI",
    "IND",
    "IDN",
    "KAZ",
    "MYS",
    "PAK",
    "PNG",
    "PHL",
    "SGP",
    "LKA",
    "THA",
    "TUR",
    "VNM",
)
SHIFTED = {
    ("BGD", "T-7d"): 16,
    ("LKA", "T-7d"): 16,
    ("PAK", "T-1d"): 22,
    ("KAZ", "T-1d"): 18,
}


def reader(country: str, quiet_from: int = 20, quiet_until: int = 8) -> Reader:
    ana = Person(id="ana", quiet_from=quiet_from, quiet_until=quiet_until)
    return Reader(person=ana, zone=ZONES[country][0], country=country)


def days(country: str) -> dict[str, datetime]:
    """By offset, on their own clocks."""
    of = reader(country)
    return {
        one.touch.offset: one.opens.astimezone(ZoneInfo(of.zone)).replace(tzinfo=None)
        for one in windows(REMINDERS, of, CALENDARS, KNOWN)
    }


@pytest.mark.parametrize("country", SAMPLE)
def test_the_reminders_of_the_sample_come_at_nine_by_their_own_clocks(country: str) -> None:
    expected = {"T-30d": date(2022, 2, 22), "T-14d": date(2022, 3, 10)}
    expected["T-7d"] = date(2022, 3, SHIFTED.get((country, "T-7d"), 17))
    expected["T-1d"] = date(2022, 3, SHIFTED.get((country, "T-1d"), 23))
    found = days(country)
    last = found.pop("T-1h")
    assert last == ROUNDTABLE.starts.astimezone(ZoneInfo(ZONES[country][0])).replace(tzinfo=None) - HOUR
    assert found == {name: datetime.combine(day, time(9)) for name, day in expected.items()}


def at(now: datetime, of: Reader, known_at: datetime = KNOWN) -> list[str]:
    return [one.offset for one in due(REMINDERS, of, CALENDARS, known_at=known_at, now=now)]


def test_after_an_outage_only_the_newest_goes_and_nothing_once_it_has_begun() -> None:
    thai = reader("THA")
    assert at(datetime(2022, 3, 20, 5, tzinfo=UTC), thai) == ["T-7d"]
    assert at(datetime(2022, 3, 23, 5, tzinfo=UTC), thai) == ["T-1d"]
    assert at(ROUNDTABLE.starts - MINUTE, thai) == ["T-1h"]
    assert at(ROUNDTABLE.starts, thai) == []


def test_what_was_to_go_before_the_meeting_was_known_counts_as_gone() -> None:
    known = datetime(2022, 3, 18, 5, tzinfo=UTC)
    assert at(datetime(2022, 3, 20, 5, tzinfo=UTC), reader("THA"), known) == []
    assert at(datetime(2022, 3, 23, 5, tzinfo=UTC), reader("THA"), known) == ["T-1d"]


def test_who_learns_of_it_too_late_for_the_working_day_before_hears_on_the_day_itself() -> None:
    """In Kazakhstan the day before is a holiday, and the working day before that is over."""
    known = datetime(2022, 3, 22, 2, tzinfo=UTC)
    assert at(datetime(2022, 3, 23, 4, tzinfo=UTC), reader("KAZ"), known) == ["T-1d"]


def test_quiet_hours_hold_back_all_but_the_last_hour() -> None:
    late = reader("THA", quiet_from=8, quiet_until=12)
    nine = datetime(2022, 3, 17, 2, tzinfo=UTC)
    assert (at(nine, late), at(nine + 3 * HOUR, late)) == ([], ["T-7d"])
    asleep = reader("THA", quiet_from=13, quiet_until=8)
    assert at(ROUNDTABLE.starts - HOUR, asleep) == ["T-1h"]


def test_nobody_is_reminded_of_what_is_cancelled() -> None:
    cancelled = replace(ROUNDTABLE, status=MeetingStatus.CANCELLED)
    assert not [*of_meeting(cancelled, network(), dated=1)]


def starting_at(starts: datetime) -> Meeting:
    """By the clocks of Bangkok."""
    return replace(ROUNDTABLE, sittings=(Sitting(starts, starts + HOUR),))


countries, hours = st.sampled_from(sorted(ZONES)), st.integers(0, 23)
starting = st.datetimes(local("2022-01-01"), local("2035-12-31"))


@given(countries, hours, hours, starting, st.integers(0, 40 * 24 * 60))
def test_at_any_minute_at_most_one_is_due_and_only_while_it_is_of_use(
    country: str, quiet_from: int, quiet_until: int, starts: datetime, before: int
) -> None:
    meeting = starting_at(starts)
    touches, of = (*of_meeting(meeting, network(), dated=0),), reader(country, quiet_from, quiet_until)
    known, now = meeting.starts - 60 * DAY, meeting.starts - before * MINUTE
    found = due(touches, of, CALENDARS, known_at=known, now=now)
    assert len(found) <= (1 if now < meeting.starts else 0)
    if now >= meeting.starts - HOUR and now < meeting.starts:
        assert [one.manner for one in found] == [Manner.AT_ONCE]


@given(countries, hours, hours, starting)
def test_every_reminder_has_its_time_or_gives_way_to_a_newer_one(
    country: str, quiet_from: int, quiet_until: int, starts: datetime
) -> None:
    """Whatever the zone, the gap in its clocks and the quiet hours."""
    meeting = starting_at(starts)
    touches, of = (*of_meeting(meeting, network(), dated=0),), reader(country, quiet_from, quiet_until)
    known = meeting.starts - 60 * DAY
    found = [*windows(touches, of, CALENDARS, known)]
    assert [one.opens for one in found] == sorted(one.opens for one in found)
    assert all(before.closes == after.opens for before, after in pairwise(found))
    assert found[-1].closes == meeting.starts
    for one in found:
        middle = one.opens + (one.closes - one.opens) / 2
        last = one.closes - MINUTE
        offered = {*at_of(touches, of, known, one.opens), *at_of(touches, of, known, middle)}
        assert one.touch in offered | {*at_of(touches, of, known, last)}


def at_of(touches: tuple[Touch, ...], of: Reader, known: datetime, now: datetime) -> list[Touch]:
    return [*due(touches, of, CALENDARS, known_at=known, now=now)]
