"""What happens on a floor, told to all its open pages: read, worded and made JSON once for each change."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.cards import Page
from bot.domain.access import moderators
from bot.errors import Malformed, Unavailable
from bot.links import Grant, Links
from bot.unit import UnitOfWork
from bot.web.floor.shown import Speaking, Stand, View, compact, event
from bot.web.floor.stream import Stream
from bot.web.stream import News

log = logging.getLogger(__name__)
BEAT, REVIEW, PAUSE, MOST = 2.0, 15, 0.5, 2000
GATHER, EACH, REST = 0.02, 0.0005, 4
"""Seconds until the next change is told, at least and for each page, and so many times what telling it took:
what comes together goes together.
"""
TOUCH = "floor:"


@dataclass(eq=False, slots=True)
class Room:
    """The open pages of one meeting; `stale`: something may have changed since `stand` was read."""

    meeting: str
    streams: set[Stream] = field(default_factory=set)
    stale: asyncio.Event = field(default_factory=asyncio.Event)
    stand: Stand | None = None

    keeper: "asyncio.Task[None] | None" = None

    @property
    def desks(self) -> Sequence[Stream]:
        return [one for one in self.streams if one.view.page == "desk"]


@dataclass(slots=True, kw_only=True)
class Feed:
    """For all pages of this process. `beat`: seconds between signs of life; `most`: pages open at once."""

    reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    speaking: Speaking
    news: News
    now: Callable[[], datetime]
    links: Links
    beat: float = BEAT
    most: int = MOST
    rooms: dict[str, Room] = field(default_factory=dict)
    reads: int = 0

    async def running(self, _app: web.Application) -> AsyncIterator[None]:
        """For `cleanup_ctx`."""
        tasks = [asyncio.create_task(self.listen()), asyncio.create_task(self.beating())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async def close(self, _app: web.Application) -> None:
        """For `on_shutdown`: a server waits for its open answers."""
        for stream in self.streams():
            stream.drop()

    def streams(self) -> Iterator[Stream]:
        yield from [stream for room in self.rooms.values() for stream in room.streams]

    @property
    def full(self) -> bool:
        """A board's link is for everybody; what one process can tell is not without end."""
        return sum(len(room.streams) for room in self.rooms.values()) >= self.most

    async def listen(self) -> None:
        """What was missed while deaf is read anew."""
        while True:
            with self.news.subscribe() as heard:
                for room in self.rooms.values():
                    room.stale.set()
                async for touch in heard:
                    found = self.rooms.get(touch.partition(":")[2]) if touch.startswith(TOUCH) else None
                    if found:
                        found.stale.set()

    async def beating(self) -> None:
        """Each page is told that it is still connected, and now and then judged anew."""
        count = 0
        while True:
            await asyncio.sleep(self.beat)
            alive, count = event("beat", compact({"now": self.now().isoformat()})), count + 1
            for stream in self.streams():
                stream.offer(alive)
            if count % REVIEW == 0:
                await self.review()

    async def review(self) -> None:
        """Whose role is lost or whose link has run out is sent away; what depends on time is told."""
        try:
            for stream in self.streams():
                if not await self.admitted(stream.grant):
                    stream.drop()
        except Unavailable:
            log.warning("open desks could not be judged anew")
        for room in self.rooms.values():
            if room.desks:
                room.stale.set()

    async def admitted(self, grant: Grant) -> bool:
        if self.now() >= grant.until:
            return False
        if not grant.person:
            return True
        async with self.reading() as unit:
            return moderators(await unit.people.by_id(grant.person, now=self.now()), None)

    async def stand(self, meeting: str) -> Stand | None:
        """As it is committed now; None where there is no such meeting."""
        self.reads += 1
        async with self.reading() as unit:
            found, floor = await unit.reading.meetings.get(meeting), await unit.reading.floors.get(meeting)
            if found is None or floor is None:
                return None
            return Stand(
                floor=floor,
                meeting=found,
                network=unit.reading.network,
                speaking=self.speaking,
                read_at=self.now(),
                board=self.links.address(Page("board", meeting, found.ends), ""),
            )

    async def belongs(self, of: str, meeting: str) -> None:
        """Raises Malformed for a matter of another meeting; what is nowhere is for the dialogs to say."""
        if of != meeting and not of.startswith(f"{meeting}/"):
            async with self.reading() as unit:
                if await unit.reading.floors.meeting_of(of) not in {meeting, None}:
                    raise Malformed("of")

    @asynccontextmanager
    async def opened(self, stream: Stream) -> AsyncIterator[None]:
        """What stands comes at once, what changes when it does."""
        room = self.entered(stream)
        try:
            yield
        finally:
            self.left(room, stream)

    def entered(self, stream: Stream) -> Room:
        room = self.rooms.setdefault(stream.grant.of, Room(stream.grant.of))
        self.tell(room, room.desks if stream.view.page == "desk" else (), further=1)
        room.streams.add(stream)
        self.tell(room, (stream,))
        if room.keeper is None:
            room.stale.set()
            room.keeper = asyncio.create_task(self.keep(room))
            room.keeper.add_done_callback(lambda ended: lost(room, ended))
        return room

    def left(self, room: Room, stream: Stream) -> None:
        """The last one puts out the light."""
        room.streams.discard(stream)
        if stream.view.page == "desk":
            self.tell(room, room.desks)
        if not room.streams:
            self.rooms.pop(room.meeting, None)
            if room.keeper:
                room.keeper.cancel()

    async def keep(self, room: Room) -> None:
        while True:
            await room.stale.wait()
            room.stale.clear()
            try:
                before, room.stand = room.stand, await self.stand(room.meeting)
            except Unavailable:
                room.stale.set()
                await asyncio.sleep(PAUSE)
            else:
                began = asyncio.get_running_loop().time()
                self.tell(room, tuple(room.streams), before=before)
                took = asyncio.get_running_loop().time() - began
                await asyncio.sleep(GATHER + EACH * len(room.streams) + REST * took)

    def present(self, meeting: str) -> dict[str, str | int]:
        """What is true at the moment of sending."""
        room = self.rooms.get(meeting)
        return {"now": self.now().isoformat(), "desks": len(room.desks) if room else 0}

    def tell(
        self, room: Room, streams: Iterable[Stream], *, before: Stand | None = None, further: int = 0
    ) -> None:
        """`before`: what they know; a view that reads the same is not told again."""
        if room.stand is None:
            return
        present = self.present(room.meeting)
        present |= {"desks": len(room.desks) + further}
        told: dict[View, bytes] = {}
        for stream in streams:
            view = stream.view
            if view not in told:
                told[view] = event("list", room.stand.text(view, **present))
            if before is None or before.made.get(view) != room.stand.made[view]:
                stream.offer(told[view])


def lost(room: Room, keeper: "asyncio.Task[None]") -> None:
    """Its pages come again, to a room that is kept."""
    if keeper.cancelled():
        return
    log.error("a floor is no longer told", exc_info=keeper.exception())
    room.keeper = None
    for stream in tuple(room.streams):
        stream.drop()
