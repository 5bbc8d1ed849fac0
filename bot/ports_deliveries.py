"""What the operator may ask about deliveries that do not get on by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckRow:
    """`cause`: one plain word, as of the newest attempt; `since`: when it ended, was tried last, or was due;
    `subject`: the broadcast it belongs to.
    """

    id: str
    occurrence: str
    recipient: str
    name: str
    platform: str
    state: State
    cause: str
    attempts: int
    due_at: datetime
    since: datetime
    subject: str = ""


class StuckReading(Protocol):
    async def list(self, *, limit: int) -> Sequence[StuckRow]:
        """Parked, in doubt, waiting for long, longest first each; then failed ones, newest first, until their
        text is deleted.
        """


class Stuck(StuckReading, Protocol):
    async def retry(self, of: str, *, now: datetime) -> bool:
        """Sent now, on any channel, marked as a repeat where it may have arrived. False: there is none, it is
        being sent, has been, or must not be.
        """

    async def close(self, of: str, *, now: datetime) -> bool:
        """Not to be sent. False: there is none, it is being sent, or has ended."""
