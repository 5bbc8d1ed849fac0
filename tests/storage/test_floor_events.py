"""Every kind of change on a floor is kept by the names of its fields, and comes back as it was."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.floor.entry import Asked, Kind
from bot.domain.floor.event import CarriedOver, Change, Requested, Undone
from bot.domain.floor.floor import Rules
from bot.domain.meetings import Meeting, OwnRules
from storage.floor_events import CHANGES, a_change, spelled
from storage.typed import plain, thawed

NOW = datetime(2022, 3, 24, 7, 45, 12, 345678, tzinfo=UTC)
ASKED = Asked(delegation="FJI", item="2", kind=Kind.STATEMENT, by="ana", at=NOW, source="slack")
KEPT = {"delegation": "FJI", "item": "2", "kind": "statement", "by": "ana", "at": NOW.isoformat()}
KEPT |= {"source": "slack"}

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


def as_kept(value: object) -> object:
    """By way of the text that a database keeps."""
    found: object = json.loads(json.dumps(plain(value)))
    return found


@pytest.mark.parametrize("verb", CHANGES)
def test_a_change_comes_back_as_it_was(verb: str) -> None:
    @given(st.from_type(CHANGES[verb]))
    def comes_back(change: Change) -> None:
        assert spelled(type(change)) == verb
        found = a_change(verb, as_kept(change))
        assert found == change
        assert type(found) is type(change)

    comes_back()


def test_each_change_has_a_verb_of_its_own() -> None:
    assert set(CHANGES.values()) == set(get_args(Change))
    assert CHANGES["carried-over"] is CarriedOver


def test_times_are_kept_to_the_microsecond() -> None:
    spoken = timedelta(minutes=3, microseconds=20)
    assert plain(Undone(7, "e", spoken)) == {"of": 7, "entry": "e", "spoken": 180_000_020}
    kept = plain(ASKED)
    assert isinstance(kept, dict)
    assert kept["at"] == "2022-03-24T07:45:12.345678+00:00"


def test_what_was_not_there_when_it_was_kept_is_as_by_default() -> None:
    assert a_change("requested", {"entry": "e", "asked": KEPT}) == Requested("e", ASKED)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"entry": "e"},
        {"entry": 1, "asked": KEPT},
        {"entry": "e", "asked": {"delegation": "FJI"}},
        {"entry": "e", "asked": KEPT, "further": 1},
        {"entry": "e", "asked": KEPT | {"mode": "by phone"}},
        {"entry": "e", "asked": KEPT | {"at": "noon"}},
        {"entry": "e", "asked": KEPT | {"words": True}},
        {"entry": "e", "asked": KEPT, "head": "yes"},
    ],
)
def test_what_has_another_shape_is_an_error(broken: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        a_change("requested", broken)


def test_a_change_of_a_newer_version_is_an_error() -> None:
    with pytest.raises(ValueError, match="sung"):
        a_change("sung", {})


@given(st.from_type(Meeting))
def test_a_meeting_comes_back_as_it_was(meeting: Meeting) -> None:
    assert thawed(Meeting, as_kept(meeting)) == meeting


def test_an_item_can_have_each_of_the_rules_as_its_own() -> None:
    assert [one.name for one in fields(OwnRules)] == [one.name for one in fields(Rules)]
