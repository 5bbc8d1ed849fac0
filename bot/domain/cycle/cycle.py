"""A year of a body as it is kept: its meeting, the Forum, what was decided on the way."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.cycle.step import StepName
from bot.domain.network import Titles


class Standing(StrEnum):
    """PROPOSED: its dates are made, and only the secretariat hears of them until they are confirmed."""

    PROPOSED = "proposed"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A day that was chosen instead of the one reckoned."""

    step: StepName
    day: date
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Early, in time or late; `by` is empty for the bot. `day`: on the calendar of the network's home."""

    step: StepName
    day: date
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """Delegations, by their codes; empty: not known."""

    chair: str = ""
    vice_chair: str = ""
    rapporteur: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What delegations are consulted on: they support it, support it with changes, or not now."""

    id: str
    title: Titles
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Something that was done to the cycle itself."""

    what: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """`meeting`: an id, empty until it is planned; `forum`: its first day. `version` counts every change."""

    id: str
    body: str
    year: int
    forum: date
    standing: Standing = Standing.PROPOSED
    meeting: str = ""
    theme: str = ""
    officers: Officers = field(default_factory=Officers)
    options: tuple[Option, ...] = ()
    overrides: tuple[Override, ...] = ()
    closed: tuple[Closed, ...] = ()
    decided: tuple[Decided, ...] = ()
    version: int = 1

    def override(self, step: StepName) -> Override | None:
        """The newest of that step."""
        return next((one for one in reversed(self.overrides) if one.step is step), None)

    def closing(self, step: StepName) -> Closed | None:
        return next((one for one in self.closed if one.step is step), None)
