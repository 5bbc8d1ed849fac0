"""All dates of a year, reckoned from the first day of its meeting and from the Forum's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.cycle.cycle import Closed, Cycle
from bot.domain.cycle.step import WAITS_FOR, Party, StepName, taken_by
from bot.domain.network import Anchor, Network, Offset
from bot.domain.wall_clock import instant

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """`planned`: as the network file has it; `day`: as it is now, moved by hand or behind a late step.

    Days are those of the network's home.
    """

    step: StepName
    planned: date
    day: date
    party: Party
    chosen: bool = False
    closed: Closed | None = None

    def late(self, today: date) -> bool:
        return self.closed is None and self.day < today

    def ends(self, zone: str) -> datetime:
        """The instant, in UTC, at which a deadline of that day has passed: the day's end there."""
        return instant(datetime.combine(self.day + DAY, datetime.min.time()), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`milestones` in the order of their days, those of one day in the order of the steps."""

    meeting: date
    forum: date
    milestones: tuple[Milestone, ...]

    def of(self, step: StepName) -> Milestone | None:
        return next((one for one in self.milestones if one.step is step), None)

    def day(self, step: StepName) -> date | None:
        found = self.of(step)
        return found.day if found else None


def plan(network: Network, meeting: date, forum: date, *, cycle: Cycle | None = None) -> Plan:
    """`meeting`, `forum`: their first days; `cycle`: what was decided since."""
    planned = {
        step: reckoned(network.cycle.steps[step], meeting, forum)
        for step in StepName
        if step in network.cycle.steps
    }
    days = moved(planned, cycle, meeting)
    made = (milestone(step, planned[step], day, cycle) for step, day in days.items())
    return Plan(meeting=meeting, forum=forum, milestones=tuple(sorted(made, key=lambda one: one.day)))


def milestone(step: StepName, planned: date, day: date, cycle: Cycle | None) -> Milestone:
    return Milestone(
        step=step,
        planned=planned,
        day=day,
        party=taken_by(step),
        chosen=cycle is not None and cycle.override(step) is not None,
        closed=cycle.closing(step) if cycle else None,
    )


def reckoned(offset: Offset, meeting: date, forum: date) -> date:
    """Offsets of hours count as none: a step is a matter of a day."""
    return (meeting if offset.anchor is Anchor.MEETING else forum) + timedelta(days=offset.after.days)


def moved(planned: Mapping[StepName, date], cycle: Cycle | None, meeting: date) -> Mapping[StepName, date]:
    """In the order of the steps, each behind those it waits for; nothing is pushed beyond the meeting."""
    days = dict[StepName, date]()
    for step, reckoned_day in planned.items():
        override = cycle.override(step) if cycle else None
        if override:
            days[step] = override.day
            continue
        pushed = max((reckoned_day, *behind(step, planned, days, cycle)))
        days[step] = min(pushed, max(reckoned_day, meeting)) if reckoned_day <= meeting else pushed
    return days


def behind(
    step: StepName, planned: Mapping[StepName, date], days: Mapping[StepName, date], cycle: Cycle | None
) -> Iterator[date]:
    """As long after each step it waits for as it was planned to be, wherever that one has got to."""
    for first in WAITS_FOR.get(step, ()):
        if first in planned:
            closing = cycle.closing(first) if cycle else None
            ended = max(closing.day, planned[first]) if closing else days[first]
            yield ended + (planned[step] - planned[first])
