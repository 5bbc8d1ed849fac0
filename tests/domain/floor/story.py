"""What people do at a meeting, and what they are told: the rules of the floor as they are noticed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from bot.domain.floor import command as wished
from bot.domain.floor.command import Command, Wish
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Asked, Capacity, Entry, Kind, ListName, Mode, Motion
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor, Rules, begun, first, folded, holder, newest, waiting
from bot.domain.people import Refused

OPENING = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
RULES = {"2": Rules(), "3": Rules()}
GROUP, MEMBER, OBSERVER = 0, 1, 3


def a_statement(delegation: str, item: str = "2", at: datetime = OPENING, category: int = MEMBER) -> Asked:
    return Asked(delegation, item, Kind.STATEMENT, f"{delegation}-1", at, "teams", category=category)


class Said(TypedDict, total=False):
    """What may be said of a request beside its delegation."""

    item: str
    kind: Kind
    motion: Motion
    mode: Mode
    capacity: Capacity
    at: datetime
    note: str
    speaker: str
    category: int
    level: int
    allotted_s: int


@dataclass
class Story:
    """An entry bears the name of its delegation, a later one of the same a number behind it."""

    floor: Floor = field(default_factory=lambda: begun("roundtable-2022", RULES))
    now: datetime = OPENING
    pressed: int = 0

    def sends(self, wish: Wish, by: str = "", key: str = "", ago: float = 0) -> Event | Refused | None:
        """`by`: a delegation, else the Chair; `ago`: seconds it was on its way to being carried out."""
        self.pressed += 1
        command = Command(
            key=key or f"key-{self.pressed}",
            by=f"{by or 'chair'}-1",
            at=self.now,
            received_at=self.now - timedelta(seconds=ago),
            acts_for=by,
            moderator=not by,
            wish=wish,
        )
        found = decided(self.floor, command)
        if isinstance(found, Event):
            self.floor = folded(self.floor, [found])
        return found

    def does(self, wish: Wish, by: str = "", ago: float = 0) -> Event:
        found = self.sends(wish, by, ago=ago)
        assert isinstance(found, Event), found
        return found

    def refused(self, wish: Wish, by: str = "", ago: float = 0) -> dict[str, object]:
        """The key as `why`, and its arguments; nothing has changed."""
        before = self.floor
        found = self.sends(wish, by, ago=ago)
        assert isinstance(found, Refused), found
        assert self.floor is before
        return {"why": found.key, **dict(found.args)}

    def after(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def asking(self, delegation: str, **said: Unpack[Said]) -> wished.Request:
        of = f"{delegation}{sum(name.startswith(delegation) for name in self.floor.entries) or ''}"
        return wished.Request(of, a_statement(delegation, at=self.now)._replace(**said))

    def asks(self, *delegations: str, **said: Unpack[Said]) -> str:
        """The id of the last one."""
        for delegation in delegations:
            wish = self.asking(delegation, **said)
            self.does(wish, delegation)
        return wish.entry

    def adds(self, delegation: str, **said: Unpack[Said]) -> str:
        """At the desk."""
        wish = self.asking(delegation, **said)
        self.does(wish)
        return wish.entry

    def opens(self, item: str = "2") -> None:
        self.does(wished.Open(item, self.floor.items[item].state))

    def closes(self, item: str = "2") -> None:
        self.does(wished.Close(item, self.floor.items[item].state))

    def next(self) -> str:
        """Calls whoever stands first."""
        wish = self.a_next()
        self.does(wish)
        return wish.calls

    def a_next(self) -> wished.Next:
        """As a button drawn now would carry it."""
        has, follows = holder(self.floor), first(self.floor)
        return wished.Next(has.id if has else "", follows.id if follows else "")

    def calls(self, entry: str, reason: str = "") -> Event:
        has = holder(self.floor)
        return self.does(wished.Call(has.id if has else "", entry, reason))

    def starts(self, entry: str) -> None:
        self.does(wished.Start(entry))

    def speaks(self, seconds: float) -> str:
        """The next one, from the call to the end."""
        entry = self.next()
        self.starts(entry)
        self.after(seconds)
        self.does(wished.End(entry))
        return entry

    def begins(self) -> str:
        entry = self.next()
        self.starts(entry)
        return entry

    def undoes(self) -> Event:
        last = newest(self.floor)
        assert last is not None
        return self.does(wished.Undo(last.number))

    def entry(self, of: str) -> Entry:
        return self.floor.entries[of]

    def state(self, of: str) -> str:
        return self.floor.entries[of].state

    def order(self, item: str = "2", of: ListName = ListName.STATEMENTS) -> list[str]:
        return [entry.id for entry in waiting(self.floor, item, of)]

    def has_floor(self) -> str:
        has = holder(self.floor)
        return f"{has.id} {has.state}" if has else ""

    def spoken(self, of: str) -> float:
        return self.entry(of).elapsed(self.now).total_seconds()


def opened(*delegations: str, rules: Rules | None = None) -> Story:
    """Item 2 is open, and these wait for it."""
    story = Story()
    if rules is not None:
        story.floor = begun("roundtable-2022", {"2": rules, "3": rules})
    story.opens()
    for delegation in delegations:
        story.asks(delegation)
    return story
