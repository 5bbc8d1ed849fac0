"""The floor of one meeting as it stands: a pure fold over its events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from bot.domain.floor.entry import Entry, ListName, State
from bot.domain.floor.event import Event, Undone
from bot.domain.floor.fold import in_force, played
from bot.domain.floor.ground import Ground, replies_taken
from bot.domain.floor.item import ItemList, ListState, Rules, limit_of_turn, untouched
from bot.domain.floor.order import precedence

__all__ = [
    "Floor",
    "ItemList",
    "ListState",
    "Rules",
    "begun",
    "begun_again",
    "called",
    "first",
    "folded",
    "holder",
    "limit_of",
    "line",
    "newest",
    "paused",
    "queue",
    "speaking",
    "turns",
    "waiting",
]

T = TypeVar("T")
_LISTED = State.LISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """`current`: the item that was opened or called in last; `events`: all of them, also those taken back."""

    meeting: str
    items: Mapping[str, ItemList]
    entries: Mapping[str, Entry] = field(default_factory=dict)
    events: Sequence[Event] = ()
    current: str = ""

    @property
    def version(self) -> int:
        return self.events[-1].number if self.events else 0


def begun(meeting: str, rules: Mapping[str, Rules]) -> Floor:
    """Nothing has happened yet; `rules` by the number of the agenda item, in the order of the agenda."""
    return Floor(meeting=meeting, items=_fixed({item: untouched(item, its) for item, its in rules.items()}))


def folded(floor: Floor, events: Iterable[Event]) -> Floor:
    """The floor after these further events, which follow on its own."""
    new = tuple(events)
    every = (*floor.events, *new)
    if not any(isinstance(event.change, Undone) for event in new):
        return _after(floor, new, every)
    return _after(begun_again(floor), in_force(every), every)


def begun_again(floor: Floor) -> Floor:
    return begun(floor.meeting, {item: its.rules for item, its in floor.items.items()})


def _after(floor: Floor, events: Iterable[Event], every: tuple[Event, ...]) -> Floor:
    ground = played(Ground(floor.entries, floor.items, floor.current), events)
    return replace(
        floor,
        items=_fixed(ground.items),
        entries=_fixed(ground.folded()),
        events=every,
        current=ground.current,
    )


def _fixed(of: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(of)


def waiting(floor: Floor, item: str, of: ListName = ListName.STATEMENTS) -> Sequence[Entry]:
    """In the order in which they would be called."""
    listed = [
        e for e in floor.entries.values() if e.state is _LISTED and e.list is of and e.asked.item == item
    ]
    return sorted(listed, key=attrgetter("place"))


def queue(floor: Floor) -> Sequence[Entry]:
    """The list of the current item that is called from now: statements, else questions, else replies."""
    lists = (waiting(floor, floor.current, of) for of in ListName)
    return next((entries for entries in lists if entries), ())


def line(floor: Floor) -> Sequence[Entry]:
    """All who wait on the current item, as they would be called."""
    return [entry for of in ListName for entry in waiting(floor, floor.current, of)]


def first(floor: Floor) -> Entry | None:
    """Whom Next would call."""
    return next(iter(queue(floor)), None)


def turns(floor: Floor, *states: State) -> Sequence[Entry]:
    """Those that stand so, whoever takes the floor from the others first."""
    return sorted((entry for entry in floor.entries.values() if entry.state in states), key=precedence)


def speaking(floor: Floor) -> Entry | None:
    return next(iter(turns(floor, State.SPEAKING)), None)


def called(floor: Floor) -> Entry | None:
    """Called, and has not begun."""
    return next(iter(turns(floor, State.CALLED)), None)


def paused(floor: Floor) -> Entry | None:
    """Who would speak on first: a question that gave way comes before the speaker it was put to."""
    return next(iter(turns(floor, State.PAUSED)), None)


def holder(floor: Floor) -> Entry | None:
    """Who has the floor: speaks, else has been called, else is paused."""
    return speaking(floor) or called(floor) or paused(floor)


def newest(floor: Floor) -> Event | None:
    """The newest event not taken back, which Undo would take back."""
    standing = in_force(floor.events)
    return next((event for event in reversed(standing) if not isinstance(event.change, Undone)), None)


def limit_of(floor: Floor, entry: Entry) -> int:
    """In seconds: as fixed when it began, else as it would be if it began now."""
    if entry.limit_s is not None:
        return entry.limit_s
    return limit_of_turn(
        floor.items[entry.asked.item], entry.asked, replies_taken(floor.entries.values(), entry)
    )
