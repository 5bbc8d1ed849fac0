"""The playground's meeting: soon after the first start, or when the real one was."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.meetings import Meeting, moved, revised
from bot.domain.network import Network
from bot.networks.meeting_file import parsed
from bot.unit import UnitOfWork

FILE = Path(__file__).parent / "networks" / "roundtable-2022.toml"
SOON = timedelta(minutes=30)
HALF_A_MINUTE = timedelta(seconds=30)


def printed(network: Network) -> Meeting | None:
    """As its agenda says; None for a network it does not fit."""
    found = parsed(FILE.read_text("utf-8"), FILE.name, network)
    return found if isinstance(found, Meeting) else None


def soon(meeting: Meeting, now: datetime) -> Meeting:
    """To the minute; the printed times move along."""
    return moved(meeting, to=(now + SOON + HALF_A_MINUTE).replace(second=0, microsecond=0))


async def call(unit: UnitOfWork, now: datetime, *, replayed: bool) -> bool:
    """In the caller's unit of work; whether anything was changed.

    Called already, it moves only to be replayed or when nobody has come, and never once a list has begun.
    """
    meeting = printed(unit.reading.network)
    if meeting is None:
        return False
    wanted = meeting if replayed else soon(meeting, now)
    before = await unit.meetings.locked(meeting.id)
    if before is None:
        await unit.meetings.add(wanted)
        return True
    after, floor = revised(before, wanted), await unit.floors.get(meeting.id)
    stays = before.current(now) and not replayed
    if stays or after is before or (floor and floor.events):
        return False
    await unit.meetings.save(after)
    return True
