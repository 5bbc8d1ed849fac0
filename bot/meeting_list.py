"""The operator's commands on meetings: a file in, a file out."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.agenda import Doubt, doubts
from bot.domain.meetings import Meeting, revised
from bot.domain.taking_part import expected
from bot.reminding import plan
from bot.unit import UnitOfWork, Units


class Came(StrEnum):
    """What became of a meeting that was imported."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """`speakers`: from how many member States a statement is to be reckoned with."""

    meeting: Meeting
    came: Came
    speakers: int
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """The item whose list of speakers has begun, and which the file leaves out."""

    number: str


async def import_meeting(units: Units, meeting: Meeting, *, dry_run: bool = False) -> Imported | Lost:
    """One that is known already is a change of it."""
    async with units() as unit:
        before = await unit.meetings.locked(meeting.id)
        if before and (no := await lost(before, meeting, unit)):
            return no
        done = await judged(before, meeting, unit)
        if not dry_run and done.came is not Came.SAME:
            await kept(before, done.meeting, unit)
        return done


async def lost(before: Meeting, after: Meeting, unit: UnitOfWork) -> Lost | None:
    """What has begun on an item's list of speakers is on record, so the item stays."""
    floor = await unit.floors.locked(before.id)
    if floor is None or not floor.events:
        return None
    listed = {item.number for item in after.floor_items}
    gone = [item for item in before.floor_items if item.number not in listed]
    return Lost(gone[0].number) if gone else None


async def judged(before: Meeting | None, after: Meeting, unit: UnitOfWork) -> Imported:
    network = unit.reading.network
    body = network.body(after.body)
    inside = await unit.interests.accepted(after.body)
    speakers = len(expected(body, network, inside)) if body else 0
    now = revised(before, after) if before else after
    came = (Came.SAME if now == before else Came.CHANGED) if before else Came.NEW
    return Imported(now, came, speakers, doubts(now, speakers, network.floor))


async def kept(before: Meeting | None, after: Meeting, unit: UnitOfWork) -> None:
    if before:
        await unit.meetings.save(after)
    else:
        await unit.meetings.add(after)
    await plan(unit, after, unit.reading.now)
    touches = ("meetings", f"floor:{after.id}", f"agenda:{after.id}")
    await unit.outbox.touch(touches)
    await unit.commit((*touches, "outbox"))


async def export_meeting(units: Units, of: str) -> Meeting | tuple[str, ...]:
    """Of this id; without one the only meeting there is. Else the ids of those there are."""
    async with units() as unit:
        found = await unit.meetings.all()
    chosen = [one for one in found if one.id == of] if of else found
    return chosen[0] if len(chosen) == 1 else tuple(one.id for one in found)
