"""What follows an attempt: nobody is lost, nobody is sent twice what was promised once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery.following import ATTEMPTS, Circumstances, Course, Ended, How, followed
from bot.domain.delivery.state import FINAL, IN_DOUBT, OPEN, InDoubt, Promise, State

NOW = datetime(2026, 3, 24, 7, 45, tzinfo=UTC)
GAP = timedelta(seconds=60)
MAY_HAVE_ARRIVED = {How.SENT, How.DOUBTFUL, How.CRASHED}
CALLS = st.sampled_from([How.SENT, How.LATER, How.REFUSED, How.DOUBTFUL, How.CRASHED, How.NOT_TRIED])
LOOKS = st.sampled_from([How.FOUND, How.ABSENT, How.BLIND, How.HIDDEN])
SENDING = Course(state=State.SENDING, due_at=NOW, attempt=1)


def here(in_doubt: InDoubt = InDoubt.REPEAT, *, second: bool = False, chance: float = 1.0) -> Circumstances:
    return Circumstances(in_doubt=in_doubt, has_second=second, now=NOW, chance=chance, gap=GAP)


def test_what_was_taken_is_sent() -> None:
    assert followed(SENDING, Ended(How.SENT), here()).state is State.SENT


@given(st.integers(1, 11), st.floats(0, 1), st.floats(0, 3600))
def test_the_back_off_doubles_to_a_quarter_of_an_hour_and_keeps_to_what_was_said(
    attempt: int, chance: float, retry_after: float
) -> None:
    course = replace(SENDING, attempt=attempt)
    after = followed(course, Ended(How.LATER, "rate-limited", retry_after), here(chance=chance))
    assert after.state is State.RETRY
    waits = (after.due_at - NOW).total_seconds()
    assert waits == pytest.approx(max(retry_after, chance * min(900, 2 * 2**attempt)), abs=0.001)


def test_twelve_times_then_the_other_channel_then_never_again() -> None:
    last = replace(SENDING, attempt=ATTEMPTS)
    assert followed(last, Ended(How.LATER, "not-sent"), here()).state is State.FAILED
    other = followed(last, Ended(How.LATER, "not-sent"), here(second=True))
    assert (other.state, other.second, other.first_cause) == (State.RETRY, True, "not-sent")
    assert followed(replace(other, attempt=13), Ended(How.LATER), here()).state is State.RETRY
    assert followed(replace(other, attempt=24), Ended(How.LATER), here()).state is State.FAILED


def test_who_cannot_be_reached_there_is_tried_elsewhere_once() -> None:
    other = followed(SENDING, Ended(How.REFUSED, "blocked"), here(second=True))
    assert (other.state, other.due_at, other.second, other.first_cause) == (State.RETRY, NOW, True, "blocked")
    gone = followed(other, Ended(How.REFUSED, "no-mailbox"), here())
    assert (gone.state, gone.cause, gone.first_cause) == (State.FAILED, "no-mailbox", "blocked")


def test_what_can_be_looked_up_is_sent_again_only_when_it_was_absent_twice() -> None:
    look_up = here(InDoubt.LOOK_UP)
    doubt = followed(SENDING, Ended(How.DOUBTFUL, "uncertain"), look_up)
    assert (doubt.state, doubt.due_at) == (State.UNCERTAIN, NOW)
    once = followed(doubt, Ended(How.ABSENT), look_up)
    assert (once.state, once.due_at) == (State.UNCERTAIN, NOW + GAP)
    twice = followed(once, Ended(How.ABSENT), look_up)
    assert (twice.state, twice.due_at, twice.repeat) == (State.RETRY, NOW, False)
    assert followed(once, Ended(How.FOUND), look_up).state is State.SENT


def test_a_look_up_that_fails_leaves_the_doubt() -> None:
    look_up = here(InDoubt.LOOK_UP)
    doubt = followed(SENDING, Ended(How.DOUBTFUL), look_up)
    once = followed(doubt, Ended(How.ABSENT), look_up)
    blind = followed(once, Ended(How.BLIND, "rate-limited", 60), look_up)
    assert (blind.state, blind.looks, blind.due_at) == (State.UNCERTAIN, 1, NOW + timedelta(seconds=60))


@pytest.mark.parametrize("promise", Promise)
def test_where_nobody_can_look_any_more_a_person_decides_or_it_goes_elsewhere(promise: Promise) -> None:
    doubt = Course(state=State.UNCERTAIN, due_at=NOW, attempt=1, promise=promise)
    hidden = Ended(How.HIDDEN, "removed")
    assert followed(doubt, hidden, here(InDoubt.LOOK_UP)).state is State.PARKED
    other = followed(doubt, hidden, here(InDoubt.LOOK_UP, second=True))
    if promise is Promise.MUST_ARRIVE:
        assert (other.state, other.second, other.repeat) == (State.RETRY, True, True)
    else:
        assert other.state is State.PARKED


def test_what_must_arrive_is_repeated_once_and_marked() -> None:
    again = followed(SENDING, Ended(How.DOUBTFUL), here())
    assert (again.state, again.repeat) == (State.RETRY, True)
    second = followed(replace(again, attempt=2), Ended(How.DOUBTFUL), here())
    assert second.state is State.PARKED
    mail = followed(replace(again, attempt=2), Ended(How.DOUBTFUL, "uncertain"), here(second=True))
    assert (mail.state, mail.second, mail.repeat) == (State.RETRY, True, True)


def test_a_crash_does_not_count_against_the_channel() -> None:
    course = SENDING
    for number in range(1, 6):
        course = followed(replace(course, attempt=number), Ended(How.CRASHED), here(second=True))
        assert (course.state, course.due_at, course.repeat, course.second) == (State.RETRY, NOW, True, False)


@pytest.mark.parametrize("how", [How.DOUBTFUL, How.CRASHED])
def test_what_is_never_sent_twice_waits_for_a_person(how: How) -> None:
    course = replace(SENDING, promise=Promise.NEVER_TWICE)
    assert followed(course, Ended(how), here(second=True)).state is State.PARKED


@pytest.mark.parametrize("how", [How.DOUBTFUL, How.CRASHED])
def test_what_harms_nobody_is_done_again_at_once(how: How) -> None:
    again = followed(SENDING, Ended(how), here(InDoubt.HARMLESS))
    assert (again.state, again.due_at, again.repeat) == (State.RETRY, NOW, False)


def test_what_was_not_tried_is_due_as_before() -> None:
    assert followed(SENDING, Ended(How.NOT_TRIED), here()).state is State.DUE


def test_what_is_of_no_use_or_not_wanted_ends() -> None:
    assert followed(SENDING, Ended(How.TOO_LATE, "too-late"), here()).state is State.EXPIRED
    assert followed(SENDING, Ended(How.UNWANTED, "no-role"), here()).state is State.SUPPRESSED


@given(
    st.lists(st.tuples(CALLS, LOOKS), min_size=40, max_size=40),
    st.sampled_from(InDoubt),
    st.sampled_from(Promise),
    st.booleans(),
)
def test_whatever_happens_it_is_final_due_or_a_persons_and_promises_are_kept(
    answers: list[tuple[How, How]], in_doubt: InDoubt, promise: Promise, second: bool
) -> None:
    """A look-up that finds nothing proves that nothing has arrived."""
    course, reached, ends = replace(SENDING, promise=promise, attempt=0), 0, OPEN | {State.UNCERTAIN}
    for call, look in answers:
        if course.state not in ends:
            break
        around = here(in_doubt, second=second and not course.second)
        if course.state is State.UNCERTAIN:
            course = followed(course, Ended(look, "x"), around)
            reached -= 1 if course.state is State.RETRY and look is How.ABSENT else 0
            continue
        course = followed(
            replace(course, state=State.SENDING, attempt=course.attempt + 1), Ended(call, "x"), around
        )
        reached += call in MAY_HAVE_ARRIVED
        if promise is Promise.NEVER_TWICE and in_doubt is not InDoubt.HARMLESS:
            assert reached <= 1
        if reached > 1 and in_doubt is InDoubt.REPEAT:
            assert course.repeat
    assert course.state in FINAL | IN_DOUBT | OPEN
    assert course.state is not State.SENDING
    if course.state is State.FAILED and promise is Promise.MUST_ARRIVE and second:
        assert course.second
