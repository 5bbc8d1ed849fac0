"""The list of a long meeting, folded from its events: what a process does that sees it for the first time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from time import process_time

from bot.domain.floor import command as c
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Asked, Kind, Mode, State
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor, Rules, begun, folded, waiting
from tests.bench.step import Step

EVENTS, DELEGATIONS, TIMES = 2000, 300, 40
ITEM = "1"
EMPTY = begun("long-meeting", {ITEM: Rules(several=True)})
TEN = datetime(2022, 3, 24, 3, tzinfo=UTC)
MODERATOR = ""
Wishing = Callable[[Floor], c.Wish]


def fold() -> Step:
    """In the middle of many times."""
    events = a_long_meeting(EVENTS)
    return Step(f"fold of {EVENTS} events", median(timed(events) for _ in range(TIMES)))


def timed(events: Sequence[Event]) -> float:
    begun_at = process_time()
    folded(EMPTY, events)
    return 1000 * (process_time() - begun_at)


def a_long_meeting(events: int) -> Sequence[Event]:
    """All ask, then each turn brings a newcomer; one call in eight is a mistake and taken back."""
    floor = EMPTY
    for wishing, acts_for in wishes():
        floor = carried_out(floor, wishing(floor), acts_for)
        if floor.version == events:
            break
    return floor.events


def carried_out(floor: Floor, wish: c.Wish, acts_for: str) -> Floor:
    at = TEN + timedelta(seconds=10 * floor.version)
    by = acts_for or "moderator"
    found = decided(
        floor,
        c.Command(
            key=str(floor.version),
            by=by,
            at=at,
            received_at=at,
            acts_for=acts_for,
            moderator=not acts_for,
            wish=wish,
        ),
    )
    if not isinstance(found, Event):
        raise TypeError(wish, found)
    return folded(floor, [found])


def wishes() -> Iterator[tuple[Wishing, str]]:
    """Each with the delegation whose it is, none for the moderator's."""
    yield lambda _: c.Open(ITEM, "inscription"), MODERATOR
    for number in range(DELEGATIONS):
        yield asking(number), delegation(number)
    for turn in count():
        yield from one_turn(turn)


def one_turn(turn: int) -> Iterator[tuple[Wishing, str]]:
    """The next is called and speaks; one comes, one moves back, and now and then somebody errs."""
    yield asking(DELEGATIONS + turn), delegation(turn)
    yield lambda floor: c.Ready(first(floor)), MODERATOR
    yield lambda floor: c.Next(holder(floor), first(floor)), MODERATOR
    yield lambda floor: c.Start(holder(floor)), MODERATOR
    if turn % 8 == 0:
        yield lambda floor: c.Next(holder(floor), first(floor)), MODERATOR
        yield lambda floor: c.Undo(floor.version), MODERATOR
    if turn % 5 == 0:
        yield lambda floor: c.Pause(holder(floor)), MODERATOR
        yield lambda floor: c.Resume(holder(floor)), MODERATOR
    if turn % 6 == 0:
        yield lambda floor: c.Move(last(floor), first(floor), "protocol"), MODERATOR
        yield lambda floor: c.Defer(first(floor)), MODERATOR


def asking(number: int) -> Wishing:
    asked = Asked(
        delegation=delegation(number),
        item=ITEM,
        kind=Kind.STATEMENT,
        by="p1",
        at=TEN,
        source="slack",
        mode=(Mode.ROOM, Mode.ONLINE)[number % 2],
        category=number % 4,
    )
    return lambda _: c.Request(f"{number:032x}", asked)


def delegation(number: int) -> str:
    return f"D{number % DELEGATIONS:03}"


def first(floor: Floor) -> str:
    return waiting(floor, ITEM)[0].id


def last(floor: Floor) -> str:
    return waiting(floor, ITEM)[-1].id


def holder(floor: Floor) -> str:
    """Who speaks, is paused or has been called."""
    held = {State.SPEAKING, State.PAUSED, State.CALLED}
    return next((entry.id for entry in floor.entries.values() if entry.state in held), "")
