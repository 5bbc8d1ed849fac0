"""The sample meeting in a small world, and somebody who runs its floor by the verbs that a desk presses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.cards import Pointer
from bot.chat import Pressed
from bot.domain.floor.floor import Floor, first, holder
from bot.domain.meetings import Meeting
from bot.domain.people import Role
from bot.sample_meeting import printed
from tests.worlds import User, World

MEETING, ITEM, NEXT_ITEM = "roundtable-2022", "roundtable-2022/2", "roundtable-2022/3"
BEGINS = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
"""14:45 in Bangkok, when item 2 is called."""


@dataclass
class Sitting:
    """`chair` presses; nobody else has to look at anything but their own chat."""

    world: World
    chair: User

    async def does(self, verb: str, of: str, saw: str = "", **given: str | None) -> str:
        pressed = Pressed(Pointer(f"floor.{verb}", of, saw), given=given)
        await self.chair.sends(self.chair.inbound(pressed))
        return self.chair.screen

    async def opens(self, item: str = ITEM) -> None:
        await self.does("open", item)

    async def next(self) -> None:
        """Calls the first, whoever speaks, and starts the clock."""
        floor = await self.floor()
        speaks, calls = holder(floor), first(floor)
        assert calls
        await self.does("next", MEETING, f"{speaks.id if speaks else ''},{calls.id}")
        await self.does("start", calls.id)

    async def floor(self) -> Floor:
        async with self.world.database.reading() as unit:
            found = await unit.reading.floors.get(MEETING)
        assert found
        return found

    async def entry(self, delegation: str) -> str:
        """The newest of that delegation."""
        floor = await self.floor()
        return [one.id for one in floor.entries.values() if one.asked.delegation == delegation][-1]

    async def undo(self) -> None:
        events = (await self.floor()).events
        await self.does("undo", MEETING, str(events[-1].number))

    def passes(self, **time: float) -> None:
        self.world.now += timedelta(**time)


async def held(world: World, meeting: Meeting | None = None) -> Sitting:
    """Before anything has happened on its floor, at the hour of its first item."""
    one = meeting or printed(world.database.network)
    assert one
    world.now = BEGINS
    async with world.database.unit() as unit:
        await unit.meetings.add(one)
        await unit.commit()
    return Sitting(world, await world.person("chair", Role.MODERATOR))
