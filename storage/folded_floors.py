"""Floors as they stand, kept in the process so that only what is new is read and folded."""

from dataclasses import dataclass, field

from bot.domain.floor.floor import Floor

MOST = 16


@dataclass(slots=True)
class FoldedFloors:
    """Committed ones only; `sequence` is the meeting's, whose rules they were begun with."""

    kept: dict[str, tuple[int, Floor]] = field(default_factory=dict)

    def get(self, meeting: str, sequence: int) -> Floor | None:
        of, floor = self.kept.get(meeting, (None, None))
        return floor if of == sequence else None

    def keep(self, sequence: int, floor: Floor) -> None:
        """The newest; of many meetings those used last."""
        known = self.get(floor.meeting, sequence)
        newest = known if known and known.version > floor.version else floor
        self.kept.pop(floor.meeting, None)
        self.kept[floor.meeting] = (sequence, newest)
        if len(self.kept) > MOST:
            self.kept.pop(next(iter(self.kept)))
