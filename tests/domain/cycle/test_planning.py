"""What speaks against a day that is proposed for a meeting."""

from datetime import date, datetime, time, timedelta

from bot.domain.calendar import FREE, NOBODY_KNOWS, Rest, Year
from bot.domain.cycle.planning import Look, look, nearest
from bot.domain.meetings import Meeting, MeetingStatus, Sitting
from bot.holidays import PublicHolidays
from tests.worlds import network

THURSDAY, HALF_PAST_TWO = date(2022, 3, 24), time(14, 30)
DAY, BANGKOK = timedelta(days=1), "Asia/Bangkok"


class Unknown:
    def year(self, country: str, year: int) -> Year:
        return NOBODY_KNOWS


def at(day: date = THURSDAY, when: time = HALF_PAST_TWO, *meetings: Meeting) -> Look:
    return look(day, when, BANGKOK, network(), PublicHolidays(), meetings)


def other(
    starts: str, ends: str, zone: str = BANGKOK, status: MeetingStatus = MeetingStatus.CONFIRMED
) -> Meeting:
    sitting = Sitting(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
    title = {"en": "Group"}
    return Meeting(id="other", title=title, body="g", zone=zone, sittings=(sitting,), status=status)


def test_each_member_has_its_clocks_and_its_day_of_rest() -> None:
    members = {one.country: one for one in at().members}
    assert len(members) == 62
    assert members["FJI"].local == datetime.fromisoformat("2022-03-24T19:30")
    assert members["LKA"].local == datetime.fromisoformat("2022-03-24T13:00")
    assert members["FJI"].awake
    assert members["FJI"].rest is Rest.WORKS


def test_a_holiday_is_named_and_a_night_is_no_time() -> None:
    nowruz = {one.country: one for one in at(date(2022, 3, 22)).members}["KAZ"]
    assert nowruz.rest in FREE
    assert nowruz.name
    assert nowruz.troubled
    evening = {one.country: one for one in at(when=time(20)).members}
    assert (evening["FJI"].local.hour, evening["FJI"].local.day) == (1, 25)
    assert not evening["FJI"].awake


def test_from_seven_until_ten_in_the_evening_they_are_awake() -> None:
    thai = {
        when: {one.country: one.awake for one in at(when=when).members}["THA"]
        for when in (time(6, 59), time(7), time(21, 59), time(22))
    }
    assert [*thai.values()] == [False, True, True, False]


def test_the_day_is_the_one_it_is_there() -> None:
    """At ten in the evening of Friday in Bangkok it is Saturday in Fiji."""
    friday = {one.country: one for one in at(date(2022, 3, 25), time(22)).members}
    assert friday["FJI"].rest is Rest.WEEKEND
    assert friday["THA"].rest is Rest.WORKS
    assert friday["BGD"].rest is Rest.WEEKEND, "which rests on Fridays"


def test_meetings_that_sit_on_that_day_clash_unless_they_are_cancelled() -> None:
    on_it = other("2022-03-24T09:00", "2022-03-24T10:00")
    (clash,) = at(THURSDAY, HALF_PAST_TWO, on_it).clashes
    assert (clash.id, clash.starts, clash.ends) == ("other", on_it.starts, on_it.ends)
    off = other("2022-03-24T09:00", "2022-03-24T10:00", status=MeetingStatus.CANCELLED)
    before = other("2022-03-23T22:00", "2022-03-24T00:00")
    assert at(THURSDAY, HALF_PAST_TWO, off, before).clashes == ()
    in_new_york = other("2022-03-23T20:00", "2022-03-23T21:00", "America/New_York")
    assert len(at(THURSDAY, HALF_PAST_TWO, in_new_york).clashes) == 1
    assert at(THURSDAY, HALF_PAST_TWO, on_it).conflicts == at().conflicts + 1


def test_what_nobody_knows_is_no_trouble() -> None:
    thai = next(
        one
        for one in look(THURSDAY, HALF_PAST_TWO, BANGKOK, network(), Unknown(), ()).members
        if one.country == "THA"
    )
    assert (thai.rest, thai.troubled) == (Rest.UNKNOWN, False)


def test_the_nearest_days_with_the_fewest_conflicts_come_first() -> None:
    sunday = date(2022, 3, 27)
    found = nearest(sunday, at)
    assert all(one.conflicts == found[0].conflicts < at(sunday).conflicts for one in found)
    counted = {sunday + DAY * by: at(sunday + DAY * by).conflicts for by in range(-21, 22)}
    assert {one.day for one in found} == {day for day, n in counted.items() if n == min(counted.values())}
    away = [abs(one.day - sunday) for one in found]
    assert away == sorted(away)


def test_a_day_as_good_as_any_is_its_own_nearest_and_the_later_of_two_comes_first() -> None:
    def alike(day: date) -> Look:
        return Look(day=day, members=(), clashes=())

    found = [one.day for one in nearest(THURSDAY, alike, within=2)]
    assert found == [THURSDAY + DAY * by for by in (0, 1, -1, 2, -2)]
