"""The floor of each meeting: its events, appended and never changed, and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import network
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor, begun, folded
from bot.domain.meetings import floor_rules
from bot.errors import Conflict
from storage.floor_events import an_event, event_row
from storage.folded_floors import FoldedFloors
from storage.meetings import Meetings
from storage.sql import insert_new
from storage.tables_meetings import floor, floor_entry, floor_event, meeting

F, E, N = floor.c, floor_event.c, floor_entry.c
HEAD = (
    select(F.version, meeting.c.sequence)
    .join_from(floor, meeting, meeting.c.id == F.meeting)
    .where(F.meeting == bindparam("of"))
)
HELD = HEAD.with_for_update(of=floor)
NEWER = (
    select(floor_event).where(E.meeting == bindparam("of"), E.number > bindparam("seen")).order_by(E.number)
)


@dataclass(frozen=True, slots=True)
class Floors:
    """`seen`: in this unit, with the sequence of their meeting; others see them once it is committed."""

    sql: AsyncConnection
    rules: network.Floor
    folded: FoldedFloors
    locks: bool = True
    seen: dict[str, tuple[int, Floor]] = field(default_factory=dict)

    async def get(self, of: str) -> Floor | None:
        return await self.read(HEAD, of)

    async def locked(self, of: str) -> Floor | None:
        return await self.read(HELD if self.locks else HEAD, of)

    async def read(self, query: Select[tuple[object, ...]], of: str) -> Floor | None:
        head = (await self.sql.execute(query, {"of": of})).mappings().first()
        if head is None:
            return None
        version, sequence = head["version"], head["sequence"]
        known = self.known(of, sequence) or await self.begun(of)
        found = folded(known, await self.newer(known)) if version > known.version else known
        self.remember(sequence, found)
        return found

    def known(self, of: str, sequence: int) -> Floor | None:
        before, found = self.seen.get(of, (None, None))
        return found if before == sequence else self.folded.get(of, sequence)

    async def begun(self, of: str) -> Floor:
        found = await Meetings(self.sql, locks=False).get(of)
        return begun(of, floor_rules(found, self.rules) if found else {})

    async def newer(self, known: Floor) -> Sequence[Event]:
        rows = await self.sql.execute(NEWER, {"of": known.meeting, "seen": known.version})
        return [an_event(row) for row in rows.mappings()]

    def remember(self, sequence: int, found: Floor) -> None:
        """A unit that only reads sees nothing but what is committed."""
        self.seen[found.meeting] = (sequence, found)
        if not self.locks:
            self.folded.keep(sequence, found)

    def committed(self) -> None:
        for sequence, found in self.seen.values():
            self.folded.keep(sequence, found)

    async def append(self, before: Floor, event: Event) -> Floor:
        """Raises Conflict where another was quicker, or has carried out the same command."""
        of = before.meeting
        raised = update(floor).where(F.meeting == of, F.version == event.number - 1)
        ours = (await self.sql.execute(raised.values(version=event.number))).rowcount == 1
        if not ours or not await insert_new(self.sql, floor_event, event_row(of, event)):
            raise Conflict(f"the floor of {of} has gone on")
        after = folded(before, [event])
        for entry in after.entries.keys() - before.entries.keys():
            row = {"id": entry, "meeting": of, "owner": after.entries[entry].asked.delegation}
            await insert_new(self.sql, floor_entry, row)
        if of in self.seen:
            self.remember(self.seen[of][0], after)
        return after

    async def meeting_of(self, entry: str) -> str | None:
        found: str | None = (await self.sql.execute(select(N.meeting).where(N.id == entry))).scalar()
        return found
