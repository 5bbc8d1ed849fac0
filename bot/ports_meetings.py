"""What the inside may ask of the world about meetings: agenda, floor, and who is there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor
from bot.domain.meetings import Meeting, Presence


class MeetingReading(Protocol):
    async def get(self, of: str) -> Meeting | None: ...
    async def current(self, now: datetime) -> Sequence[Meeting]:
        """Still to come or under way, not cancelled; soonest first."""

    async def met_in(self, platform: str, place: str) -> str | None:
        """The meeting that has its chat at this place."""

    async def present(self, of: str, delegation: str = "") -> Sequence[Presence]:
        """Who is there now, of this delegation or of all; who came first first."""

    async def attendance(self, of: str) -> Sequence[Presence]:
        """Who has been there, from when until when."""


class Meetings(MeetingReading, Protocol):
    async def locked(self, of: str) -> Meeting | None: ...
    async def all(self) -> Sequence[Meeting]:
        """Past and cancelled ones too, by their start."""

    async def add(self, new: Meeting) -> None:
        """With its floor, on which nothing has happened."""

    async def save(self, changed: Meeting) -> None: ...
    async def meets_in(self, of: str, platform: str, place: str) -> None:
        """Its chat is there from now on; whatever met there before does not any more."""

    async def arrived(self, new: Presence) -> bool:
        """False where that was known; who was there in another mode has left it."""

    async def left(self, of: str, person: str, at: datetime) -> bool: ...


class FloorReading(Protocol):
    async def get(self, of: str) -> Floor | None:
        """Of the meeting of that id; None where there is no such meeting."""

    async def meeting_of(self, entry: str) -> str | None: ...


class Floors(FloorReading, Protocol):
    async def locked(self, of: str) -> Floor | None:
        """Nobody else can change it until the end of the unit."""

    async def append(self, before: Floor, event: Event) -> Floor:
        """The floor after it. Raises Conflict where another event has come between."""
