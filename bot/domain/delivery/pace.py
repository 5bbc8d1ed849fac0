"""How fast messages leave for a tenant, a workspace, a conversation: buckets that replicas share."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

SLOWEST = 1 / 16
RESTORED, SUSPECTED = timedelta(minutes=5), timedelta(minutes=1)
SECOND_US, AGAIN = 1_000_000, timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` a second on average, 0: without limit; `burst`: as many at one moment after a pause."""

    rate: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Paces:
    """Of a platform: for what is shared (tenant, workspace, mail server), for one conversation, for editing
    messages, None: edits count like messages, for looking up what is in doubt and for opening conversations,
    None: without limit.
    """

    shared: Pace
    conversation: Pace
    edits: Pace | None = None
    looks: Pace | None = None
    opens: Pace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """`next_free_at`: when it is as if nothing had been sent; `queue_at`: when the newest of those that were
    told to wait is likely to go; `rate`: at present, below its pace until `slowed_until` after a 429.
    """

    scope: str
    next_free_at: datetime
    queue_at: datetime
    rate: float
    slowed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A bucket that a message has to pass; `kept`: as many of its burst are left to others, `alone`: it is
    the conversation's own; `calls`: how many the message takes.
    """

    scope: str
    pace: Pace
    kept: int = 0
    alone: bool = False
    calls: int = 1


def full(gate: Gate, now: datetime) -> Bucket:
    """As one that was never used."""
    return Bucket(scope=gate.scope, next_free_at=now, queue_at=now, rate=gate.pace.rate)


def step(rate: float) -> timedelta:
    """Between two at that rate; rounded so that there are never more."""
    return timedelta(microseconds=ceil(SECOND_US / rate)) if rate else timedelta()


def present(bucket: Bucket, pace: Pace, now: datetime) -> Bucket:
    """At the rate that holds now."""
    slowed = bucket.slowed_until is not None and now < bucket.slowed_until
    rate = min(bucket.rate or pace.rate, pace.rate) if slowed else pace.rate
    return replace(bucket, rate=rate, slowed_until=bucket.slowed_until if slowed else None)


def free_at(bucket: Bucket, pace: Pace, kept: int = 0) -> datetime:
    """When it takes one more; `kept` of its burst stay untouched."""
    return bucket.next_free_at - step(bucket.rate) * max(0, pace.burst - 1 - kept)


def taken(bucket: Bucket, pace: Pace, now: datetime, kept: int = 0, calls: int = 1) -> Bucket | None:
    """With one more that goes now; None where it has to wait."""
    held = present(bucket, pace, now)
    if now < free_at(held, pace, kept):
        return None
    return replace(held, next_free_at=max(held.next_free_at, now) + step(held.rate) * calls)


def queued(bucket: Bucket, pace: Pace, now: datetime, calls: int = 1) -> tuple[datetime, Bucket]:
    """Behind all that were told to wait before: when to ask again."""
    held = present(bucket, pace, now)
    at = max(now, held.queue_at, free_at(held, pace))
    return at, replace(held, queue_at=at + step(present(held, pace, at).rate) * calls)


def slowed(bucket: Bucket, pace: Pace, retry_after: float, now: datetime) -> Bucket:
    """Shut for that many seconds, then at half the rate until five minutes later.

    Calls that were under way when it was shut, and are refused too, do not halve it again.
    """
    before = present(bucket, pace, now).rate
    rate = before if shut(bucket, now) else max(pace.rate * SLOWEST, before / 2)
    opens = now + timedelta(seconds=retry_after)
    free = max(bucket.next_free_at, opens + step(rate) * (pace.burst - 1))
    queue = max(bucket.queue_at, opens)
    return replace(bucket, rate=rate, slowed_until=opens + RESTORED, next_free_at=free, queue_at=queue)


def shut(bucket: Bucket, now: datetime) -> bool:
    """A 429 has said so, and its time is not over."""
    return bucket.slowed_until is not None and now < bucket.slowed_until - RESTORED


def suspected(bucket: Bucket, pace: Pace, now: datetime) -> Bucket:
    """At its rate, with a note that one conversation of it was refused."""
    held = present(bucket, pace, now)
    return held if held.slowed_until else replace(held, slowed_until=now + SUSPECTED)


def refused(
    gates: Sequence[Gate], buckets: MutableMapping[str, Bucket], retry_after: float, now: datetime
) -> None:
    """A 429 does not say whether the conversation or all of them sent too much: the conversation waits, and
    where another one was refused shortly before, all of them do.
    """
    again = False
    for gate in sorted(gates, key=lambda one: not one.alone):
        bucket = present(buckets[gate.scope], gate.pace, now)
        shared = not gate.alone and len(gates) > 1
        if shared and (again or bucket.slowed_until is None):
            buckets[gate.scope] = suspected(bucket, gate.pace, now)
            continue
        again = gate.alone and bucket.slowed_until is not None
        buckets[gate.scope] = slowed(bucket, gate.pace, retry_after, now)


def waits(
    gates: Sequence[Gate], buckets: MutableMapping[str, Bucket], now: datetime, *, queues: bool
) -> datetime | None:
    """None: it may go now; else when to ask again. `queues`: what is shared lets it in one by one."""
    for gate in gates:
        bucket = present(buckets[gate.scope], gate.pace, now)
        free = free_at(bucket, gate.pace, gate.kept)
        if free <= now:
            continue
        if gate.alone or not queues:
            return free
        at, buckets[gate.scope] = queued(bucket, gate.pace, now, gate.calls)
        return max(at, free)
    return None


def behind(gates: Sequence[Gate], buckets: MutableMapping[str, Bucket], now: datetime) -> datetime:
    """Back into the line, where the platform has all the calls it may have at once."""
    at = now
    for gate in gates:
        if not gate.alone:
            at, buckets[gate.scope] = queued(buckets[gate.scope], gate.pace, now, gate.calls)
    return max(at, now + AGAIN)


def passed(gates: Sequence[Gate], buckets: MutableMapping[str, Bucket], now: datetime) -> bool:
    """Through all of them, or none has counted it."""
    through = {
        gate.scope: taken(buckets[gate.scope], gate.pace, now, gate.kept, gate.calls) for gate in gates
    }
    free = {scope: bucket for scope, bucket in through.items() if bucket}
    if len(free) < len(gates):
        return False
    buckets.update(free)
    return True


def arrived(bucket: Bucket, pace: Pace, at: datetime) -> datetime:
    """When it is as if nothing had been sent, now that this has arrived and not only left."""
    return max(bucket.next_free_at, at + step(pace.rate))
