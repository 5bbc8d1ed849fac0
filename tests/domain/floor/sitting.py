"""A sitting told as a story: who asks, whom the Chair calls, and how long it takes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.floor.command import (
    Call,
    Close,
    Command,
    End,
    FileInWriting,
    Next,
    Open,
    Request,
    Start,
    Undo,
    Wish,
)
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Asked, Entry, Kind, Mode
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor, Rules, begun, first, folded, holder, newest

OPENING = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass
class Sitting:
    """Entries are named as their delegations, a second one of the same with a 2 behind it."""

    floor: Floor = field(default_factory=lambda: begun("roundtable-2022", {"2": Rules(), "3": Rules()}))
    now: datetime = OPENING
    number: "count[int]" = field(default_factory=lambda: count(1))

    def command(self, wish: Wish, acts_for: str = "") -> Command:
        return Command(
            key=f"key-{next(self.number)}",
            by=f"person-{acts_for or 'chair'}",
            at=self.now,
            received_at=self.now,
            acts_for=acts_for,
            moderator=not acts_for,
            wish=wish,
        )

    def does(self, wish: Wish, acts_for: str = "") -> Event:
        event = decided(self.floor, self.command(wish, acts_for))
        assert isinstance(event, Event), event
        self.floor = folded(self.floor, [event])
        return event

    def passes(self, minutes: float) -> None:
        self.now += minutes * MINUTE

    def opened(self) -> None:
        self.does(Open("2", "inscription"))

    def asks(
        self, delegation: str, mode: Mode = Mode.ROOM, kind: Kind = Kind.STATEMENT, *, category: int = 0
    ) -> Entry:
        of = delegation if delegation not in self.floor.entries else f"{delegation}2"
        by = f"person-{delegation}"
        asked = Asked(delegation, "2", kind, by, self.now, "teams", mode=mode, category=category)
        self.does(Request(of, asked), delegation)
        return self.floor.entries[of]

    def speaks(self, minutes: float) -> None:
        """Whoever is next, from the call to the end."""
        self.calls_next()
        self.begins()
        self.passes(minutes)
        self.does(End(self.holder.id))

    def calls_next(self) -> None:
        has, follows = holder(self.floor), first(self.floor)
        self.does(Next(has.id if has else "", follows.id if follows else ""))

    def calls(self, entry: str, reason: str = "") -> None:
        has = holder(self.floor)
        self.does(Call(has.id if has else "", entry, reason))

    def begins(self) -> None:
        self.does(Start(self.holder.id))

    def files(self, delegation: str, words: int) -> None:
        self.does(FileInWriting(delegation, "https://example.org/statement", words), delegation)

    def closes(self) -> None:
        self.does(Close("2", "open"))

    def undoes(self) -> None:
        last = newest(self.floor)
        assert last
        self.does(Undo(last.number))

    @property
    def holder(self) -> Entry:
        found = holder(self.floor)
        assert found
        return found
