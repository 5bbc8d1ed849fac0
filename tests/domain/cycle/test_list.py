"""Every message of the sample year before any is sent: to whom, when by whose clocks, why a day earlier."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cycle_list import Listing, Message, listed
from bot.cycle_told import HEADER, SERIES, TASKS, table, table_csv
from bot.domain.calendar import DayOverride, Holiday, Overridden, Year
from bot.domain.cycle.task import Task
from bot.domain.cycle.touch import Series
from bot.domain.cycle.whom import Circle
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Person, Role
from bot.holidays import PublicHolidays
from bot.ports import Words
from bot.sample import COUNTRIES, PEOPLE, Country
from bot.sample_meeting import printed
from tests.worlds import lexicons, network

FORUM = date(2022, 9, 13)
CALENDARS = PublicHolidays()
STARTS = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)
FOCAL_POINTS = {one.id for one in PEOPLE if Role.FOCAL_POINT in one.roles}
EARLIER = {
    ("BGD", "T-7d"): (16, "Sheikh Mujibur Rahman's Birthday"),
    ("LKA", "T-7d"): (16, "Medin Full Moon Poya Day"),
    ("PAK", "T-1d"): (22, "Pakistan Day"),
    ("KAZ", "T-1d"): (18, "Nowruz Holiday, weekend"),
}
DAYS = {"T-30d": (2, 22), "T-14d": (3, 10), "T-7d": (3, 17), "T-1d": (3, 23)}


def meeting() -> Meeting:
    found = printed(network())
    assert found
    return found


def circle(
    body: str = "network", people: Sequence[Person] = PEOPLE, accepted: Collection[str] = ()
) -> Circle:
    found = network().body(body)
    assert found
    return Circle(body=found, network=network(), zone="Asia/Bangkok", people=people, accepted=accepted)


def words() -> Words:
    return lexicons().speaking("en", "Asia/Bangkok", STARTS).words


@pytest.fixture(scope="module")
def year() -> Listing:
    return listed(circle(), meeting(), FORUM, CALENDARS)


def of(year: Listing, person: str) -> list[Message]:
    return [one for one in year.messages if one.reader.person.id == person]


def reminders(year: Listing, person: str) -> dict[str, Message]:
    return {one.touch.offset: one for one in of(year, person) if one.touch.series is Series.REMINDER}


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda one: one.code)
def test_reminders_come_at_nine_there_or_on_the_working_day_before(year: Listing, country: Country) -> None:
    mine = reminders(year, f"{country.code.lower()}-alternate")
    last = mine.pop("T-1h")
    assert (last.at, last.local.tzinfo) == (STARTS - timedelta(hours=1), ZoneInfo(country.zone))
    for offset, (month, day) in DAYS.items():
        earlier, why = EARLIER.get((country.code, offset), (day, ""))
        at = datetime(2022, month, earlier, 9, tzinfo=ZoneInfo(country.zone))
        assert (mine[offset].local, mine[offset].planned) == (at, date(2022, month, day))
        assert ", ".join(one.name for one in mine[offset].skipped) == why
    assert mine.keys() == DAYS.keys()


def test_all_are_reminded_and_focal_points_asked_and_alternates_chased_with_them(year: Listing) -> None:
    reminded = {one.reader.person.id for one in year.messages if one.touch.series is Series.REMINDER}
    asked = {one.reader.person.id for one in year.messages if one.touch.asks}
    assert reminded == {one.id for one in PEOPLE}
    assert asked == FOCAL_POINTS
    thai = of(year, "tha-focal-point")
    assert {one.touch.task for one in thai} == {None, *Task}
    assert len({one.touch.key for one in thai}) == len(thai)
    stands_in = [one.touch for one in of(year, "tha-alternate") if one.touch.series is not Series.REMINDER]
    assert [(one.series, one.offset) for one in stands_in] == [(Series.CHASE, "T-4w"), (Series.CHASE, "T-2w")]
    assert year.messages == tuple(sorted(year.messages, key=lambda one: one.at))


def test_what_goes_only_to_the_silent_is_marked(year: Listing) -> None:
    silent = {one.touch.series for one in year.messages if one.silent}
    assert silent == {Series.CHASE, Series.CLOSING}
    assert not any(one.touch.asks for one in year.messages if one.silent)


def test_comments_are_not_asked_for_before_there_is_a_draft(year: Listing) -> None:
    """It is there on a Sunday; nobody is written to on the Friday before."""
    asked = [one for one in year.messages if one.touch.task is Task.COMMENTS and one.touch.asks]
    assert {one.local.date() for one in asked} == {date(2022, 3, 27)}
    assert len(asked) == len(COUNTRIES)


def test_of_a_working_group_only_who_is_in_it_hears(year: Listing) -> None:
    group = replace(meeting(), body="working-group-sstc")
    found = listed(circle(group.body, accepted={"FJI"}), group, FORUM, CALENDARS)
    of_it = {one.reader.person.id for one in found.messages}
    assert of_it == {"fji-focal-point", "fji-alternate", "secretariat", "secretariat-2", "moderator"}
    assert found.plan == year.plan


def test_a_cancelled_meeting_reminds_nobody() -> None:
    cancelled = replace(meeting(), status=MeetingStatus.CANCELLED)
    found = listed(circle(), cancelled, FORUM, CALENDARS)
    assert not [one for one in found.messages if one.touch.series is Series.REMINDER]


def test_the_table_goes_by_day_with_both_times_and_the_reason(year: Listing) -> None:
    text = table(year, words())
    assert "Thursday 24 March 2022, 14:30 (Asia/Bangkok).\n" in text
    assert (
        "Forum: Tuesday 13 September 2022, 173 days later.\n505 messages to 35 people and 30 steps.\n" in text
    )
    assert "[if silent]: goes only to those who have not answered by then." in text
    friday = text.split("\nFriday 18 March 2022\n")[1].split("\n\n")[0]
    aigerim = next(line for line in friday.splitlines() if "Aigerim Ospan" in line)
    assert aigerim.split("  ")[1:3] == ["09:00 +06:00", "2022-03-18 03:00 UTC"]
    assert aigerim.endswith("(T-1d) – instead of Wed 23 March: Nowruz Holiday, weekend")
    assert "Kazakhstan" in aigerim
    assert "\nThursday 23 September 2021\n  step " in text


def test_a_day_by_the_moon_is_expected_and_may_have_been_overridden() -> None:
    rests = DayOverride(country="THA", day=date(2022, 3, 17), rests=True, name="=Day off")
    thai = {"tha-alternate"}
    known = Overridden(CALENDARS, [rests])
    text = table_csv(listed(circle(), meeting(), FORUM, known, thai), words(), steps=False)
    rows = {row["offset"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert rows["T-7d"]["local"] == "2022-03-16T09:00:00+07:00"
    assert rows["T-7d"]["skipped"] == "'=Day off"

    class ByTheMoon:
        def year(self, country: str, year: int) -> Year:
            assert (country, year) == ("THA", 2022)
            return Year(known=True, holidays={date(2022, 3, 17): Holiday("Eid", estimated=True)})

    told = table(listed(circle(), meeting(), FORUM, ByTheMoon(), thai), words())
    assert "(T-7d) – instead of Thu 17 March: Eid (expected)\n" in told


def test_years_nobody_knows_are_said_once_a_member() -> None:
    ruwan = next(one for one in PEOPLE if one.id == "lka-alternate")
    twice = [ruwan, replace(ruwan, id="second")]
    starts = meeting().sittings[0].starts.replace(year=2027)
    later = replace(meeting(), sittings=(replace(meeting().sittings[0], starts=starts),))
    found = listed(circle(people=twice), later, date(2027, 9, 13), CALENDARS)
    assert found.unknown == {"LKA": (2027,)}
    assert table(found, words()).count("Sri Lanka: public holidays of 2027 are not known") == 1


def test_the_lines_for_a_spreadsheet_have_offsets_and_no_formula() -> None:
    eve = Person(
        id="eve",
        name="=HYPERLINK(1)",
        email="eve@example.org",
        roles=frozenset({Role.FOCAL_POINT}),
        delegation="FJI",
    )
    text = table_csv(listed(circle(people=[eve]), meeting(), FORUM, CALENDARS), words())
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert list(rows[0]) == list(HEADER)
    steps = [row for row in rows if row["kind"] == "step"]
    assert (steps[0]["planned"], steps[0]["about"], steps[0]["party"]) == (
        "2021-09-23",
        "call-opens",
        "secretariat",
    )
    week = next(row for row in rows if row["offset"] == "T-7d")
    assert (week["local"], week["utc"]) == ("2022-03-17T09:00:00+12:00", "2022-03-16T21:00:00+00:00")
    assert (week["name"], week["delegation_name"], week["email"]) == ("'=HYPERLINK(1)", "Fiji", eve.email)
    assert {row["only_if_silent"] for row in rows if row["series"] == "chase"} == {"yes"}


def test_there_is_a_word_for_each() -> None:
    assert SERIES.keys() == set(Series)
    assert TASKS.keys() == set(Task)
