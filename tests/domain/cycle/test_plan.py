"""All dates of a year: from the network file, and moved by what is decided on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cycle.cycle import Closed, Cycle, Override
from bot.domain.cycle.plan import Plan, plan
from bot.domain.cycle.step import WAITS_FOR, StepName
from tests.worlds import network

MEETING, FORUM = date(2022, 3, 24), date(2022, 9, 13)
AT = datetime(2022, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
UNDATED = {StepName.THEME, StepName.SHORTLIST, StepName.ROUND}


def year(*, closings: tuple[Closed, ...] = (), overrides: tuple[Override, ...] = ()) -> Plan:
    cycle = Cycle(id="c", body="network", year=2022, forum=FORUM, closed=closings, overrides=overrides)
    return plan(network(), MEETING, FORUM, cycle=cycle)


def closed(step: StepName, day: date) -> Closed:
    return Closed(step=step, day=day, by="sec", at=AT)


def chosen(step: StepName, day: date) -> Override:
    return Override(step=step, day=day, by="sec", at=AT)


UNTOUCHED = plan(network(), MEETING, FORUM)


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("call-opens", date(2021, 9, 23)),
        ("call-closes", date(2021, 11, 4)),
        ("exchange-check-closes", date(2022, 1, 27)),
        ("registration-opens", date(2022, 1, 13)),
        ("registration-last", date(2022, 3, 17)),
        ("preparatory-meeting", MEETING),
        ("summary-draft", date(2022, 3, 27)),
        ("survey-closes", date(2022, 4, 14)),
        ("report-due", date(2022, 7, 5)),
        ("next-cycle", FORUM),
    ],
)
def test_the_year_of_the_sample(step: str, day: date) -> None:
    assert UNTOUCHED.day(StepName(step)) == day


def test_every_step_of_the_file_has_its_day() -> None:
    assert {one.step for one in UNTOUCHED.milestones} == set(StepName) - UNDATED
    assert [one.day for one in UNTOUCHED.milestones] == sorted(one.day for one in UNTOUCHED.milestones)


def test_a_deadline_ends_with_its_day_at_home() -> None:
    last = UNTOUCHED.of(StepName.REGISTRATION_LAST)
    assert last
    assert last.ends("Asia/Bangkok") == datetime(2022, 3, 17, 17, tzinfo=UTC)
    assert (last.late(last.day), last.late(last.day + DAY)) == (False, True)


def test_what_is_closed_late_takes_along_what_waits_for_it_and_nothing_else() -> None:
    late = year(closings=(closed(StepName.AGENDA_APPROVED, date(2022, 1, 10)),))
    moved = {one.step: (one.day - one.planned).days for one in late.milestones if one.day != one.planned}
    assert moved == {StepName.DOCUMENTS_DUE: 4, StepName.DOCUMENTS_OUT: 4}


def test_nothing_is_pushed_beyond_the_meeting() -> None:
    late = year(closings=(closed(StepName.DOCUMENTS_DUE, date(2022, 3, 20)),))
    assert late.day(StepName.DOCUMENTS_OUT) == MEETING


def test_a_day_that_was_chosen_stays_and_is_told() -> None:
    by_hand = year(overrides=(chosen(StepName.REPORT_DUE, date(2022, 7, 12)),))
    due = by_hand.of(StepName.REPORT_DUE)
    assert due
    assert (due.day, due.planned, due.chosen) == (date(2022, 7, 12), date(2022, 7, 5), True)
    assert by_hand.day(StepName.REPORT_OUT) == date(2022, 8, 9)


steps = st.sampled_from([one.step for one in UNTOUCHED.milestones])
dates = st.dates(date(2021, 9, 1), date(2022, 12, 31))


@given(st.dictionaries(steps, dates))
def test_only_what_waits_for_a_late_step_ever_moves(closings: dict[StepName, date]) -> None:
    found = year(closings=tuple(closed(step, day) for step, day in closings.items()))
    for one in found.milestones:
        assert one.day >= one.planned
        late = any(closings.get(first, date.min) > before(first) for first in behind(one.step))
        assert late or one.day == one.planned


@given(dates, st.integers(-400, 400))
def test_a_move_of_the_meeting_moves_all_that_counts_from_it(meeting: date, by: int) -> None:
    here, there = plan(network(), meeting, FORUM), plan(network(), meeting + by * DAY, FORUM)
    for one in here.milestones:
        moved = there.day(one.step)
        assert moved in {one.day, one.day + by * DAY}


def behind(step: StepName) -> set[StepName]:
    first = set(WAITS_FOR.get(step, ()))
    return first.union(*(behind(one) for one in first))


def before(step: StepName) -> date:
    found = UNTOUCHED.of(step)
    return found.planned if found else date.max
