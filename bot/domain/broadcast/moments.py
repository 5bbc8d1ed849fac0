"""When a broadcast goes to whom, by which clock, and when it is too late."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast.broadcast import Broadcast, Moment, When
from bot.domain.people import Person
from bot.domain.wall_clock import instant
from bot.domain.zones import zone_of as zone_in

LAST_ZONE = "Etc/GMT+12"
"""Where a day ends last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`at`: in UTC; `local`, `zone`: what it is computed from anew until it has come, empty for “now”.
    `expires_at`: in UTC; from then on it is not sent.
    """

    at: datetime
    local: str = ""
    zone: str = ""
    expires_at: datetime | None = None


def zone_of(person: Person, home: str) -> str:
    """The person's own, else the capital's, else `home`."""
    return zone_in(person.time_zone, person.delegation, home)


def instant_of(moment: Moment, zone: str) -> datetime:
    """In UTC; `zone`: the recipient's. Of a time that clocks skip the first minute after the gap, of one they
    show twice the first.
    """
    return instant(datetime.fromisoformat(moment.local), moment.zone or zone)


def due(broadcast: Broadcast, zone: str, *, now: datetime) -> Due:
    """For a recipient in that zone."""
    expires_at = instant_of(broadcast.expires, zone) if broadcast.expires else None
    at = broadcast.at
    if broadcast.when is When.NOW or at is None:
        return Due(at=now, expires_at=expires_at)
    there = at.zone if broadcast.when is When.AT and at.zone else zone
    moment = Moment(local=at.local, zone=there)
    return Due(at=instant_of(moment, there), local=at.local, zone=there, expires_at=expires_at)


def over(broadcast: Broadcast, *, now: datetime) -> bool:
    """Whether it has expired everywhere."""
    return broadcast.expires is not None and instant_of(broadcast.expires, LAST_ZONE) <= now
