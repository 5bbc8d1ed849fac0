"""The counts add up to the audience at every moment, and “complete” is said when nothing is open."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import FINAL, IN_DOUBT, OPEN, State

tallies = st.dictionaries(st.sampled_from(State), st.integers(0, 20))


@given(tallies)
def test_counts_add_up(by_state: dict[State, int]) -> None:
    counts = Counts(by_state=by_state)
    assert counts.open + counts.of(*IN_DOUBT) + counts.of(*FINAL) == counts.audience == sum(by_state.values())


@given(tallies)
def test_complete_is_what_can_change_no_more(by_state: dict[State, int]) -> None:
    assert Counts(by_state=by_state).complete == all(by_state.get(one, 0) == 0 for one in OPEN | IN_DOUBT)


def test_each_state_is_open_in_doubt_or_final() -> None:
    assert sorted([*OPEN, *IN_DOUBT, *FINAL]) == sorted(State)
