"""An entry with the floor and the meeting it belongs to."""

from dataclasses import dataclass

from bot.domain.floor.entry import Entry
from bot.domain.floor.floor import Floor
from bot.domain.meetings import Meeting
from bot.ports import Reading
from dialogs.floor.spots import Spot


@dataclass(frozen=True, slots=True)
class Found:
    entry: Entry
    floor: Floor
    meeting: Meeting

    @property
    def spot(self) -> Spot | None:
        """None where the item has left the agenda."""
        item = self.meeting.item(self.entry.asked.item)
        listed = item and item.number in self.floor.items
        return Spot(self.meeting, item, self.floor) if item and listed else None


async def found(of: str, reading: Reading) -> Found | None:
    """None also where the request was taken back by an undo."""
    meeting = await reading.floors.meeting_of(of)
    floor = await reading.floors.get(meeting) if meeting else None
    known = await reading.meetings.get(meeting) if meeting else None
    if floor is None or known is None or of not in floor.entries:
        return None
    return Found(floor.entries[of], floor, known)
