"""The same day in another year or month."""

from datetime import date, timedelta

import pytest

from bot.domain.cycle.recurrence import months_after, next_year, same_date, yearly_alarms

NINE, ELEVEN, TWELVE = date(2022, 12, 24), date(2023, 2, 24), date(2023, 3, 24)


@pytest.mark.parametrize("year", range(2022, 2035))
def test_the_second_tuesday_stays_one(year: int) -> None:
    second = next(day for day in days_of(year, 9) if day.weekday() == 1 and 8 <= day.day <= 14)
    expected = next(day for day in days_of(year + 1, 9) if day.weekday() == 1 and 8 <= day.day <= 14)
    assert next_year(second) == expected


def test_of_a_fifth_friday_that_is_not_there_the_last() -> None:
    assert next_year(date(2022, 4, 29)) == date(2023, 4, 28)
    assert next_year(date(2028, 2, 29)) == date(2029, 2, 27)


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    assert same_date(date(2028, 2, 29), 2029) == date(2029, 2, 28)
    assert same_date(date(2028, 2, 29), 2032) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2022, 5, 31), 9, date(2023, 2, 28)),
        (date(2023, 5, 31), 9, date(2024, 2, 29)),
        (date(2022, 3, 24), 12, date(2023, 3, 24)),
        (date(2022, 1, 31), 11, date(2022, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found


def test_a_body_without_a_meeting_within_the_year_is_told_three_times() -> None:
    held = date(2022, 3, 24)
    assert yearly_alarms(held, [date(2023, 3, 25)], (9, 11, 12)) == (NINE, ELEVEN, TWELVE)
    assert yearly_alarms(held, [held], (9, 11, 12)) == (NINE, ELEVEN, TWELVE)
    assert yearly_alarms(held, [date(2023, 3, 24)], (9, 11, 12)) == ()


def days_of(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    every = [first + timedelta(days=one) for one in range(31)]
    return [day for day in every if day.month == month]
