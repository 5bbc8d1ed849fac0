"""The lists of speakers there are: of each agenda item that has one, and what each of them takes now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.floor.entry import ORDINARY, Kind
from bot.domain.floor.floor import Floor, ItemList, ListState
from bot.domain.meetings import Item, Meeting
from bot.ports import Reading

HERE = frozenset({Kind.POINT_OF_ORDER, Kind.RIGHT_OF_REPLY})
"""Kinds that belong to the item under discussion."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One list, known as `MEETING/NUMBER`."""

    meeting: Meeting
    item: Item
    floor: Floor

    @property
    def id(self) -> str:
        return f"{self.meeting.id}/{self.item.number}"

    @property
    def list(self) -> ItemList:
        return self.floor.items[self.item.number]

    @property
    def under_way(self) -> bool:
        return self.list.state in {ListState.OPEN, ListState.CLOSED}

    def takes(self, kind: Kind) -> bool:
        """From delegations; the rules have the last word."""
        match kind:
            case Kind.POINT_OF_ORDER:
                closed = self.list.state is ListState.CLOSED and self.list.rules.points_when_closed
                return self.list.state is ListState.OPEN or closed
            case Kind.RIGHT_OF_REPLY:
                return self.under_way and self.list.rules.replies and not self.list.voting
            case Kind.QUESTION | Kind.ANSWER:
                return self.list.state is ListState.OPEN and not self.list.voting
            case Kind.STATEMENT:
                waits = self.list.state in {ListState.INSCRIPTION, ListState.OPEN}
                return waits and not self.list.voting

    def took(self, kind: Kind, at: datetime) -> bool:
        """What reached us before the list was closed counts, however long it was under way."""
        closed = self.list.closed_at if self.list.state is ListState.CLOSED else None
        return kind in ORDINARY and not self.list.voting and closed is not None and at < closed


async def spots(reading: Reading) -> Sequence[Spot]:
    """Of all meetings to come or under way, soonest first; finished lists are left out."""
    found: list[Spot] = []
    for meeting in await reading.meetings.current(reading.now):
        if floor := await reading.floors.get(meeting.id):
            found += of_meeting(meeting, floor)
    return [spot for spot in found if spot.list.state is not ListState.FINISHED]


def of_meeting(meeting: Meeting, floor: Floor) -> Iterator[Spot]:
    for item in meeting.floor_items:
        if item.number in floor.items:
            yield Spot(meeting, item, floor)


async def spot_at(of: str, reading: Reading) -> Spot | None:
    meeting, _, number = of.rpartition("/")
    found, floor = await reading.meetings.get(meeting), await reading.floors.get(meeting)
    if found is None or floor is None:
        return None
    return next((spot for spot in of_meeting(found, floor) if spot.item.number == number), None)


def meant(found: Sequence[Spot], kind: Kind, received_at: datetime | None = None) -> Sequence[Spot]:
    """Where a request can go that names no item: to what is under way; else to what inscribes.

    Whoever comes too late for the item under discussion is not put on the list of another.
    """
    in_time = [spot for spot in found if received_at and spot.took(kind, received_at)]
    taking = [spot for spot in found if spot.takes(kind) or spot in in_time]
    if any(spot.under_way for spot in found):
        taking = [spot for spot in taking if spot.under_way]
    now = [spot for spot in taking if spot.floor.current == spot.item.number]
    return now if now and kind in HERE else taking
