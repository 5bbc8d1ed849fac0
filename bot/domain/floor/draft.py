"""An entry while events are folded into it; nobody outside the fold sees one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.floor.entry import Asked, Entry, ListName, Place, State
from bot.domain.floor.order import UNDRAWN, natural

_LISTED, _SPEAKING, _FINISHED, _CUT_OFF = State.LISTED, State.SPEAKING, State.FINISHED, State.CUT_OFF
_NOTHING = timedelta()


@dataclass(slots=True)
class Draft:
    """The fields of `Entry`, in its order."""

    id: str
    number: int
    asked: Asked
    list: ListName
    place: Place
    state: State = _LISTED
    limit_s: int | None = None
    spoken: timedelta = _NOTHING
    since: datetime | None = None
    segments: int = 0
    called_at: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    ready: bool = False
    passes: int = 0
    moved: bool = False
    why: str = ""
    swap: str = ""
    ruling: str = ""
    seat: int = 0

    def runs(self, at: datetime) -> None:
        """The clock, from here on."""
        self.state, self.since = _SPEAKING, at
        self.segments += 1
        self.begun_at = self.begun_at or at

    def stops(self, at: datetime) -> None:
        if self.since is not None:
            self.spoken += max(_NOTHING, at - self.since)
            self.since = None

    def ends(self, as_: State, at: datetime) -> None:
        """Whoever has begun has spoken, whatever the turn ends as."""
        self.stops(at)
        self.state = as_ if self.begun_at is None or as_ is _CUT_OFF else _FINISHED
        self.ended_at, self.ready = at, False

    def goes_to(self, place: Place, why: str = "", *, moved: bool = False) -> None:
        self.place, self.why, self.moved = place, why, moved

    def by_nature(self, rank: int = UNDRAWN) -> Place:
        return natural(self.asked, self.list, self.number, rank, (self.seat,))

    def entry(self) -> Entry:
        return Entry(
            self.id,
            self.number,
            self.asked,
            self.list,
            self.place,
            self.state,
            self.limit_s,
            self.spoken,
            self.since,
            self.segments,
            self.called_at,
            self.begun_at,
            self.ended_at,
            self.ready,
            self.passes,
            self.moved,
            self.why,
            self.swap,
            self.ruling,
            self.seat,
        )
