"""The floor as a clerk would keep it on paper: plain lists, sorted anew each time.

What can be changed again is copied whole before each change, and that copy is what an undo brings back.
Who is sorted by the same things shares a berth, and a move puts a slip of paper into another's berth.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.floor.entry import Asked, Kind, ListName, State
from bot.domain.floor.floor import ListState, Rules

Berth = tuple[str, ListName, int, int, int, int, int, int]
"""Item, list; then what sorts: class, category, level, lot, number of the event, which of it."""

POINT, OFFICER, QUESTION, STATEMENT = range(4)
HEAD, NO_LOT = -1, 10**9
ENDED = {
    State.FINISHED,
    State.CUT_OFF,
    State.NOT_TAKEN,
    State.WITHDRAWN,
    State.WRITTEN,
    State.DECLINED,
    State.CARRIED_OVER,
    State.VOID,
}
INTERJECTIONS = {Kind.POINT_OF_ORDER, Kind.QUESTION, Kind.ANSWER}


class No(Exception):
    """Why not, in a word."""


@dataclass
class Slip:
    """One turn; `heard` in ended stretches; `runs_from` while the clock runs.

    `lot`: as it was drawn; `back`: the number of the event by which it stood back or came to the head.
    `places`: how many it has had; `agreed`: which of its own and of the other one a swap was offered for.
    """

    id: str
    number: int
    asked: Asked
    list: ListName
    berth: Berth
    part: int = 0
    lot: int = NO_LOT
    back: int = 0
    state: State = State.LISTED
    limit_s: int | None = None
    heard: timedelta = timedelta()
    runs_from: datetime | None = None
    called_at: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    ready: bool = False
    passes: int = 0
    moved: bool = False
    places: int = 0
    swap: str = ""
    agreed: tuple[int, int] = (0, 0)
    ruling: str = ""

    @property
    def item(self) -> str:
        return self.asked.item

    def stop(self, at: datetime) -> None:
        self.heard, self.runs_from = self.elapsed(at), None

    def end(self, state: State, at: datetime) -> None:
        """Who has begun has spoken, whatever it ends as."""
        self.stop(at)
        spoken = self.begun_at and state is not State.CUT_OFF
        self.state, self.ended_at = State.FINISHED if spoken else state, at
        self.ready = False

    def elapsed(self, at: datetime) -> timedelta:
        return self.heard + (max(at - self.runs_from, timedelta()) if self.runs_from else timedelta())


@dataclass
class Heading:
    """What stands above the list of an agenda item."""

    item: str
    rules: Rules
    state: ListState = ListState.INSCRIPTION
    suspended: bool = False
    voting: bool = False
    closed_at: datetime | None = None
    limit_s: int = 0


@dataclass
class Sheet:
    """`list_then`: of what is written down now, where that was decided at another time."""

    headings: dict[str, Heading]
    slips: list[Slip] = field(default_factory=list)
    berths: dict[Berth, list[str]] = field(default_factory=dict)
    current: str = ""
    list_then: ListName | None = None

    def slip(self, entry: str) -> Slip:
        for one in self.slips:
            if one.id == entry:
                return one
        raise No("no-such-entry")

    def heading(self, item: str) -> Heading:
        if item not in self.headings:
            raise No("no-such-item")
        return self.headings[item]

    def put(self, slip: Slip, berth: Berth, before: str = "") -> None:
        """At the end of the berth, or before another who is in it."""
        slip.places += before != "" or berth != slip.berth
        self.berths[slip.berth].remove(slip.id)
        there = self.berths.setdefault(berth, [])
        there.insert(there.index(before) if before else len(there), slip.id)
        slip.berth = berth

    def add(self, slip: Slip) -> None:
        self.slips.append(slip)
        self.berths.setdefault(slip.berth, []).append(slip.id)

    def permute(self, old: list[str], new: list[str]) -> None:
        """Each of the new takes the very place that its counterpart of the old had."""
        places = [(self.slip(entry).berth, self.berths[self.slip(entry).berth].index(entry)) for entry in old]
        for (berth, at), entry in zip(places, new, strict=True):
            self.berths[berth][at] = entry
            self.slip(entry).berth = berth
            self.slip(entry).places += entry not in old or old.index(entry) != new.index(entry)

    def order(self, item: str, of: ListName) -> list[str]:
        """Who is listed, first to last."""
        berths = sorted(berth for berth in self.berths if berth[:2] == (item, of))
        every = [entry for berth in berths for entry in self.berths[berth]]
        return [entry for entry in every if self.slip(entry).state is State.LISTED]

    def all(self, *states: State) -> list[Slip]:
        return [one for one in self.slips if one.state in states]
