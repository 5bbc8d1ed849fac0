"""At nine by everybody's own clock: whatever clocks do there, and never twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.broadcast import Broadcast, Moment, When
from bot.domain.broadcast.moments import LAST_ZONE, Due, due, instant_of, over, zone_of
from bot.domain.wall_clock import repeated, shown, skipped
from bot.domain.zones import ZONES
from tests.domain.broadcast.making import BANGKOK, NOW, draft, person

ALL = sorted(available_timezones() - {"localtime"})
zones = st.sampled_from(ALL)
local_time = datetime.fromisoformat
minutes = st.datetimes(local_time("2000-01-01"), local_time("2037-01-01")).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def timed(when: When, local: str, zone: str = "", expires: Moment | None = None) -> Broadcast:
    return replace(draft(), when=when, at=Moment(local=local, zone=zone), expires=expires)


def at(local: str, zone: str) -> str:
    found = due(timed(When.LOCAL, local), zone, now=NOW).at
    return found.isoformat(timespec="minutes").removesuffix("+00:00")


def test_now_is_now_everywhere() -> None:
    assert due(draft(), "Pacific/Fiji", now=NOW) == Due(at=NOW)


def test_a_set_time_is_one_instant_everywhere_and_keeps_how_it_was_said() -> None:
    one = timed(When.AT, "2026-03-09T09:00", BANGKOK)
    found = {due(one, zone, now=NOW) for zone in ALL}
    nine = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
    assert found == {Due(at=nine, local="2026-03-09T09:00", zone=BANGKOK)}


@pytest.mark.parametrize(
    "local", ["2026-03-09T09:00", "2028-02-29T09:00", "2026-12-31T23:59", "2026-01-01T00:00"]
)
def test_at_nine_each_clock_shows_nine(local: str) -> None:
    one, nine = timed(When.LOCAL, local), local_time(local)
    for zone in ALL:
        found = due(one, zone, now=NOW)
        assert (found.local, found.zone) == (local, zone)
        assert shown(found.at, zone) == nine or skipped(nine, zone), zone


@given(zones, minutes)
def test_a_time_that_clocks_show_is_kept_and_one_they_skip_comes_right_after(
    zone: str, local: datetime
) -> None:
    found = due(timed(When.LOCAL, local.isoformat(timespec="minutes")), zone, now=NOW).at
    here = shown(found, zone)
    if skipped(local, zone):
        assert local < here <= local + timedelta(days=1, hours=1)
        assert shown(found - timedelta(minutes=1), zone) < local
    else:
        assert here == local


@given(zones, minutes)
def test_of_a_time_that_comes_twice_the_first_is_taken(zone: str, local: datetime) -> None:
    found = due(timed(When.LOCAL, local.isoformat(timespec="minutes")), zone, now=NOW).at
    later = local.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    assert (found < later) if repeated(local, zone) else (found >= later)


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00"),
        ("Asia/Almaty", "2022-03-24T09:00", "2022-03-24T03:00"),
        ("Asia/Almaty", "2026-03-24T09:00", "2026-03-24T04:00"),
        ("Asia/Kathmandu", "2028-02-29T09:00", "2028-02-29T03:15"),
        ("Pacific/Kiritimati", "2026-03-09T09:00", "2026-03-08T19:00"),
    ],
)
def test_gaps_repeats_leap_days_and_zones_that_moved(zone: str, local: str, expected: str) -> None:
    assert at(local, zone) == expected


def test_all_zones_come_within_twenty_six_hours() -> None:
    found = [due(timed(When.LOCAL, "2026-03-09T09:00"), zone, now=NOW).at for zone in ALL]
    assert max(found) - min(found) == timedelta(hours=26)


def test_a_moment_with_a_zone_is_the_same_for_everybody() -> None:
    here = Moment(local="2026-03-09T09:00", zone=BANGKOK)
    assert {instant_of(here, zone) for zone in ALL} == {datetime(2026, 3, 9, 2, 0, tzinfo=UTC)}


def test_it_expires_by_the_clock_that_was_said() -> None:
    ends = Moment(local="2026-03-09T18:00", zone=BANGKOK)
    one = timed(When.LOCAL, "2026-03-09T09:00", expires=ends)
    assert due(one, "Pacific/Fiji", now=NOW).expires_at == datetime(2026, 3, 9, 11, 0, tzinfo=UTC)
    one = timed(When.LOCAL, "2026-03-09T09:00", expires=replace(ends, zone=""))
    assert due(one, "Pacific/Fiji", now=NOW).expires_at == datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@given(zones, minutes)
def test_it_is_over_no_earlier_than_anywhere(zone: str, local: datetime) -> None:
    one = replace(draft(), expires=Moment(local=local.isoformat(timespec="minutes")))
    ends = due(one, zone, now=NOW).expires_at
    assert ends
    assert not over(one, now=ends - timedelta(minutes=1))


def test_it_is_over_from_that_instant_on() -> None:
    one = replace(draft(), expires=Moment(local="2026-03-09T09:00", zone=BANGKOK))
    ends = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
    assert [over(one, now=now) for now in (ends - timedelta(seconds=1), ends)] == [False, True]
    assert not over(draft(), now=ends)
    assert instant_of(Moment(local="2026-03-09T09:00"), LAST_ZONE) == ends + timedelta(hours=19)


def test_a_zone_is_the_persons_then_the_capitals_then_home() -> None:
    own = person("ana", "FJI", zone="Asia/Tokyo")
    assert [zone_of(one, BANGKOK) for one in (own, person("ben", "FJI"), person("may", ""))] == [
        "Asia/Tokyo",
        "Pacific/Fiji",
        BANGKOK,
    ]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Asia"])
def test_a_zone_that_there_is_not_is_home(zone: str) -> None:
    assert zone_of(person("ana", "FJI", zone=zone), BANGKOK) == BANGKOK


@pytest.mark.parametrize("country", ZONES)
def test_every_capital_has_a_clock(country: str) -> None:
    assert zone_of(person("ana", country), "") in ALL
