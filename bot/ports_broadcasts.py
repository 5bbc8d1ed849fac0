"""What the inside may ask of the world about broadcasts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast.audience import Audience, Candidate
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts, Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One recipient; `local` and `zone` where the time is by a clock on a wall, which `due_at` is computed
    from. `expires_at` None: when the broadcast does, if ever.
    """

    person: str
    due_at: datetime
    local: str = ""
    zone: str = ""
    expires_at: datetime | None = None


class BroadcastReading(Protocol):
    async def get(self, of: str) -> Broadcast | None: ...
    async def by_reference(self, reference: str) -> Broadcast | None: ...
    async def page(self, page: int, size: int) -> tuple[Sequence[Broadcast], bool]:
        """Newest first, and whether there are more."""

    async def asked(self) -> Sequence[Broadcast]:
        """Those whose newest version waits for approval, longest waiting first."""

    async def references(self, *, acknowledged: bool) -> Sequence[str]:
        """Newest first; `acknowledged`: of those that ask for it."""

    async def candidates(self, about: Audience | None = None) -> Sequence[Candidate]:
        """Everybody with a role in force now, by delegation and name; of what they have acknowledged what
        `about` asks for, else nothing.
        """

    async def previewed(self, of: str, version: int, person: str) -> datetime | None:
        """When this person opened the preview of that version last."""

    async def counts(self, of: str, *, dry: bool = False) -> Counts:
        """`dry`: of the newest dry run."""

    async def report(
        self, of: str, *, after: int = 0, limit: int = 1000, dry: bool = False
    ) -> Sequence[tuple[int, Reached]]:
        """Recipients in a fixed order, each with its place in it; those after that place."""

    async def reached(self, of: str, person: str) -> Reached | None: ...
    async def silent(self, of: str) -> Sequence[str]:
        """Who has it and has not acknowledged it."""


class Broadcasts(BroadcastReading, Protocol):
    """What is written to is locked when it is loaded."""

    async def locked(self, of: str) -> Broadcast | None: ...
    async def begun(self, new: Broadcast, *, year: int) -> Broadcast:
        """Added under the next free reference of that year, such as NB-2026-014."""

    async def save(self, changed: Broadcast) -> None: ...
    async def preview(self, of: str, version: int, person: str, *, at: datetime) -> None:
        """Opened now by this person."""

    async def plan(
        self, of: Broadcast, recipients: Iterable[Planned], *, now: datetime, dry: bool = False
    ) -> int:
        """How many; one delivery each, in this very transaction; none for whom there is one already."""

    async def hold(self, of: str) -> None:
        """Nothing of it is sent from now on."""

    async def go_on(self, of: str) -> None: ...
    async def cancel(self, of: str, *, now: datetime) -> int:
        """How many had not been sent, and will not be."""

    async def correct(self, of: Broadcast, *, now: datetime) -> int:
        """Its newest approved version: to whoever waits, as an edit to whoever has an older one, how many."""

    async def recall(self, of: Broadcast, *, now: datetime) -> int:
        """Taken back from whoever has it, how many; what waits is cancelled."""

    async def remind(self, of: Broadcast, people: Collection[str], *, now: datetime) -> int:
        """Those who are silent, once more; `of.reminders` is the number of this time."""

    async def caught_up(self, deliveries: Collection[str], *, now: datetime) -> Collection[str]:
        """After something has become of these, sent or not: what was corrected, recalled, cancelled or
        acknowledged meanwhile follows. Ids of the broadcasts they belong to.
        """

    async def acknowledge(
        self, of: str, person: str, *, at: datetime, version: int = 0, on: tuple[str, str] | None = None
    ) -> datetime | None:
        """When it was acknowledged, first or since it was corrected; settles any doubt. None: it was not got.
        `version`: of the message that was acknowledged, 0 where that is not known; `on`: its platform and
        handle, by which it is known from now on where the platform has not told it.
        """

    async def show_acknowledged(self, of: Broadcast, person: str, version: int, *, now: datetime) -> None:
        """On what this person has of it in a chat, where none of it was pressed."""
