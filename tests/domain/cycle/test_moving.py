"""A meeting moves: what has changed, who has to hear of it, and which reminders of the new date are said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.cycle.moving import (
    Change,
    Heard,
    anew,
    believed,
    changes,
    done,
    notice_until,
    redated,
    to_be_told,
)
from bot.domain.cycle.touch import Series, Touch
from bot.domain.meetings import Item, Meeting, MeetingMode, MeetingStatus, Sitting, moved, revised

local = datetime.fromisoformat
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = Meeting(
    id="m",
    title={"en": "Roundtable"},
    body="network",
    zone="Asia/Bangkok",
    sittings=(Sitting(local("2022-03-24T14:30"), local("2022-03-24T17:30")),),
)
LATER = moved(FIRST, FIRST.starts + 7 * DAY)
OFF = replace(FIRST, status=MeetingStatus.CANCELLED)
NOW = datetime(2022, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (FIRST, set()),
        (replace(FIRST, sequence=7), set()),
        (LATER, {Change.MOVED}),
        (replace(FIRST, zone="Asia/Dhaka"), {Change.MOVED}),
        (replace(FIRST, room="2"), {Change.PLACE}),
        (replace(LATER, link="https://x.example", mode=MeetingMode.ONLINE), {Change.MOVED, Change.PLACE}),
        (replace(FIRST, status=MeetingStatus.TENTATIVE), {Change.STATUS}),
        (OFF, {Change.CANCELLED}),
        (replace(LATER, status=MeetingStatus.CANCELLED), {Change.CANCELLED}),
        (replace(FIRST, items=(Item(number="1", title={"en": "One"}),)), {Change.AGENDA}),
        (replace(FIRST, title={"en": "Table"}), {Change.AGENDA}),
    ],
)
def test_what_has_changed(after: Meeting, expected: set[Change]) -> None:
    assert changes(FIRST, after) == expected


def test_a_restored_meeting_has_another_date_even_where_it_is_the_same() -> None:
    assert changes(OFF, FIRST) == {Change.RESTORED}
    assert changes(OFF, LATER) == {Change.RESTORED, Change.MOVED}
    assert changes(OFF, replace(FIRST, status=MeetingStatus.TENTATIVE)) == {Change.RESTORED}
    assert changes(OFF, replace(LATER, status=MeetingStatus.CANCELLED)) == {Change.AGENDA}
    assert [redated(*pair) for pair in ((OFF, FIRST), (FIRST, OFF), (FIRST, LATER))] == [True] * 3
    assert not redated(FIRST, replace(FIRST, room="2"))


def told(*versions: Meeting, ana: Sequence[Heard]) -> bool:
    """Whether she is, of the last of those versions."""
    numbered = [FIRST]
    for one in versions:
        numbered.append(revised(numbered[-1], one))
    by_number = {one.sequence: one for one in numbered}
    return to_be_told(numbered[-1], by_number, {"ana": ana, "bo": ()}) == {"ana"}


def test_who_was_told_an_older_date_is_told_and_who_has_heard_of_nothing_is_not() -> None:
    assert told(LATER, ana=[Heard(0)])
    assert not told(LATER, ana=[])
    assert not told(LATER, ana=[Heard(0), Heard(1)])


def test_moved_back_before_the_notice_left_nobody_is_told_and_afterwards_everybody_is() -> None:
    assert not told(LATER, FIRST, ana=[Heard(0)])
    assert told(LATER, FIRST, ana=[Heard(0), Heard(1)])


def test_what_nobody_knows_to_have_arrived_counts_as_believed_beside_what_did() -> None:
    assert believed([Heard(0), Heard(1), Heard(2, surely=False), Heard(3, surely=False)]) == {1, 2, 3}
    assert believed([Heard(0, surely=False)]) == {0}
    assert told(LATER, FIRST, ana=[Heard(0), Heard(1, surely=False)])
    assert told(LATER, replace(LATER, title={"en": "T"}), ana=[Heard(0), Heard(1, surely=False)])


def test_of_an_agenda_nobody_is_told() -> None:
    assert not told(replace(FIRST, items=(Item(number="1", title={"en": "One"}),)), ana=[Heard(0)])


def test_of_a_cancellation_those_hear_who_were_told_and_of_what_is_changed_after_it_nobody() -> None:
    assert told(OFF, ana=[Heard(0)])
    assert not told(OFF, replace(OFF, room="2"), ana=[Heard(0), Heard(1)])
    assert told(OFF, FIRST, ana=[Heard(0), Heard(1)])
    assert not told(OFF, FIRST, ana=[Heard(0)])


def test_a_notice_is_of_use_until_it_begins_and_a_cancellation_until_it_would_have_ended() -> None:
    assert notice_until(LATER) == LATER.starts
    assert notice_until(OFF) == FIRST.ends


def touch(*, dated: int = 1, asks: bool = False, day: date | None = None) -> Touch:
    subject, series = ("cycle:c", Series.ASK) if asks else ("meeting:m", Series.REMINDER)
    until = FIRST.starts
    return Touch(subject=subject, series=series, offset="T-1w", until=until, dated=dated, asks=asks, day=day)


@pytest.mark.parametrize(
    ("opens", "before", "asks", "so"),
    [
        (NOW, False, False, True),
        (NOW + HOUR, False, False, False),
        (NOW + DAY, True, False, True),
        (NOW + DAY + HOUR, True, False, False),
        (NOW - DAY, False, True, False),
        (NOW - DAY, True, True, True),
    ],
)
def test_which_touches_of_the_new_date_count_as_done(
    opens: datetime, *, before: bool, asks: bool, so: bool
) -> None:
    one = touch(asks=asks)
    assert done(one, opens, told=before, noticed_at=NOW) is so
    keys = [touch(dated=0, asks=asks).key] if before else []
    assert anew([(one, opens)], keys, NOW) == ([] if so else [one])


def test_having_been_told_of_this_very_date_is_not_having_been_told_of_an_older_one() -> None:
    one = touch(dated=1)
    assert anew([(one, NOW + HOUR)], [one.key], NOW) == [one]
    assert anew([(one, NOW + HOUR)], [touch(dated=10).key], NOW) == []
