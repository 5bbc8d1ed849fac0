"""Delegates and chairs at one list at once, in as many processes as there are, and what each of them saw."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from time import monotonic
from typing import TypeVar

from bot.clock import now
from bot.domain.floor import command as c
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import LIVE, Asked, Entry, Kind, ListName, Mode, State
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor, ListState, waiting
from bot.domain.people import Refused
from bot.errors import Unavailable
from storage.database import Database
from tests.databases import NETWORK

T = TypeVar("T")
CHAIRS = ("", "")
DELEGATIONS = ("FJI", "THA", "MYS", "CHN", "IND", "FJI")
"""Two colleagues of one of them."""
CLIENTS = (*CHAIRS, *DELEGATIONS)


@dataclass(frozen=True, slots=True)
class Call:
    """What came back for a command; the times are of the clock that all processes of a machine share."""

    command: c.Command
    asked_at: float
    back_at: float
    found: Event | Refused | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader was shown."""

    asked_at: float
    back_at: float
    version: int
    order: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Dice:
    """The same throws for the same words."""

    seed: str

    def throw(self, sides: int, *words: object) -> int:
        return int.from_bytes(sha256(repr((self.seed, words)).encode()).digest()[:8]) % sides


def played(url: str, meeting: str, clients: Sequence[int], turns: int) -> list[Call | Look]:
    """In a process of its own: these clients at once, each with so many turns."""
    return asyncio.run(played_on(url, meeting, clients, turns))


async def played_on(url: str, meeting: str, clients: Sequence[int], turns: int) -> list[Call | Look]:
    database = Database.of(url, NETWORK)
    try:
        seen = await asyncio.gather(*(one_client(database, meeting, client, turns) for client in clients))
    finally:
        await database.dispose()
    return [one for many in seen for one in many]


async def one_client(database: Database, meeting: str, client: int, turns: int) -> list[Call | Look]:
    """Looks, wishes something of what it saw, now and then sends it once more."""
    seen: list[Call | Look] = []
    acts_for = CLIENTS[client]
    for turn in range(turns):
        dice = Dice(f"{meeting} {client} {turn}")
        floor, look = await looked(database, meeting)
        command = c.Command(
            key=f"{client}-{turn}",
            by=f"person-{client}",
            at=now(),
            received_at=now(),
            acts_for=acts_for,
            moderator=not acts_for,
            wish=wish(floor, acts_for, f"{client}-{turn}", dice),
        )
        seen += [look, await called(database, meeting, command)]
        if dice.throw(5, "again") == 0:
            seen.append(await called(database, meeting, replace(command, at=now())))
    return seen


async def looked(database: Database, meeting: str) -> tuple[Floor, Look]:
    asked_at = monotonic()
    floor = await until_served(lambda: read(database, meeting))
    return floor, Look(asked_at, monotonic(), floor.version, orders(floor))


async def until_served(ask: Callable[[], Awaitable[T]]) -> T:
    """As the platforms do it: what could not be done is asked for again, though it may have been done."""
    while True:
        with suppress(Unavailable):
            return await ask()


async def read(database: Database, meeting: str) -> Floor:
    async with database.reading() as unit:
        found = await unit.floors.get(meeting)
    if found is None:
        raise LookupError(meeting)
    return found


def orders(floor: Floor) -> tuple[tuple[str, ...], ...]:
    """Of each list of each item."""
    lists = [(item, of) for item in floor.items for of in ListName]
    return tuple(tuple(entry.id for entry in waiting(floor, *one)) for one in lists)


async def called(database: Database, meeting: str, command: c.Command) -> Call:
    asked_at = monotonic()
    found = await until_served(lambda: carried_out(database, meeting, command))
    return Call(command, asked_at, monotonic(), found)


async def carried_out(database: Database, meeting: str, command: c.Command) -> Event | Refused | None:
    async with database.unit() as unit:
        floor = await unit.floors.locked(meeting)
        if floor is None:
            raise LookupError(meeting)
        found = decided(floor, command)
        if isinstance(found, Event):
            await unit.floors.append(floor, found)
            await unit.commit()
        return found


def wish(floor: Floor, acts_for: str, entry: str, dice: Dice) -> c.Wish:
    wishes = of_the_chair(floor, entry, dice) if not acts_for else of_a_delegate(floor, acts_for, entry, dice)
    return wishes[dice.throw(len(wishes), "wish")]


def of_a_delegate(floor: Floor, acts_for: str, entry: str, dice: Dice) -> Sequence[c.Wish]:
    asked = Asked(
        delegation=acts_for,
        item="1",
        kind=(Kind.STATEMENT, Kind.POINT_OF_ORDER)[dice.throw(4, "kind") // 3],
        by="p1",
        at=now(),
        source="slack",
        mode=tuple(Mode)[dice.throw(2, "mode")],
        category=dice.throw(2, acts_for),
    )
    request = c.Request(entry, asked)
    own = [one for one in floor.entries.values() if one.asked.delegation == acts_for and one.state in LIVE]
    if not own:
        return [request]
    mine = own[dice.throw(len(own), "own")].id
    return [
        request,
        request,
        c.Withdraw(mine),
        c.Defer(mine),
        c.Ready(mine),
        c.FileInWriting(mine, "https://x.org"),
    ]


def of_the_chair(floor: Floor, entry: str, dice: Dice) -> Sequence[c.Wish]:
    every = list(floor.entries.values())
    listed = [one.id for one in waiting(floor, "1")] or ["nobody"]
    held = by_state(every, State.SPEAKING) or by_state(every, State.CALLED) or by_state(every, State.PAUSED)
    some, other = (listed[dice.throw(len(listed), word)] for word in ("some", "other"))
    item = floor.items["1"]
    if item.state is ListState.INSCRIPTION:
        return [c.Open("1", item.state)]
    return [
        *[c.Next(held, listed[0] if listed != ["nobody"] else "")] * 3,
        *[c.Start(held)] * 3,
        c.Call(held, some, "the Minister must leave"),
        c.Pause(held),
        c.Resume(by_state(every, State.PAUSED)),
        c.End(held),
        c.Pass(held),
        c.Interrupt(held),
        c.Return(by_state(every, State.INTERRUPTED)),
        c.Move(some, other),
        c.Move(some, None),
        c.Close("1", item.state),
        c.Open("1", item.state),
        c.Limit("1", 120 + 60 * dice.throw(3, "limit"), item.limit_s),
        c.Interleave(tuple(listed)),
        *[c.Undo(newest(floor))] * 3,
    ]


def by_state(every: Sequence[Entry], state: State) -> str:
    return next((one.id for one in every if one.state is state), "")


def newest(floor: Floor) -> int:
    """Not quite: who presses Undo twice is refused."""
    return floor.version
