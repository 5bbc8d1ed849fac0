"""When a reminder goes, by the clocks of whoever gets it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cycle.hours import quiet
from bot.domain.meetings import Meeting, MeetingStatus, Sitting
from bot.domain.network import Anchor, Offset
from bot.domain.people import Person, Role
from bot.domain.reminders import (
    LONGEST_BEFORE,
    Reminder,
    concerned,
    due,
    opens,
    served,
    windows,
)
from bot.domain.wall_clock import shown, skipped
from bot.domain.zones import ZONES
from tests.worlds import network

DAY_BEFORE, HOUR_BEFORE = Reminder.DAY_BEFORE, Reminder.HOUR_BEFORE
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def meeting(starts: str = "2022-03-24T14:30", zone: str = "Asia/Bangkok", body: str = "network") -> Meeting:
    first = datetime.fromisoformat(starts)
    return Meeting(
        id="roundtable",
        title={"en": "Roundtable"},
        body=body,
        zone=zone,
        sittings=(Sitting(first, first + 3 * HOUR),),
    )


def person(zone: str = "Asia/Bangkok", quiet_from: int = 20, quiet_until: int = 8) -> Person:
    return Person(
        id="ana",
        roles=frozenset({Role.FOCAL_POINT}),
        delegation="FJI",
        time_zone=zone,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


local = datetime.fromisoformat


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "clock", "instant"),
    [
        ("Asia/Bangkok", "2022-03-23T09:00", "2022-03-23T02:00"),
        ("Pacific/Fiji", "2022-03-23T09:00", "2022-03-22T21:00"),
        ("Europe/Istanbul", "2022-03-23T09:00", "2022-03-23T06:00"),
        ("America/New_York", "2022-03-23T09:00", "2022-03-23T13:00"),
        ("Pacific/Pago_Pago", "2022-03-22T09:00", "2022-03-22T20:00"),
    ],
)
def test_the_day_before_at_nine_is_nine_where_the_reader_is(zone: str, clock: str, instant: str) -> None:
    """14:30 in Bangkok is 20:30 of the day before in Pago Pago: the day before that is reminded on."""
    at = opens(DAY_BEFORE, meeting(), zone)
    assert at == utc(instant)
    assert shown(at, zone) == local(clock)


def test_an_hour_before_is_an_hour_of_time_whatever_the_clocks_do() -> None:
    """In Berlin clocks go from 2:00 to 3:00 on 27 March 2022: 3:30 is half an hour after 1:59."""
    early = meeting("2022-03-27T03:30", "Europe/Berlin")
    assert opens(HOUR_BEFORE, early, "Europe/Berlin") == utc("2022-03-27T00:30")
    assert shown(opens(HOUR_BEFORE, early, "Europe/Berlin"), "Europe/Berlin") == local("2022-03-27T01:30")


def test_a_morning_that_clocks_leave_out_is_reminded_on_at_the_first_minute_there_is() -> None:
    """Samoa had no 30 December 2011."""
    after = meeting("2011-12-31T12:00", "Pacific/Apia")
    assert shown(opens(DAY_BEFORE, after, "Pacific/Apia"), "Pacific/Apia") == local("2011-12-31T00:00")


def test_who_has_chosen_no_zone_reads_the_clocks_of_the_capital_else_of_the_meeting() -> None:
    nine = utc("2022-03-23T02:00")
    fiji, undp = person(""), replace(person(""), delegation="undp")
    wrong = [replace(undp, time_zone=zone) for zone in ("Moon/Base", "../etc/passwd")]
    assert due(meeting(), fiji, known_at=LONG_AGO, now=utc("2022-03-22T21:00")) is DAY_BEFORE
    for one in (undp, *wrong):
        assert due(meeting(), one, known_at=LONG_AGO, now=nine) is DAY_BEFORE
        assert due(meeting(), one, known_at=LONG_AGO, now=nine - MINUTE) is None


def test_what_had_passed_when_the_meeting_was_made_known_counts_as_gone() -> None:
    nine, an_hour = utc("2022-03-23T02:00"), utc("2022-03-24T06:30")
    for now in (nine, nine + HOUR, an_hour - MINUTE):
        assert due(meeting(), person(), known_at=nine, now=now) is None
    assert due(meeting(), person(), known_at=nine, now=an_hour) is HOUR_BEFORE
    assert due(meeting(), person(), known_at=an_hour, now=an_hour + MINUTE) is None


def test_after_an_outage_only_the_newest_goes_and_none_once_it_has_begun() -> None:
    an_hour, start = utc("2022-03-24T06:30"), utc("2022-03-24T07:30")
    assert due(meeting(), person(), known_at=LONG_AGO, now=an_hour - MINUTE) is DAY_BEFORE
    assert due(meeting(), person(), known_at=LONG_AGO, now=an_hour) is HOUR_BEFORE
    assert due(meeting(), person(), known_at=LONG_AGO, now=start - MINUTE) is HOUR_BEFORE
    assert due(meeting(), person(), known_at=LONG_AGO, now=start) is None


def test_a_late_one_waits_for_the_end_of_quiet_hours_but_not_for_ever() -> None:
    late = utc("2022-03-23T14:00")
    assert due(meeting(), person(), known_at=LONG_AGO, now=late) is None
    assert due(meeting(), person(), known_at=LONG_AGO, now=utc("2022-03-24T01:00")) is DAY_BEFORE
    long_night = person(quiet_from=20, quiet_until=14)
    assert due(meeting(), long_night, known_at=LONG_AGO, now=late) is DAY_BEFORE
    assert due(meeting(), person(quiet_from=22, quiet_until=22), known_at=LONG_AGO, now=late) is DAY_BEFORE


def test_nine_within_quiet_hours_is_when_they_end() -> None:
    sleeper = person(quiet_from=23, quiet_until=11)
    nine = utc("2022-03-23T02:00")
    assert due(meeting(), sleeper, known_at=LONG_AGO, now=nine) is None
    assert due(meeting(), sleeper, known_at=LONG_AGO, now=nine + 2 * HOUR) is DAY_BEFORE


def test_the_last_one_goes_in_quiet_hours_too() -> None:
    early = meeting("2022-03-24T03:00")
    assert due(early, person(), known_at=LONG_AGO, now=utc("2022-03-23T19:00")) is HOUR_BEFORE


def test_of_a_cancelled_meeting_nobody_is_reminded() -> None:
    off = replace(meeting(), status=MeetingStatus.CANCELLED)
    assert due(off, person(), known_at=LONG_AGO, now=utc("2022-03-24T06:30")) is None


def test_only_what_the_network_asks_for() -> None:
    offsets = [Offset(Anchor.MEETING, -timedelta(days=days)) for days in (30, 7, 1)]
    assert served(offsets) == {DAY_BEFORE}
    assert served(network().cycle.reminders) == {DAY_BEFORE, HOUR_BEFORE}
    assert served([Offset(Anchor.FORUM, -HOUR)]) == frozenset()
    alone = due(meeting(), person(), known_at=LONG_AGO, now=utc("2022-03-24T07:00"), wanted={DAY_BEFORE})
    assert alone is DAY_BEFORE
    assert due(meeting(), person(), known_at=LONG_AGO, now=utc("2022-03-24T07:00"), wanted=()) is None


@pytest.mark.parametrize(
    ("role", "delegation", "body", "told"),
    [
        (Role.FOCAL_POINT, "FJI", "network", True),
        (Role.OBSERVER, "DEU", "network", True),
        (Role.FOCAL_POINT, "BRA", "network", False),
        (Role.SECRETARIAT, "", "working-group-theme", True),
        (Role.MODERATOR, "", "working-group-theme", True),
        (Role.FOCAL_POINT, "FJI", "working-group-theme", False),
        (Role.FOCAL_POINT, "THA", "working-group-theme", True),
        (Role.FOCAL_POINT, "FJI", "dissolved", False),
    ],
)
def test_who_is_concerned(role: Role, delegation: str, body: str, told: bool) -> None:
    one = Person(id="ana", roles=frozenset({role}), delegation=delegation)
    assert concerned(one, meeting(body=body), network(), {"THA"}) is told
    assert not concerned(replace(one, roles=frozenset()), meeting(body=body), network(), {"THA"})


NAMES = sorted({zone for zones in ZONES.values() for zone in zones} | {"Australia/Lord_Howe", "Africa/Cairo"})
zones = st.sampled_from(NAMES)
starts = st.datetimes(local("2010-01-01"), local("2035-01-01")).map(lambda at: at.replace(microsecond=0))


@given(starts, zones, zones)
def test_in_every_zone_it_is_nine_on_the_day_before_or_the_first_minute_after(
    start: datetime, home: str, zone: str
) -> None:
    of = meeting(start.isoformat(), home)
    at = opens(DAY_BEFORE, of, zone)
    day = shown(of.starts, zone).date() - timedelta(days=1)
    nine = datetime.combine(day, time(9))
    assert shown(at, zone) == nine or (skipped(nine, zone) and shown(at, zone) > nine)
    assert of.starts - LONGEST_BEFORE <= at < of.starts - HOUR
    assert at == at.astimezone(ZoneInfo(zone)).astimezone(UTC)


@given(starts, zones, zones)
def test_windows_follow_one_another_up_to_the_start(start: datetime, home: str, zone: str) -> None:
    of = meeting(start.isoformat(), home)
    first, second = windows(of, zone)
    assert (first.reminder, second.reminder) == (DAY_BEFORE, HOUR_BEFORE)
    assert first.closes == second.opens == of.starts - HOUR
    assert second.closes == of.starts


def told(of: Meeting, who: Person, known_at: datetime, ticks: Sequence[datetime]) -> dict[Reminder, datetime]:
    """What a scheduler that ticks at these instants, in this order, sends, and when."""
    found: dict[Reminder, datetime] = {}
    for now in ticks:
        if one := due(of, who, known_at=known_at, now=now):
            found.setdefault(one, now)
    return found


people = st.builds(person, zones, st.integers(0, 23), st.integers(0, 23))
steps = st.lists(st.integers(-600, 5000).map(lambda minutes: timedelta(minutes=minutes)), max_size=12)


@settings(max_examples=300)
@given(starts, zones, people, st.integers(0, 4000), steps)
def test_outages_and_clocks_set_forth_and_back_send_nothing_late_and_lose_nothing_useful(
    start: datetime, home: str, who: Person, ahead: int, jumps: list[timedelta]
) -> None:
    of, zone = meeting(start.isoformat(), home), who.time_zone
    known_at = of.starts - timedelta(minutes=ahead)
    ticks = [known_at]
    for jump in jumps:
        ticks.append(ticks[-1] + jump)
    sent = told(of, who, known_at, ticks)
    first, last = windows(of, zone)
    assert all(window.holds(sent[window.reminder]) for window in (first, last) if window.reminder in sent)
    assert all(window.opens > known_at for window in (first, last) if window.reminder in sent)
    if last.opens > known_at and any(last.holds(tick) for tick in ticks):
        assert HOUR_BEFORE in sent
    awake = [tick for tick in ticks if first.holds(tick) and not quiet(who, shown(tick, zone).hour)]
    if first.opens > known_at and awake:
        assert DAY_BEFORE in sent


@settings(max_examples=60)
@given(starts, zones, people)
def test_whoever_is_ticked_for_all_day_gets_each_exactly_once(
    start: datetime, home: str, who: Person
) -> None:
    of = meeting(start.isoformat(), home)
    begin = of.starts - LONGEST_BEFORE - HOUR
    ticks = [begin + 10 * number * MINUTE for number in range(6 * 44)]
    assert set(told(of, who, LONG_AGO, ticks)) == {DAY_BEFORE, HOUR_BEFORE}
