"""What changes between two versions of a meeting, who is to be told, and what is then said anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.cycle.touch import GRACE, Touch
from bot.domain.meetings import Meeting


class Change(StrEnum):
    """AGENDA: anything that is no reason to write to people."""

    MOVED = "moved"
    PLACE = "place"
    STATUS = "status"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    AGENDA = "agenda"


TOLD = frozenset(Change) - {Change.AGENDA}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message about a meeting that has left: which version it showed. `surely`: nobody doubts that it
    arrived.
    """

    sequence: int
    surely: bool = True


def changes(before: Meeting, after: Meeting) -> frozenset[Change]:
    """Of what is cancelled and stays so, nothing matters to anybody."""
    if replace(before, sequence=after.sequence) == after:
        return frozenset()
    if before.cancelled and after.cancelled:
        return frozenset({Change.AGENDA})
    if after.cancelled:
        return frozenset({Change.CANCELLED})
    found = {
        Change.MOVED: (before.sittings, before.zone) != (after.sittings, after.zone),
        Change.PLACE: (before.room, before.link, before.mode) != (after.room, after.link, after.mode),
        Change.RESTORED: before.cancelled,
        Change.STATUS: not before.cancelled and before.status is not after.status,
    }
    return frozenset(change for change, so in found.items() if so) or frozenset({Change.AGENDA})


def redated(before: Meeting, after: Meeting) -> bool:
    """Whether it has another date from now on, with touches of its own; a restored meeting has, too."""
    return bool(changes(before, after) & {Change.MOVED, Change.CANCELLED, Change.RESTORED})


def believed(heard: Sequence[Heard]) -> frozenset[int]:
    """`heard`: by one person, in the order of time. The last that surely arrived, and any after it."""
    last = max((place for place, one in enumerate(heard) if one.surely), default=0)
    return frozenset(one.sequence for one in heard[last:])


def to_be_told(
    now: Meeting, versions: Mapping[int, Meeting], heard: Mapping[str, Sequence[Heard]]
) -> frozenset[str]:
    """`heard`: by person, without what has not left yet, for this takes its place.

    Whoever may believe something else than what holds now; who has heard of nothing hears of no change.
    """
    differs = {sequence for sequence, before in versions.items() if changes(before, now) & TOLD}
    return frozenset(person for person, rows in heard.items() if believed(rows) & differs)


def notice_until(now: Meeting) -> datetime:
    """In UTC: until when it is of use to say so; people may be on their way to what is cancelled."""
    return now.ends if now.cancelled else now.starts


def done(touch: Touch, opens: datetime, *, told: bool, noticed_at: datetime) -> bool:
    """`opens`: of the new date; `told`: they had it for an older one; `noticed_at`: the time of the move.

    What asks for an answer is asked however late, but only once within so short a time.
    """
    if told:
        return opens <= noticed_at + GRACE
    return opens <= noticed_at and not touch.asks


def told_before(touch: Touch, keys: Iterable[str]) -> bool:
    """`keys`: of all they were told."""
    return any(family == touch.family and dated != str(touch.dated) for family, dated in map(split, keys))


def split(key: str) -> tuple[str, str]:
    family, _, dated = key.rpartition("@")
    return family, dated


def anew(
    touches: Iterable[tuple[Touch, datetime]], keys: Collection[str], noticed_at: datetime
) -> Sequence[Touch]:
    """Of touches of the new date and the instants they open at, those that do not count as done for someone
    who was told `keys`.
    """
    return [
        touch
        for touch, opens in touches
        if not done(touch, opens, told=told_before(touch, keys), noticed_at=noticed_at)
    ]
