"""On which days a member rests, and how much of that anybody knows."""

from datetime import date, timedelta

import pytest

from bot.domain.calendar import DayOverride, Overridden, Rest, holiday, rest, working_day_before
from bot.holidays import PublicHolidays
from tests.worlds import network

PUBLISHED = PublicHolidays()
COUNTRIES = [member.id for member in network().members if len(member.id) == 3 and member.id.isupper()]


@pytest.mark.parametrize(
    ("country", "day", "found"),
    [
        ("BGD", date(2022, 3, 18), Rest.WEEKEND),  # a Friday
        ("BGD", date(2022, 3, 20), Rest.WORKS),  # a Sunday
        ("BGD", date(2022, 3, 17), Rest.HOLIDAY),
        ("BGD", date(2027, 3, 10), Rest.ESTIMATED),
        ("LKA", date(2022, 3, 17), Rest.HOLIDAY),
        ("LKA", date(2027, 3, 17), Rest.UNKNOWN),
        ("LKA", date(2027, 3, 20), Rest.WEEKEND),
        ("KAZ", date(2022, 3, 22), Rest.HOLIDAY),
        ("CHN", date(2026, 2, 14), Rest.WORKS),  # a Saturday that is worked
        ("undp", date(2026, 2, 11), Rest.UNKNOWN),
    ],
)
def test_the_day_of_a_member(country: str, day: date, found: Rest) -> None:
    assert rest(country, day, PUBLISHED) is found


@pytest.mark.parametrize("country", COUNTRIES)
def test_of_every_country_the_years_are_known(country: str) -> None:
    """But for Sri Lanka, where nobody has published 2027."""
    unknown = {year for year in range(2022, 2036) if not PUBLISHED.year(country, year).known}
    assert unknown == (set(range(2027, 2036)) if country == "LKA" else set())


@pytest.mark.parametrize(
    ("country", "day", "found"),
    [
        ("THA", date(2022, 3, 23), date(2022, 3, 23)),
        ("BGD", date(2022, 3, 17), date(2022, 3, 16)),
        ("LKA", date(2022, 3, 17), date(2022, 3, 16)),
        ("PAK", date(2022, 3, 23), date(2022, 3, 22)),
        ("KAZ", date(2022, 3, 23), date(2022, 3, 18)),  # the New Year of spring, and a weekend
        ("LKA", date(2027, 3, 17), date(2027, 3, 17)),  # unknown is not a day of rest
    ],
)
def test_the_working_day_before(country: str, day: date, found: date) -> None:
    assert working_day_before(country, day, PUBLISHED) == found


def test_a_year_of_which_only_some_holidays_are_known_is_not_a_known_one() -> None:
    """Those by the moon are published until 2035; Republic Day is known for good."""
    assert PUBLISHED.year("IND", 2035).known
    assert not PUBLISHED.year("IND", 2036).known
    assert rest("IND", date(2036, 1, 25), PUBLISHED) is Rest.UNKNOWN
    assert rest("IND", date(2037, 1, 26), PUBLISHED) is Rest.HOLIDAY


def test_who_rests_for_weeks_is_written_to_all_the_same() -> None:
    day = date(2026, 12, 31)
    every = [DayOverride(country="FJI", day=day - timedelta(days=back), rests=True) for back in range(30)]
    assert working_day_before("FJI", day, Overridden(PUBLISHED, every)) == day


def test_what_the_secretariat_knows_better_holds() -> None:
    eid, off = date(2027, 3, 10), date(2027, 3, 11)
    found = Overridden(
        PUBLISHED,
        [
            DayOverride(country="BGD", day=eid, rests=False),
            DayOverride(country="BGD", day=off, rests=True, name="Eid, as announced"),
        ],
    )
    assert (rest("BGD", eid, found), rest("BGD", off, found)) == (Rest.WORKS, Rest.HOLIDAY)
    assert rest("PAK", eid, found) is rest("PAK", eid, PUBLISHED)
    announced = holiday("BGD", off, found)
    assert announced
    assert announced.name == "Eid, as announced"
