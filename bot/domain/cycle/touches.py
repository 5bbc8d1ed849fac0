"""All that a year says to people, as touches: of its meeting, and of what delegations are asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.cycle.plan import Plan
from bot.domain.cycle.task import SPAN, Task, ends
from bot.domain.cycle.touch import Manner, Series, Touch
from bot.domain.meetings import Meeting
from bot.domain.network import Network

DAY, CLOSING = timedelta(days=1), timedelta(days=7)
WAITING = frozenset({Task.COMMENTS})
"""Asked for when there is something to answer to, and not by date alone."""


def of_meeting(meeting: Meeting, network: Network, *, dated: int) -> Iterator[Touch]:
    """Reminders, by the clocks of each; the last at the same instant for all."""
    if meeting.cancelled:
        return
    offsets = sorted(network.cycle.reminders, key=lambda one: one.after)
    for number, offset in enumerate(offsets, start=1):
        whole = not offset.after % DAY
        yield Touch(
            subject=f"meeting:{meeting.id}",
            series=Series.REMINDER,
            offset=offset.spelled,
            until=meeting.starts,
            dated=dated,
            manner=Manner.DAY if whole else Manner.AT_ONCE,
            at=meeting.starts if whole else meeting.starts + offset.after,
            days=offset.after // DAY if whole else 0,
            number=number,
            rests=whole,
        )


def of_cycle(subject: str, plan: Plan, network: Network, *, dated: int) -> Iterator[Touch]:
    """`subject`: `cycle:ID`."""
    for task in Task:
        if (until := ends(task, plan, network.home_zone)) is not None:
            plain = Touch(subject=subject, series=Series.ASK, offset="", until=until, dated=dated, task=task)
            yield from asking(plain, task, plan)
            yield from chasing(plain, task, plan, network)


def asking(plain: Touch, task: Task, plan: Plan) -> Iterator[Touch]:
    """Once when it opens; where that waits for somebody, when it has been closed."""
    opens = plan.of(SPAN[task][0])
    if opens is None or (task in WAITING and opens.closed is None):
        return
    day = opens.closed.day if task in WAITING and opens.closed else opens.day
    series = Series.INVITATION if task is Task.REGISTRATION else Series.ASK
    yield replace(plain, series=series, offset=str(opens.step), day=day, asks=True)


def chasing(plain: Touch, task: Task, plan: Plan, network: Network) -> Iterator[Touch]:
    """For registration by the network file; for all else once, before it closes."""
    if task is Task.REGISTRATION:
        offsets = sorted(network.cycle.chases, key=lambda one: one.after)
        for number, offset in enumerate(offsets, start=1):
            day = plan.meeting + offset.after
            yield replace(
                plain, series=Series.CHASE, offset=offset.spelled, day=day, number=number, rests=True
            )
    elif last := last_call(task, plan):
        yield replace(plain, series=Series.CLOSING, offset=str(SPAN[task][1]), day=last, rests=True)


def last_call(task: Task, plan: Plan) -> date | None:
    """A week before it closes; of what is open for less than three, when a third of that is left."""
    first, last = (plan.day(step) for step in SPAN[task])
    return last - min(CLOSING, (last - first) // 3) if first and last else None
