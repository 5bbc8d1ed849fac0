"""What JSON columns hold is read back as it was, and nothing else is taken."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from bot.cards import Pick, Pointer, Say
from bot.dialog import Show
from bot.unit import AskAgain, Screen, Shortcuts
from storage.columns import Instant
from storage.plain import frozen, pressable, shortcuts, thawed

NOW = datetime(2022, 3, 24, tzinfo=UTC)
SQLITE = make_url("sqlite://").get_dialect()()
TEXT = st.text(max_size=8)
SAY = st.recursive(
    st.builds(Say, TEXT, st.dictionaries(TEXT, TEXT | st.integers(), max_size=3)),
    lambda inner: st.builds(Say, TEXT, st.dictionaries(TEXT, TEXT | inner, max_size=3)),
    max_leaves=4,
)
SCREEN = (
    SAY | st.builds(Show, TEXT, TEXT) | st.builds(AskAgain, TEXT, st.dictionaries(TEXT, st.none() | TEXT))
)
PRESSED = st.builds(Pointer, TEXT, TEXT, TEXT) | st.builds(Pick, TEXT, st.integers(), TEXT, st.none() | TEXT)


@given(SCREEN)
def test_a_screen_comes_back(screen: Screen) -> None:
    assert thawed(json.loads(json.dumps(frozen(screen)))) == screen


@given(st.lists(st.tuples(TEXT, PRESSED), max_size=3).map(tuple))
def test_what_can_be_typed_comes_back(labels: Shortcuts) -> None:
    assert shortcuts(json.loads(json.dumps(pressable(labels)))) == labels


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        ["say", "x"],
        ["say", "x", {"a": ["show", "v", ""]}],
        ["ask", "d", {"a": 1}],
        ["eval", "x", {}],
    ],
)
def test_another_shape_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        thawed(plain)


@pytest.mark.parametrize(
    "plain", ["x", [1], [["label", "press", "verb"]], [["label", "pick", "d", "1", "n", None]]]
)
def test_other_shortcuts_are_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        shortcuts(plain)


@given(st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)), st.integers(-14, 14))
def test_instants_sort_as_text_and_come_back_in_utc(since: timedelta, hours: int) -> None:
    column, instant = Instant(), (NOW + since).astimezone(timezone(timedelta(hours=hours)))
    later = instant + timedelta(microseconds=1)
    text, later_text = (column.process_bind_param(one, SQLITE) for one in (instant, later))
    assert str(text) < str(later_text)
    found = column.process_result_value(text, SQLITE)
    assert found == instant
    assert found.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(NOW.replace(tzinfo=None), SQLITE)
