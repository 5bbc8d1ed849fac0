"""Nobody is lost and nobody gets it twice, whatever happens in whatever order."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.delivery.state import Promise
from tests.engine.delivering.house import Terms
from tests.engine.delivering.walk import DOES, OFTEN, Step, Walk
from tests.engine.delivering.wire import Fate

COMMON = {Fate.TAKEN: 8, Fate.DROPPED: 3, Fate.LOST: 2}
steps = st.builds(
    Step,
    st.sampled_from([name for name in DOES for _ in range(OFTEN.get(name, 1))]),
    st.integers(0, 59),
    st.tuples(*[st.sampled_from([fate for fate in Fate for _ in range(COMMON.get(fate, 1))])] * 4),
)
terms = st.builds(
    Terms,
    promise=st.sampled_from(Promise),
    local=st.sampled_from(["", "", "", "2022-03-23T15:00"]),
    expires=st.sampled_from(["", "", "", "2022-03-23T18:00", "2022-03-24T09:00"]),
)


def walks(length: int) -> st.SearchStrategy[list[Step]]:
    return st.lists(steps, min_size=length, max_size=length + 20)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(terms=terms, steps=walks(30))
def test_random_walks_keep_every_promise(sqlite_template: Path, terms: Terms, steps: list[Step]) -> None:
    Walk(sqlite_template, terms).walks(steps)


@pytest.mark.proof
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(terms=terms, steps=walks(60))
def test_many_long_walks_keep_every_promise(sqlite_template: Path, terms: Terms, steps: list[Step]) -> None:
    Walk(sqlite_template, terms).walks(steps)
