"""The record that writes itself: who spoke, how long, after what wait, in which order and why."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from bot.domain.floor.entry import SPOKEN, Entry, Mode, State
from bot.domain.floor.event import Opened, TakenUp
from bot.domain.floor.floor import Floor

TAKEN = SPOKEN | {State.SPEAKING, State.PAUSED, State.INTERRUPTED}
K = TypeVar("K", bound=Hashable)


class Turn(NamedTuple):
    """`asked` and `called` count from 1 within the item: the order of the requests and of the calls.

    `called` 0: never; `waited`: from the request, or the opening of the list where that was later.
    """

    entry: Entry
    asked: int
    called: int
    waited: timedelta | None
    spoken: timedelta
    over: timedelta


class Share(NamedTuple):
    """What one delegation or one mode had of the floor; `waits`: of the turns that were called."""

    turns: int
    spoken: timedelta
    written: int
    waits: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """`turns` in the order in which they were called, then those that never were, as they were asked for."""

    turns: Sequence[Turn]
    delegations: Mapping[str, Share]
    modes: Mapping[Mode, Share]
    total: Share

    @property
    def written(self) -> Sequence[Turn]:
        return [turn for turn in self.turns if turn.entry.state is State.WRITTEN]


def recorded(floor: Floor, now: datetime, item: str = "") -> Record:
    """Of one agenda item, or of the whole meeting."""
    entries = [one for one in floor.entries.values() if item in {"", one.asked.item}]
    asked, called = numbered(entries, requested_at), numbered(filter(called_at, entries), called_at)
    opened = openings(floor)
    turns = [
        Turn(
            entry=one,
            asked=asked[one.id],
            called=called.get(one.id, 0),
            waited=waited(one, opened),
            spoken=one.elapsed(now),
            over=over(one, now),
        )
        for one in entries
    ]
    turns.sort(key=lambda one: (one.called == 0, one.called, one.asked))
    return Record(
        turns=turns,
        delegations=shares(turns, lambda one: one.entry.asked.delegation),
        modes=shares(turns, lambda one: one.entry.asked.mode),
        total=share(turns),
    )


def requested_at(entry: Entry) -> datetime:
    return entry.asked.at


def called_at(entry: Entry) -> datetime | None:
    """For the first time: whoever was interrupted is called again, and keeps its number and its wait."""
    return min(filter(None, (entry.called_at, entry.begun_at)), default=None)


def numbered(entries: Iterable[Entry], at: Callable[[Entry], datetime | None]) -> Mapping[str, int]:
    """Each item's entries from 1, by that moment and then by the number of their event."""
    order = sorted((one.asked.item, at(one) or one.asked.at, one.number, one.id) for one in entries)
    places: dict[str, int] = {}
    counts: dict[str, int] = {}
    for item, _at, _number, of in order:
        counts[item] = places[of] = counts.get(item, 0) + 1
    return places


def openings(floor: Floor) -> Mapping[str, datetime]:
    """When each item's list was opened first."""
    found: dict[str, datetime] = {}
    for event in floor.events:
        if isinstance(event.change, Opened | TakenUp):
            found.setdefault(event.change.item, event.at)
    return found


def waited(entry: Entry, opened: Mapping[str, datetime]) -> timedelta | None:
    called = called_at(entry)
    since = max(entry.asked.at, opened.get(entry.asked.item, entry.asked.at))
    return max(timedelta(), called - since) if called else None


def over(entry: Entry, now: datetime) -> timedelta:
    """Beyond the limit it had, to the second and finer."""
    limit = timedelta(seconds=entry.limit_s or 0)
    return max(timedelta(), entry.elapsed(now) - limit) if entry.limit_s else timedelta()


def shares(turns: Iterable[Turn], by: Callable[[Turn], K]) -> Mapping[K, Share]:
    """In the order of first appearance."""
    grouped: dict[K, list[Turn]] = {}
    for turn in turns:
        grouped.setdefault(by(turn), []).append(turn)
    return {key: share(some) for key, some in grouped.items()}


def share(turns: Sequence[Turn]) -> Share:
    return Share(
        turns=sum(turn.entry.state in TAKEN for turn in turns),
        spoken=sum((turn.spoken for turn in turns), timedelta()),
        written=sum(turn.entry.state is State.WRITTEN for turn in turns),
        waits=tuple(turn.waited for turn in turns if turn.waited is not None),
    )
