"""How often messages are edited: of one Slack workspace together at most forty times a minute."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat import Address

MINUTE = timedelta(minutes=1)
MOST: Mapping[str, int] = {"slack": 40}
"""In a minute, by platform; a workspace is the part of a place before the stroke."""
KEPT_FREE = 10
"""Of these, for what somebody works with."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Of the last minute, by workspace; in this process only."""

    made: dict[Address, "deque[datetime]"] = field(default_factory=dict)

    def later(self, place: Address, now: datetime, *, urgent: bool) -> datetime | None:
        """When there will be room for one more; None: now, and it is counted."""
        most = MOST.get(place.platform)
        if most is None:
            return None
        made = self.made.setdefault(workspace(place), deque())
        while made and now - made[0] >= MINUTE:
            made.popleft()
        most -= 0 if urgent else KEPT_FREE
        if len(made) >= most:
            return made[len(made) - most] + MINUTE
        made.append(now)
        return None


def workspace(place: Address) -> Address:
    return Address(place.platform, place.id.partition("/")[0])
