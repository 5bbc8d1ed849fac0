"""Who is written to: everybody for reminders, focal points for asks, only the silent when it chases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.cycle.task import Task
from bot.domain.cycle.touch import Series, Touch
from bot.domain.cycle.whom import Circle, Said, call_list, concerned, whom
from bot.domain.network import Body
from bot.domain.people import Person, Role
from tests.worlds import network

UNTIL = datetime(2022, 3, 24, tzinfo=UTC)
REGISTRATION = Task.REGISTRATION


def body(of: str) -> Body:
    found = network().body(of)
    assert found
    return found


def person(name: str, role: Role, delegation: str = "") -> Person:
    return Person(id=name, roles=frozenset({role}), delegation=delegation)


PEOPLE = (
    person("fiji", Role.FOCAL_POINT, "FJI"),
    person("fiji-alternate", Role.ALTERNATE, "FJI"),
    person("fiji-adviser", Role.ADVISER, "FJI"),
    person("thai", Role.FOCAL_POINT, "THA"),
    person("thai-head", Role.DIRECTOR_GENERAL, "THA"),
    person("lao-alternate", Role.ALTERNATE, "LAO"),
    person("german", Role.OBSERVER, "DEU"),
    person("brazil", Role.FOCAL_POINT, "BRA"),
    person("sec", Role.SECRETARIAT),
    person("chair", Role.MODERATOR),
)
CIRCLE = Circle(body=body("network"), network=network(), zone="Asia/Bangkok", people=PEOPLE)


def touch(series: Series, number: int = 1, task: Task | None = REGISTRATION) -> Touch:
    return Touch(subject="cycle:c", series=series, offset="", until=UNTIL, dated=0, number=number, task=task)


def written_to(series: Series, number: int = 1, circle: Circle = CIRCLE) -> list[str]:
    return [one.person.id for one in whom(touch(series, number), circle)]


def saying(said: Said) -> Circle:
    return replace(CIRCLE, said={REGISTRATION: said})


@pytest.mark.parametrize(
    ("role", "delegation", "of", "so"),
    [
        (Role.FOCAL_POINT, "FJI", "network", True),
        (Role.OBSERVER, "DEU", "network", True),
        (Role.FOCAL_POINT, "BRA", "network", False),
        (Role.SECRETARIAT, "", "working-group-theme", True),
        (Role.MODERATOR, "", "working-group-theme", True),
        (Role.FOCAL_POINT, "FJI", "working-group-theme", False),
        (Role.FOCAL_POINT, "THA", "working-group-theme", True),
    ],
)
def test_who_is_concerned(role: Role, delegation: str, of: str, *, so: bool) -> None:
    one = person("ana", role, delegation)
    circle = replace(CIRCLE, body=body(of), accepted={"THA"})
    assert concerned(one, circle) is so
    assert not concerned(replace(one, roles=frozenset()), circle)


def test_everybody_concerned_is_reminded_until_their_delegation_declines() -> None:
    everybody = [one.id for one in PEOPLE if one.id != "brazil"]
    assert written_to(Series.REMINDER) == everybody
    without_fiji = replace(CIRCLE, declined={"FJI"})
    assert written_to(Series.REMINDER, circle=without_fiji) == everybody[3:]


@pytest.mark.parametrize(
    ("series", "number", "expected"),
    [
        (Series.INVITATION, 1, ["fiji", "thai", "lao-alternate"]),
        (Series.ASK, 1, ["fiji", "thai", "lao-alternate"]),
        (Series.CHASE, 1, ["fiji", "thai", "lao-alternate"]),
        (Series.CHASE, 2, ["fiji", "fiji-alternate", "thai", "lao-alternate"]),
        (Series.SURVEY_CHASE, 3, ["fiji", "fiji-alternate", "thai", "lao-alternate"]),
        (Series.CLOSING, 1, ["fiji", "thai", "lao-alternate"]),
        (Series.STEP, 1, ["sec"]),
    ],
)
def test_focal_points_are_asked_and_alternates_from_the_second_chase(
    series: Series, number: int, expected: list[str]
) -> None:
    assert written_to(series, number) == expected


@pytest.mark.parametrize("series", [Series.CHASE, Series.CLOSING, Series.ASK])
def test_whoever_has_answered_or_declined_hears_nothing_more(series: Series) -> None:
    answered = replace(saying(Said(answered={"FJI"})), declined={"THA"})
    assert written_to(series, 3, answered) == ["lao-alternate"]


def test_who_does_not_come_is_still_asked_what_it_thinks() -> None:
    declined = replace(CIRCLE, declined={"FJI"})
    asked = [one.person.id for one in whom(touch(Series.CLOSING, task=Task.COMMENTS), declined)]
    assert asked == ["fiji", "thai", "lao-alternate"]


def test_what_was_handed_on_goes_to_that_colleague_as_long_as_they_are_there() -> None:
    handed = saying(Said(handed={"FJI": "fiji-adviser", "THA": "brazil"}))
    for number in (1, 2, 3):
        assert written_to(Series.CHASE, number, handed) == ["fiji-adviser", "thai", "lao-alternate"]
    assert written_to(Series.CHASE, 1, replace(handed, away={"fiji-adviser"}))[0] == "fiji"


def test_of_somebody_on_leave_the_alternate_is_asked_at_once() -> None:
    away = replace(CIRCLE, away={"fiji"})
    assert written_to(Series.ASK, circle=away) == ["fiji-alternate", "thai", "lao-alternate"]
    assert written_to(Series.CHASE, 2, away) == ["fiji-alternate", "thai", "lao-alternate"]


def test_where_there_is_no_alternate_the_head_is_asked_and_at_last_whoever_is_on_leave() -> None:
    assert written_to(Series.ASK, circle=replace(CIRCLE, away={"thai"}))[1] == "thai-head"
    assert written_to(Series.CHASE, 2, replace(CIRCLE, away={"thai"}))[2] == "thai-head"
    assert written_to(Series.ASK, circle=replace(CIRCLE, away={"thai", "thai-head"}))[1] == "thai"


def test_only_those_it_concerns_are_asked() -> None:
    assert written_to(Series.ASK, circle=saying(Said(concerns={"THA"}))) == ["thai"]
    theme = replace(CIRCLE, body=body("working-group-theme"), accepted={"THA"})
    assert written_to(Series.ASK, circle=theme) == ["thai"]


def test_the_secretariat_calls_the_silent_once_with_the_third_chase() -> None:
    theme = replace(CIRCLE, body=body("working-group-theme"), accepted={"THA", "FJI", "LAO", "MNG"})
    lists = {number: [*call_list(touch(Series.CHASE, number), theme)] for number in range(1, 5)}
    assert {number for number, found in lists.items() if found} == {3}
    assert {"THA", "FJI", "LAO", "MNG"} <= {*lists[3]}, "nobody is on the list for Mongolia"
    answered = replace(theme, said={REGISTRATION: Said(answered={"THA"})}, declined={"FJI"})
    assert {"LAO", "MNG"} == {"THA", "FJI", "LAO", "MNG"} & {*call_list(touch(Series.CHASE, 3), answered)}
    assert not call_list(touch(Series.CLOSING, 3), theme)


def test_each_reads_the_clocks_and_rests_on_the_days_of_their_country() -> None:
    away = replace(CIRCLE, people=(replace(PEOPLE[3], time_zone="Europe/Rome"), PEOPLE[0], PEOPLE[8]))
    readers = {one.person.id: (one.zone, one.country) for one in whom(touch(Series.REMINDER), away)}
    assert readers == {
        "thai": ("Europe/Rome", "THA"),
        "fiji": ("Pacific/Fiji", "FJI"),
        "sec": ("Asia/Bangkok", ""),
    }
