"""One thing that a year says to people: which, about what, when, and until when it is of use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.cycle.task import Task


class Series(StrEnum):
    """Of one series only the newest is still of use: the next takes the place of the one before."""

    INVITATION = "invitation"
    CHASE = "chase"
    REMINDER = "reminder"
    ASK = "ask"
    CLOSING = "closing"
    SURVEY_CHASE = "survey-chase"
    STEP = "step"


class Manner(StrEnum):
    """DAY: at nine by their own clocks, in one message with all else of that day; AT_ONCE: at that time."""

    DAY = "day"
    AT_ONCE = "at-once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """`subject`: `meeting:ID` or `cycle:ID`; `offset`: as in the network file, such as T-7d.

    `at`: the instant it is counted from, or of one AT_ONCE its own; a DAY touch is due so many `days` after
    that day on somebody's calendar, or on `day`, on everybody's. `until`: from then on it is of no use.
    `dated`: the version of the date it was reckoned from. `number`: its place in its series, from 1. `rests`:
    it goes on the working day before a day of rest. `asks`: it is due as long as it is of use, however late
    it was made known.
    """

    subject: str
    series: Series
    offset: str
    until: datetime
    dated: int
    task: Task | None = None
    manner: Manner = Manner.DAY
    day: date | None = None
    at: datetime | None = None
    days: int = 0
    number: int = 1
    rests: bool = False
    asks: bool = False

    @property
    def row(self) -> str:
        """Those of which only the newest is of use."""
        return f"{self.subject}/{self.series}" + (f"-{self.task}" if self.task else "")

    @property
    def family(self) -> str:
        """The same touch, whatever the date."""
        return f"{self.row}/{self.offset}"

    @property
    def key(self) -> str:
        return f"{self.family}@{self.dated}"


@dataclass(frozen=True, slots=True)
class Window:
    """In UTC: it may go to this person from `opens`, until `closes`."""

    touch: Touch
    opens: datetime
    closes: datetime

    def holds(self, now: datetime) -> bool:
        return self.opens <= now < self.closes


RANK = (
    Series.REMINDER,
    Series.CLOSING,
    Series.CHASE,
    Series.INVITATION,
    Series.SURVEY_CHASE,
    Series.ASK,
    Series.STEP,
)
"""What comes first in a message about several things."""

GRACE = timedelta(days=1)
"""Who was told of a date that has changed is not told anew of the same within so long after the notice."""
