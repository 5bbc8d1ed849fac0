"""Nobody is lost and nobody gets it twice, whatever happens in whatever order."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.delivery.state import Promise
from bot.outbox import Relay
from tests.engine.delivering.house import Terms
from tests.engine.delivering.judge import LostError, TwiceError
from tests.engine.delivering.naive import MarksAfter, MarksBefore, Outcomes
from tests.engine.delivering.walk import DOES, OFTEN, Step, Walk
from tests.engine.delivering.wire import Fate

COMMON = {Fate.TAKEN: 8, Fate.DROPPED: 3, Fate.LOST: 2}
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHORT = settings(PATIENT, max_examples=7, derandomize=True, database=None)
FIRST_FAULT = settings(SHORT, max_examples=100, phases=[Phase.generate], report_multiple_bugs=False)
DEEP = settings(PATIENT, max_examples=500)
ALL = tuple(name for name in DOES for _ in range(OFTEN.get(name, 1)))
CRASHES = ("works", "claims", "is taken", "is answered", "marks", "crashes", "time passes")
TERMS = st.builds(
    Terms,
    promise=st.sampled_from(Promise),
    local=st.sampled_from(["", "", "", "2022-03-23T15:00"]),
    expires=st.sampled_from(["", "", "", "2022-03-23T18:00", "2022-03-24T09:00"]),
)


def steps(names: Sequence[str]) -> st.SearchStrategy[Step]:
    fates = st.sampled_from([fate for fate in Fate for _ in range(COMMON.get(fate, 1))])
    return st.builds(Step, st.sampled_from(names), st.integers(0, 59), st.tuples(*[fates] * 4))


def walked(template: Path, how: settings, length: int, relaying: type[Relay] = Relay) -> None:
    @how
    @given(terms=TERMS, steps=st.lists(steps(ALL), min_size=length, max_size=2 * length))
    def walks(terms: Terms, steps: list[Step]) -> None:
        Walk(template, terms, relaying).walks(steps)

    walks()


def crashed(template: Path, relaying: type[Relay]) -> None:
    """Only what became of it is looked at, not how."""

    @FIRST_FAULT
    @given(steps=st.lists(steps(CRASHES), min_size=8, max_size=16))
    def walks(steps: list[Step]) -> None:
        Walk(template, Terms(), relaying, Outcomes).walks(steps)

    walks()


def test_random_walks_keep_every_promise(sqlite_template: Path) -> None:
    walked(sqlite_template, SHORT, 30)


@pytest.mark.proof
def test_many_long_walks_keep_every_promise(sqlite_template: Path) -> None:
    walked(sqlite_template, DEEP, 60)


@pytest.mark.parametrize("naive", [MarksBefore, MarksAfter])
def test_no_other_order_keeps_them(sqlite_template: Path, naive: type[Relay]) -> None:
    with pytest.raises(AssertionError):
        walked(sqlite_template, FIRST_FAULT, 10, naive)


def test_whoever_writes_down_first_that_it_was_sent_loses_some(sqlite_template: Path) -> None:
    with pytest.raises(LostError):
        crashed(sqlite_template, MarksBefore)


def test_whoever_writes_it_down_afterwards_sends_some_twice(sqlite_template: Path) -> None:
    with pytest.raises(TwiceError):
        crashed(sqlite_template, MarksAfter)
