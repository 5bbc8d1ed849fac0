"""What looks after a running bot may ask of the world: how deliveries stand, what is kept too long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.delivery.alarms import Standing, Tried

TICK = "tick"
"""The beat of what happens by itself."""

MOST = 100_000
"""No figure counts further, so that reading it is cheap also when a million wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`waiting`: all that is not sent yet; `due`: what could go now, whatever the pace; `oldest_due` as in
    Standing.
    """

    waiting: int = 0
    due: int = 0
    sending: int = 0
    uncertain: int = 0
    parked: int = 0
    oldest_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTheirClock:
    """A delivery that waits for a time on the clocks of a zone, its recipient's own or another; `local`
    without a zone; `subject`: the broadcast it belongs to.
    """

    seq: int
    recipient: str
    subject: str
    local: datetime
    zone: str
    due_at: datetime
    expires_at: datetime | None


class Pulse(Protocol):
    """Each question is cheap, whatever the number of rows."""

    async def beat(self, name: str, *, now: datetime) -> None:
        """Just done, by whichever replica."""

    async def turn(self, name: str, *, now: datetime, every: timedelta) -> bool:
        """Ours to do now, and counted as done: nobody has within that time. Whoever else asks before our unit
        has ended waits for that, and then hears no.
        """

    async def figures(self, *, now: datetime) -> Figures: ...
    async def standing(self, *, now: datetime) -> Standing: ...
    async def tried(self, *, now: datetime) -> Mapping[str, Tried]:
        """By platform, of the newest attempts."""


class Retention(Protocol):
    """Each step deals with at most `limit` rows and says how many there were; keys always stay."""

    async def empty_bodies(self, *, before: datetime, limit: int) -> int:
        """What was said by deliveries that ended before."""

    async def empty_talks(self, *, before: datetime, limit: int) -> int:
        """Lines of the browser chat."""

    async def forget_attempts(self, *, before: datetime, limit: int) -> int:
        """The log of single attempts; how each delivery ended stays."""

    async def forget_paces(self, *, before: datetime, limit: int) -> int:
        """Of conversations that have rested since: as if nothing had ever been sent there."""

    async def by_their_clock(self, *, after: int, limit: int) -> Sequence[ByTheirClock]:
        """Those not tried yet, in the order of `seq`."""

    async def move(self, moved: Sequence[ByTheirClock]) -> None:
        """To another zone or instant, where they are still waiting."""
