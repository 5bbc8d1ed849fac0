"""However messages come, none of the limits is passed, and none of the messages is kept for ever."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.delivery.pace import (
    Bucket,
    Gate,
    Pace,
    arrived,
    free_at,
    full,
    passed,
    present,
    queued,
    refused,
    slowed,
    step,
    taken,
    waits,
)

START = datetime(2026, 3, 24, 7, 45, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TENANT, SLACK, CHAT = Pace(40, 4), Pace(5, 3), Pace(1)

paces = st.builds(Pace, st.sampled_from([0.5, 1, 3, 5, 40]), st.integers(1, 20))
gaps = st.lists(st.integers(0, 700_000), min_size=1, max_size=120)


def instants(between: Sequence[int]) -> list[datetime]:
    at, found = START, list[datetime]()
    for microseconds in between:
        at += timedelta(microseconds=microseconds)
        found.append(at)
    return found


def most(admitted: Sequence[datetime], window: timedelta) -> int:
    return max((sum(one <= other < one + window for other in admitted) for one in admitted), default=0)


@given(paces, gaps, st.integers(1, 60))
def test_in_no_window_more_than_the_burst_and_the_rate(pace: Pace, between: list[int], seconds: int) -> None:
    bucket, admitted = full(Gate("t", pace), START), list[datetime]()
    for now in instants(between):
        if found := taken(bucket, pace, now):
            bucket = found
            admitted.append(now)
    assert most(admitted, seconds * SECOND) <= pace.burst + pace.rate * seconds


@given(paces, gaps)
def test_what_is_refused_is_taken_when_it_is_free(pace: Pace, between: list[int]) -> None:
    bucket = full(Gate("t", pace), START)
    for now in instants(between):
        found = taken(bucket, pace, now)
        if found is None:
            at = free_at(present(bucket, pace, now), pace)
            assert at > now
            assert taken(bucket, pace, at - timedelta(microseconds=1)) is None
            found = taken(bucket, pace, at)
        assert found
        bucket = found


def sent(count: int, lanes: int, pace: Pace, *, late: timedelta = timedelta()) -> list[tuple[datetime, int]]:
    """When each of so many went, and in which lane; the relay wakes `late` after each is due."""
    buckets: dict[str, Bucket] = {}
    due = [(START, number) for number in range(count)]
    found: list[tuple[datetime, int]] = []
    while due:
        at, number = heappop(due)
        now = max(at + late, found[-1][0] if found else START)
        gates = [Gate(f"{number % lanes}", CHAT, alone=True), Gate("t", pace)]
        for gate in gates:
            buckets.setdefault(gate.scope, full(gate, START))
        if later := waits(gates, buckets, now, queues=True):
            assert later > now
            heappush(due, (later, number))
        else:
            assert passed(gates, buckets, now)
            found.append((now, number % lanes))
    return found


@given(st.integers(1, 150), st.integers(1, 60), st.sampled_from([TENANT, SLACK, Pace(1)]))
@settings(max_examples=60, deadline=None)
def test_all_are_sent_in_the_end_and_no_limit_is_passed(count: int, lanes: int, pace: Pace) -> None:
    went = sent(count, lanes, pace)
    assert len(went) == count
    assert most([at for at, _ in went], SECOND) <= pace.burst + pace.rate
    for lane in range(lanes):
        assert most([at for at, one in went if one == lane], SECOND) <= 2


def test_a_queue_takes_as_long_as_the_pace_needs() -> None:
    for late in (timedelta(), timedelta(milliseconds=40)):
        went = sent(400, 400, TENANT, late=late)
        assert went[-1][0] - START <= timedelta(seconds=400 / 40 / 0.98)


def test_whoever_queues_is_told_a_time_of_their_own() -> None:
    bucket, told = full(Gate("t", SLACK), START), list[datetime]()
    for _ in range(3):
        bucket = taken(bucket, SLACK, START) or bucket
    for _ in range(50):
        at, bucket = queued(bucket, SLACK, START)
        told.append(at)
    assert Counter(later - sooner for sooner, later in pairwise(told)) == {step(5): 49}


def test_a_conversation_that_waits_takes_no_room_from_the_others() -> None:
    gates = [Gate("c", CHAT, alone=True), Gate("t", SLACK)]
    buckets = {gate.scope: full(gate, START) for gate in gates}
    assert passed(gates, buckets, START)
    before = buckets["t"]
    assert waits(gates, buckets, START, queues=True) == START + SECOND
    assert not passed(gates, buckets, START)
    assert buckets["t"] == before


def test_what_arrives_late_is_counted_from_then() -> None:
    bucket = taken(full(Gate("c", CHAT), START), CHAT, START)
    assert bucket
    assert arrived(bucket, CHAT, START + timedelta(seconds=0.4)) == START + timedelta(seconds=1.4)


@given(st.floats(0, 900), st.integers(1, 8))
def test_a_refusal_slows_it_down_to_a_sixteenth_at_most_and_for_five_minutes(
    retry_after: float, times: int
) -> None:
    bucket, opens = full(Gate("t", TENANT), START), START
    for _ in range(times):
        bucket, opens = slowed(bucket, TENANT, retry_after, opens), opens + timedelta(seconds=retry_after)
    assert bucket.rate == max(40 / 16, 40 / 2**times)
    assert retry_after < 1 or taken(bucket, TENANT, opens - timedelta(milliseconds=1)) is None
    assert taken(bucket, TENANT, opens + timedelta(seconds=2))
    assert present(bucket, TENANT, opens + timedelta(minutes=5)).rate == 40


def test_calls_that_were_under_way_when_it_was_shut_do_not_slow_it_again() -> None:
    bucket = full(Gate("w", SLACK), START)
    for late in range(4):
        bucket = slowed(bucket, SLACK, 10, START + timedelta(milliseconds=late))
    assert bucket.rate == SLACK.rate / 2
    later = slowed(bucket, SLACK, 10, START + timedelta(seconds=11))
    assert later.rate == SLACK.rate / 4


def throttled(scopes: Sequence[tuple[str, str]], retry_after: float) -> dict[str, Bucket]:
    """After a refusal of each, the conversation and what it shares."""
    buckets: dict[str, Bucket] = {}
    for alone, shared in scopes:
        gates = (Gate(alone, CHAT, alone=True), Gate(shared, TENANT))
        for gate in gates:
            buckets.setdefault(gate.scope, full(gate, START))
        refused(gates, buckets, retry_after, START)
    return buckets


def test_one_person_who_is_throttled_holds_nobody_else_up() -> None:
    buckets = throttled([("c1", "t")] * 10, 660)
    assert taken(buckets["c1"], CHAT, START + timedelta(seconds=659)) is None
    assert taken(buckets["t"], TENANT, START)
    assert present(buckets["t"], TENANT, START).rate == 40


def test_a_tenant_that_is_throttled_is_left_alone_as_a_whole() -> None:
    buckets = throttled([("c1", "t"), ("c2", "t")], 30)
    assert taken(buckets["t"], TENANT, START + timedelta(seconds=29)) is None
    assert taken(buckets["t"], TENANT, START + timedelta(seconds=31))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["t1", "t2"])), max_size=12))
def test_a_refusal_slows_no_other_scope(refusals: list[tuple[str, str]]) -> None:
    named = [(f"{shared}/{alone}", shared) for alone, shared in refusals]
    buckets = throttled(named, 60)
    touched = {shared for _, shared in named}
    for shared in {"t1", "t2"} - touched:
        assert shared not in buckets
    for shared in touched:
        others = {alone for alone, of in named if of == shared}
        held = taken(buckets[shared], TENANT, START + timedelta(seconds=59)) is None
        assert held is (len(others) > 1)


def test_without_a_rate_nothing_waits() -> None:
    bucket = full(Gate("t", Pace(0)), START)
    assert all(taken(bucket, Pace(0), START) for _ in range(1000))


def test_who_is_told_to_wait_while_it_is_slow_waits_no_longer_than_that() -> None:
    """A workspace that has refused once does not go slowly for an hour."""
    bucket, at = slowed(full(Gate("w", SLACK), START), SLACK, 10, START), START
    for _ in range(2_000):
        at, bucket = queued(bucket, SLACK, START)
    assert at - START < timedelta(minutes=12)


def test_a_message_counts_for_all_of_its_calls() -> None:
    opens = Gate("t", TENANT, calls=2)
    buckets, calls = {"t": full(opens, START)}, 0
    for milliseconds in range(1_000):
        calls += 2 * passed([opens], buckets, START + timedelta(milliseconds=milliseconds))
    assert calls <= 48
