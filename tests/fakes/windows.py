"""The limits that platforms publish: how many calls in how many seconds, and who asked for more."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from math import ceil
from typing import Literal

from bot import clock

Limits = Literal["kept", "tried"]
"""`tried`: the test goes beyond them and looks at what comes of it."""


@dataclass(frozen=True, slots=True)
class Window:
    most: int
    seconds: float


TEAMS: Mapping[str, tuple[Window, ...]] = {
    "conversation": (Window(7, 1), Window(8, 2), Window(60, 30), Window(1_800, 3_600)),
    "tenant": (Window(50, 1),),
}
SLACK: Mapping[str, tuple[Window, ...]] = {
    "channel": (Window(1, 1),),
    "workspace": (Window(400, 60),),
    "edits": (Window(50, 60),),
    "history": (Window(50, 60),),
    "opens": (Window(50, 60),),
}
"""Of an app: by conversation and tenant, by channel and workspace."""


class LimitsExceeded(AssertionError):
    """More was asked of a platform than it takes."""


@dataclass(slots=True)
class Windows:
    """Sliding, by `now`; what is turned away does not count, and stands in `exceeded`."""

    limits: Mapping[str, tuple[Window, ...]]
    now: Callable[[], datetime] = clock.now
    taken: dict[tuple[str, str], deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    exceeded: list[str] = field(default_factory=list)

    def turned_away(self, *counted: tuple[str, str]) -> int:
        """Seconds until there is room for one more in each of these; 0: it is taken, and counted."""
        at = self.now()
        waits = [(self.wait(each, at), each) for each in counted]
        longest, (kind, of) = max(waits, default=(0, ("", "")))
        if longest:
            self.exceeded.append(f"{at:%H:%M:%S.%f} {kind} {of}: {longest} s too early")
            return longest
        for each in counted:
            self.taken[each].append(at)
        return 0

    def wait(self, counted: tuple[str, str], at: datetime) -> int:
        windows, taken = self.limits[counted[0]], self.taken[counted]
        while taken and taken[0] <= at - timedelta(seconds=max(one.seconds for one in windows)):
            taken.popleft()
        return max(0, *(ceil(until(one, taken, at)) for one in windows))

    def settled(self, limits: Limits) -> None:
        if self.exceeded and limits == "kept":
            raise LimitsExceeded("\n".join(self.exceeded))


def until(window: Window, taken: "deque[datetime]", at: datetime) -> float:
    """Seconds till the call that is in the way is old enough."""
    if len(taken) < window.most:
        return 0
    return (taken[-window.most] + timedelta(seconds=window.seconds) - at).total_seconds()


def unhurried(now: Callable[[], datetime] = clock.now) -> Callable[[], datetime]:
    """A clock that is a minute further at each look, for who calls an adapter itself, without any pace."""
    minutes: Iterator[int] = count()
    return lambda: now() + timedelta(minutes=next(minutes))
