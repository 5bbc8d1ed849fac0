"""What is sent of a broadcast has a name of its own, and nobody gets two of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.reference import (
    delivery_id,
    dry_run_key,
    parsed,
    recall_key,
    reference,
    reminder_key,
    version_key,
)

names = st.text("abc-/\n", min_size=1, max_size=6)


@given(st.integers(1000, 9999), st.integers(0, 99_999))
def test_a_reference_is_read_back(year: int, number: int) -> None:
    assert parsed(reference(year, number)) == (year, number)
    assert parsed(f" {reference(year, number).lower()} ") == (year, number)


def test_a_reference_has_three_digits_at_least() -> None:
    assert [reference(2026, 14), reference(2026, 1400)] == ["NB-2026-014", "NB-2026-1400"]


@pytest.mark.parametrize("typed", ["", "NB", "NB-26-014", "NB-2026-14", "NB-2026-014/v2", "XB-2026-014"])
def test_what_is_no_reference(typed: str) -> None:
    assert parsed(typed) is None


def test_no_two_things_share_a_name() -> None:
    of = reference(2026, 14)
    keys = [
        of,
        version_key(of, 2),
        recall_key(of),
        reminder_key(of, 1),
        reminder_key(of, 2),
        dry_run_key(of, 1),
    ]
    assert keys == [
        "NB-2026-014",
        "NB-2026-014/v2",
        "NB-2026-014/recall",
        "NB-2026-014/remind-1",
        "NB-2026-014/remind-2",
        "NB-2026-014/dry-1",
    ]


def test_a_delivery_has_the_same_id_whenever_it_is_planned() -> None:
    assert delivery_id("NB-2026-014", "ana") == delivery_id("NB-2026-014", "ana")
    assert len(delivery_id("NB-2026-014", "ana")) == 32


@given(names, names, names, names)
def test_another_recipient_or_occurrence_has_another(one: str, ana: str, two: str, ben: str) -> None:
    if "\n" not in one + two and (one, ana) != (two, ben):
        assert delivery_id(one, ana) != delivery_id(two, ben)
