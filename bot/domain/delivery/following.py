"""What follows an attempt: sent, once more, to be looked up, by another channel, or given to a person."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

from bot.domain.delivery.state import InDoubt, Promise, State

LONGEST_WAIT, FIRST_WAIT, ATTEMPTS, LOOKS, DOUBTS = 15 * 60.0, 2.0, 12, 2, 2
NOW = timedelta()


class How(StrEnum):
    """How an attempt ended. LATER: it was not taken; REFUSED: it never will be there; DOUBTFUL: nobody knows
    whether it was taken; CRASHED: nor whether it was tried; NOT_TRIED: there was no time.

    Of a look-up FOUND, ABSENT, BLIND: it could not be made, HIDDEN: it never can be.
    """

    SENT = auto()
    LATER = auto()
    REFUSED = auto()
    DOUBTFUL = auto()
    CRASHED = auto()
    NOT_TRIED = auto()
    TOO_LATE = auto()
    UNWANTED = auto()
    FOUND = auto()
    ABSENT = auto()
    BLIND = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Ended:
    """`cause`: one plain word; `retry_after`: seconds, as the platform said."""

    how: How
    cause: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a delivery has come. `looks`: in vain since it was in doubt; `doubts`: attempts of this channel
    that may have arrived; `repeat`: the next may be a repeat; `second`: on the second channel, after
    `first_cause`.
    """

    state: State
    due_at: datetime
    attempt: int = 0
    promise: Promise = Promise.MUST_ARRIVE
    cause: str = ""
    looks: int = 0
    doubts: int = 0
    repeat: bool = False
    second: bool = False
    first_cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """`has_second`: there is another channel; `chance`: from 0 to 1, for the back-off; `gap`: between two
    look-ups.
    """

    in_doubt: InDoubt
    has_second: bool
    now: datetime
    chance: float
    gap: timedelta


def followed(course: Course, ended: Ended, here: Circumstances) -> Course:
    noted = replace(course, cause=ended.cause)
    match ended.how:
        case How.SENT | How.FOUND:
            return replace(noted, state=State.SENT)
        case How.TOO_LATE:
            return replace(noted, state=State.EXPIRED)
        case How.UNWANTED:
            return replace(noted, state=State.SUPPRESSED)
        case How.NOT_TRIED:
            return replace(noted, state=State.DUE, due_at=here.now)
        case How.REFUSED:
            return elsewhere(noted, here) if here.has_second else replace(noted, state=State.FAILED)
        case How.LATER:
            return again(noted, here, wait(course, ended, here))
        case How.DOUBTFUL | How.CRASHED:
            return doubted(noted, ended, here)
        case How.ABSENT | How.BLIND | How.HIDDEN:
            return looked(noted, ended, here)


def wait(course: Course, ended: Ended, here: Circumstances) -> timedelta:
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0**course.attempt)
    return timedelta(seconds=max(ended.retry_after, here.chance * longest))


def again(course: Course, here: Circumstances, after: timedelta) -> Course:
    """Twelve times on each channel."""
    if course.attempt < ATTEMPTS * (2 if course.second else 1):
        return replace(course, state=State.RETRY, due_at=here.now + after)
    return elsewhere(course, here) if here.has_second else replace(course, state=State.FAILED)


def elsewhere(course: Course, here: Circumstances) -> Course:
    """Once, by the second channel; what may have arrived on the first is a repeat there."""
    return replace(
        course,
        state=State.RETRY,
        due_at=here.now,
        second=True,
        first_cause=course.cause,
        repeat=course.repeat or course.doubts > 0,
        looks=0,
        doubts=0,
    )


def doubted(course: Course, ended: Ended, here: Circumstances) -> Course:
    """What a crash leaves in doubt does not count against the channel."""
    crashed = ended.how is How.CRASHED
    match here.in_doubt:
        case InDoubt.LOOK_UP:
            return replace(course, state=State.UNCERTAIN, due_at=here.now, looks=0)
        case InDoubt.HARMLESS:
            at_once = crashed or course.attempt <= 1
            return again(course, here, NOW if at_once else wait(course, ended, here))
        case InDoubt.REPEAT:
            doubts = course.doubts + (0 if crashed else 1)
            return repeated(replace(course, doubts=doubts), ended, here)


def repeated(course: Course, ended: Ended, here: Circumstances) -> Course:
    """Sent once more and marked, where that was promised; after the second doubt otherwise."""
    parked = replace(course, state=State.PARKED)
    if course.promise is Promise.NEVER_TWICE:
        return parked
    if course.doubts >= DOUBTS or course.attempt >= ATTEMPTS * 2:
        return elsewhere(course, here) if here.has_second else parked
    after = NOW if ended.how is How.CRASHED else wait(course, ended, here)
    return replace(course, state=State.RETRY, due_at=here.now + after, repeat=True)


def looked(course: Course, ended: Ended, here: Circumstances) -> Course:
    """Not found twice it has not arrived, and goes as if it had never been tried."""
    if ended.how is How.BLIND:
        return replace(course, state=State.UNCERTAIN, due_at=here.now + wait(course, ended, here))
    if ended.how is How.HIDDEN:
        return repeated(replace(course, doubts=DOUBTS), ended, here)
    looks = course.looks + 1
    if looks < LOOKS:
        return replace(course, state=State.UNCERTAIN, due_at=here.now + here.gap, looks=looks)
    return again(replace(course, looks=0, doubts=0), here, NOW)
