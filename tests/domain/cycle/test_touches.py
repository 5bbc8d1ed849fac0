"""What delegations are asked for in a year: once when it opens, and again before it closes."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.cycle.cycle import Closed, Cycle
from bot.domain.cycle.plan import Plan, plan
from bot.domain.cycle.step import StepName
from bot.domain.cycle.task import Task
from bot.domain.cycle.touches import of_cycle
from tests.worlds import network

MEETING, FORUM = date(2022, 3, 24), date(2022, 9, 13)
PLAN = plan(network(), MEETING, FORUM)


def days(year: Plan = PLAN) -> dict[tuple[str, str], date]:
    """By task and offset."""
    touches = of_cycle("cycle:2022", year, network(), dated=1)
    return {(str(one.task), one.offset): one.day for one in touches if one.day}


@pytest.mark.parametrize(
    ("task", "asked", "again"),
    [
        ("call", date(2021, 9, 23), date(2021, 10, 28)),
        ("exchange-check", date(2021, 12, 2), date(2022, 1, 20)),
        ("survey", date(2022, 3, 25), date(2022, 4, 8)),
    ],
)
def test_asked_when_it_opens_and_once_more_before_it_closes(task: str, asked: date, again: date) -> None:
    assert sorted(day for (of, _), day in days().items() if of == task) == [asked, again]


def test_registration_is_chased_as_the_network_file_says() -> None:
    chased = {offset: day for (of, offset), day in days().items() if of == "registration"}
    assert chased == {
        "registration-opens": date(2022, 1, 13),
        "T-6w": date(2022, 2, 10),
        "T-4w": date(2022, 2, 24),
        "T-2w": date(2022, 3, 10),
    }


def test_comments_are_asked_for_when_there_is_a_draft_and_again_after_that() -> None:
    assert not [offset for of, offset in days() if (of, offset) == ("comments", "summary-draft")]
    at = datetime(2022, 3, 29, 8, tzinfo=UTC)
    closed = Closed(step=StepName.SUMMARY_DRAFT, day=date(2022, 3, 29), by="sec", at=at)
    cycle = Cycle(id="2022", body="network", year=2022, forum=FORUM, closed=(closed,))
    found = days(plan(network(), MEETING, FORUM, cycle=cycle))
    assert found["comments", "summary-draft"] == date(2022, 3, 29)
    assert date(2022, 3, 29) < found["comments", "summary-comments"] < date(2022, 4, 5)


def test_nothing_is_asked_before_it_opens_wherever_it_is_a_holiday() -> None:
    asks = [one for one in of_cycle("cycle:2022", PLAN, network(), dated=1) if one.asks]
    assert {one.task for one in asks} == set(Task) - {Task.COMMENTS}
    assert not any(one.rests for one in asks)
