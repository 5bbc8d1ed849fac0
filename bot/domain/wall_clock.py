"""What a clock on the wall of a place shows, and the instant that is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def instant(local: datetime, zone: str) -> datetime:
    """In UTC; of a time the clocks skip the first minute after the gap, of a repeated one the first time."""
    while skipped(local, zone):
        local = local.replace(second=0, microsecond=0) + MINUTE
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def shown(at: datetime, zone: str) -> datetime:
    """Without a zone: what the clocks there show at that instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def skipped(local: datetime, zone: str) -> bool:
    """In the gap of a spring day, or on a day that a country left out."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    return shown(there.astimezone(UTC), zone) != local


def repeated(local: datetime, zone: str) -> bool:
    """In the hour of an autumn day that comes twice."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    again = there.replace(fold=1)
    return there.utcoffset() != again.utcoffset() and not skipped(local, zone)
