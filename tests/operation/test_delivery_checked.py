"""The checker finds each thing that must not happen, and nothing where all is well."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery.state import State
from tests.fakes.arrivals import Arrival
from tests.fakes.checker import Book, Log, Row, faults, last_words, missing
from tests.worlds import START

SLACK = Row(id="d1", occurrence_key="NB-2026-001", recipient="ana", platform="slack", handle="T1/D1/1.0")
TEAMS = replace(SLACK, id="d2", recipient="ben", platform="teams", handle="a:ben/m1")
ON_SLACK = Arrival(kind="sent", handle="T1/D1/1.0", at=START, delivery="d1", text="NB-2026-001")
ON_TEAMS = Arrival(kind="sent", handle="a:ben/m1", at=START, text="NB-2026-001")
AGAIN = replace(ON_TEAMS, handle="a:ben/m2", text="NB-2026-001 perhaps a repeat")
WELL = Log(slack=[ON_SLACK], teams=[ON_TEAMS], marked="perhaps a repeat", same="NB-2026-001")
BOTH = Book(rows=[SLACK, TEAMS])


def test_nothing_is_found_where_all_is_well() -> None:
    assert faults(BOTH, WELL) == []
    assert faults(BOTH, replace(WELL, teams=[ON_TEAMS, AGAIN], repeats=1)) == []
    assert missing(BOTH, "NB-2026-001", ["ana", "ben"]) == set()


@pytest.mark.parametrize(
    ("log", "found"),
    [
        (replace(WELL, slack=[]), "d1 is sent, but T1/D1/1.0 never arrived"),
        (replace(WELL, slack=[ON_SLACK, replace(ON_SLACK, handle="T1/D1/2.0")]), "d1 arrived 2 times"),
        (replace(WELL, slack=[ON_SLACK, replace(ON_SLACK, delivery="d9")]), "d9 arrived and is unknown"),
        (replace(WELL, teams=[]), "d2 is sent, but a:ben/m1 never arrived"),
        (replace(WELL, teams=[ON_TEAMS, AGAIN]), "1 repeats on Teams, 0 can be explained"),
        (
            replace(WELL, teams=[ON_TEAMS, replace(AGAIN, text="NB-2026-001")], repeats=1),
            "a:ben/m2 is a repeat and does not say so",
        ),
    ],
)
def test_what_arrived_is_held_against_what_is_said(log: Log, found: str) -> None:
    assert faults(BOTH, log) == [found]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (replace(TEAMS, state=State.SENDING), "d2 is still sending"),
        (replace(TEAMS, state=State.CANCELLED), "d2 is cancelled and arrived"),
        (replace(TEAMS, expires_at=START - timedelta(minutes=1)), "d2 arrived at "),
        (replace(TEAMS, subject="b1", subject_version=1), "d2 was left with version 1 of 2"),
    ],
)
def test_what_is_said_is_held_against_what_arrived(row: Row, found: str) -> None:
    [line] = faults(Book(rows=[SLACK, row], newest={"b1": 2}), WELL)
    assert line.startswith(found)


def test_a_cancelled_one_must_not_have_arrived_on_slack() -> None:
    book = Book(rows=[replace(SLACK, state=State.CANCELLED, handle="")])
    assert faults(book, Log(slack=[ON_SLACK])) == ["d1 arrived and is cancelled"]


def test_an_edit_that_was_refused_explains_an_old_version() -> None:
    old = replace(TEAMS, subject="b1", subject_version=1)
    edit = replace(old, id="d3", occurrence_key="NB-2026-001/v2", kind="edit", state=State.FAILED)
    assert faults(Book(rows=[SLACK, old, edit], newest={"b1": 2}), WELL) == []


def test_whoever_is_in_no_row_is_missing() -> None:
    assert missing(BOTH, "NB-2026-001", ["ana", "eva"]) == {"eva"}


def test_the_last_words_are_those_of_the_newest_edit_and_none_once_taken_back() -> None:
    edit = replace(ON_TEAMS, kind="edited", text="NB-2026-001 corrected")
    assert last_words([ON_TEAMS, edit]) == {"a:ben/m1": "NB-2026-001 corrected"}
    assert last_words([ON_TEAMS, edit, replace(edit, kind="withdrawn")]) == {}
