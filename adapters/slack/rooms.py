"""The personal chats that have been opened: each once, whichever replica writes there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from adapters.slack.remembered import Remembered

LOOKED_UP = timedelta(days=1)


class OpenedRooms(Protocol):
    """`place`: `INSTALLATION/USER` as it is written to. Each call is a transaction of its own; raises
    Unavailable where the database cannot be reached.
    """

    async def get(self, place: str) -> str | None: ...

    async def put(self, place: str, channel: str, *, by: str, at: datetime) -> None:
        """In place of another one, if any; `by`: the installation whose token it was opened with."""

    async def delete(self, place: str, channel: str) -> None:
        """Only this one: another replica may have opened it anew."""

    async def leave(self, by: str, *, before: datetime) -> None:
        """All that this installation has opened before that instant."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """By place. What was looked up is not looked up again for a day."""

    store: OpenedRooms
    now: Callable[[], datetime]
    known: Remembered[str]

    async def get(self, place: str) -> str | None:
        if not opens(place):
            return None
        found = self.known.get(place) or await self.store.get(place)
        if found:
            self.known.put(place, found, LOOKED_UP)
        return found

    async def learn(self, place: str, channel: str, by: str) -> None:
        """Written only where it is another than before."""
        if channel != await self.get(place):
            await self.store.put(place, channel, by=by, at=self.now())
            self.known.put(place, channel, LOOKED_UP)

    async def forget(self, place: str, channel: str) -> None:
        self.known.forget(place)
        await self.store.delete(place, channel)

    async def leave(self, by: str, *, before: datetime) -> None:
        self.known.kept.clear()
        await self.store.leave(by, before=before)


def opens(place: str) -> bool:
    """A person's own chat has to be opened before it can be written to."""
    return place.partition("/")[2].startswith(("U", "W"))
