"""Times by somebody's own clock are kept as such: when the rules of their zone change, or they move to
another one, the instant is another too.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.people import Person
from bot.domain.wall_clock import instant
from bot.domain.zones import zone_of
from bot.ports_upkeep import ByTheirClock
from bot.unit import Units

AT_ONCE = 500


async def retime(units: Units, now: datetime) -> int:
    """How many go at another time than before."""
    after, moved = 0, 0
    while True:
        async with units() as unit:
            rows = await unit.retention.by_their_clock(after=after, limit=AT_ONCE)
            people = await unit.people.by_ids({row.recipient for row in rows}, now=now)
            anew = [retimed(row, people[row.recipient], now) for row in rows]
            other = [one for one, row in zip(anew, rows, strict=True) if one != row]
            await unit.retention.move(other)
            await unit.commit()
        moved += len(other)
        if len(rows) < AT_ONCE:
            return moved
        after = rows[-1].seq


def retimed(row: ByTheirClock, person: Person, now: datetime) -> ByTheirClock:
    """Whose time has come waits for the pace alone, and stays as it is."""
    zone = zone_of(person.time_zone, person.delegation, row.zone)
    at = instant(row.local, zone)
    return row if zone == row.zone and at <= now else replace(row, zone=zone, due_at=at)
