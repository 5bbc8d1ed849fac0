"""Times on people's clocks are kept as such: when the rules of a zone change, or who is to be written to by
their own clock moves to another zone, the instant is another too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.wall_clock import instant
from bot.ports_upkeep import ByTheirClock
from bot.unit import UnitOfWork, Units

AT_ONCE = 500


async def retime(units: Units, now: datetime) -> int:
    """How many go at another time than before."""
    after, moved = 0, 0
    while True:
        async with units() as unit:
            rows = await unit.retention.by_their_clock(after=after, limit=AT_ONCE)
            other = await changed(rows, unit, now)
            await unit.retention.move(other)
            await unit.commit()
        moved += len(other)
        if len(rows) < AT_ONCE:
            return moved
        after = rows[-1].seq


async def changed(rows: Sequence[ByTheirClock], unit: UnitOfWork, now: datetime) -> list[ByTheirClock]:
    home = unit.reading.network.home_zone
    people = await unit.people.by_ids({row.recipient for row in rows}, now=now)
    about: Mapping[str, Broadcast | None] = {
        of: await unit.reading.broadcasts.get(of) for of in {row.subject for row in rows}
    }
    anew = [retimed(row, about[row.subject], zone_of(people[row.recipient], home), now) for row in rows]
    return [one for one, row in zip(anew, rows, strict=True) if one != row]


def retimed(row: ByTheirClock, about: Broadcast | None, own: str, now: datetime) -> ByTheirClock:
    """`own`: the recipient's zone, which counts only where the broadcast goes by it. Whose time has come
    waits for the pace alone, and stays as it is.
    """
    then = due(about, own, now=now) if about else None
    zone = then.zone if then and then.zone else row.zone
    at = instant(row.local, zone)
    if zone == row.zone and at <= now:
        return row
    return replace(row, zone=zone, due_at=at, expires_at=then.expires_at if then else row.expires_at)
