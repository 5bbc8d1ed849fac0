"""When the secretariat is told that messages do not go out as they should, and when that is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE, NO_TICK, UNCERTAIN = timedelta(minutes=5), timedelta(seconds=60), timedelta(minutes=10)
RECENTLY, FEWEST, SHARE = timedelta(minutes=15), 10, 0.1
CALM = 0.5
"""Of a limit: below it, what was exceeded is over, so that nothing comes and goes around the limit itself."""
ENOUGH = 20
"""So many sent for each that failed is far below any limit: there is no need to count further."""
IN_VAIN = 3
"""So many attempts: a message that waits for another one counts among those that fail."""
MAIL = "email"


class Alarm(StrEnum):
    LATE = "late"
    STILL = "still"
    FAILING = "failing"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`oldest_due`: when what waits longest should have gone; `last_tick`: of whichever replica; `failed` and
    `sent`: RECENTLY, the latter no more than ENOUGH for each; `uncertain_since`: of the oldest in doubt.
    """

    oldest_due: datetime | None = None
    last_tick: datetime | None = None
    failed: int = 0
    sent: int = 0
    uncertain_since: datetime | None = None

    def since(self, alarm: Alarm) -> datetime | None:
        return {
            Alarm.LATE: self.oldest_due,
            Alarm.STILL: self.last_tick,
            Alarm.FAILING: None,
            Alarm.UNCERTAIN: self.uncertain_since,
        }[alarm]


@dataclass(frozen=True, slots=True)
class Tried:
    """Of the newest attempts at one platform: how many were taken, and how many were not."""

    sent: int = 0
    failed: int = 0


def beyond(one: Standing, now: datetime, share: float = 1.0) -> frozenset[Alarm]:
    """Whose limit, or such a share of it, is exceeded."""
    failing = one.failed > share * SHARE * (one.failed + one.sent)
    exceeded = {
        Alarm.LATE: longer(one.oldest_due, now, share * LATE),
        Alarm.STILL: longer(one.last_tick, now, share * NO_TICK),
        Alarm.FAILING: failing and one.failed >= share * FEWEST,
        Alarm.UNCERTAIN: longer(one.uncertain_since, now, share * UNCERTAIN),
    }
    return frozenset(alarm for alarm, so in exceeded.items() if so)


def longer(since: datetime | None, now: datetime, limit: timedelta) -> bool:
    return since is not None and now - since > limit


def troubled(platforms: Mapping[str, Tried]) -> frozenset[str]:
    """Where more is refused than taken: what must arrive should take another way."""
    return frozenset(name for name, tried in platforms.items() if tried.failed > tried.sent)


def detour(
    places: Sequence[tuple[str, str]], *, by_mail: bool, email: str, serving: frozenset[str]
) -> tuple[str, str] | None:
    """Platform and place instead of the usual way, best first in `places`; None: the usual way is as good as
    any.

    `by_mail`: that is the usual way of this person; `serving`: platforms that take messages now.
    """
    mail = [(MAIL, email)] if email else []
    usual = [*mail, *places] if by_mail else [*places, *mail]
    best = next((one for one in usual if one[0] in serving), None)
    return None if best is None or best == usual[0] else best
