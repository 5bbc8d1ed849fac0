"""Platforms as a relay meets them: each call is taken or not, and answered or not, when the walk says so."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TypeGuard

from bot.cards import Block, Notice, Text
from bot.chat import Address, Parcel, Scopes
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable

TIMEOUT = 20.0
"""Seconds a call lasts; what was not taken by then never is."""
SLACK, TEAMS, EMAIL = "slack", "teams", "email"
IN_DOUBT = {SLACK: InDoubt.LOOK_UP, TEAMS: InDoubt.REPEAT, EMAIL: InDoubt.REPEAT}


class Fate(StrEnum):
    """DROPPED: it was taken, and the answer lost; LOST: not even that."""

    TAKEN = "taken"
    DROPPED = "dropped"
    LOST = "lost"
    LATER = "later"
    UNSENT = "unsent"
    GONE = "gone"


CHANGES, TAKING = frozenset({"edit", "withdraw"}), frozenset({Fate.TAKEN, Fate.DROPPED})
ERRORS: Mapping[Fate, Callable[[], DeliveryFailed]] = {
    Fate.DROPPED: lambda: DeliveryFailed("uncertain"),
    Fate.LOST: lambda: DeliveryFailed("uncertain"),
    Fate.LATER: lambda: DeliveryFailed("rate-limited", 30.0),
    Fate.UNSENT: lambda: DeliveryFailed("not-sent"),
    Fate.GONE: lambda: Unreachable("blocked"),
}


@dataclass(eq=False)
class Call:
    """`by`: which relay; `began`: in seconds of the walk; `doubtful`: nobody knows how it ended, or will."""

    by: int
    kind: str
    place: Address
    of: str
    version: int
    repeat: bool
    began: float
    answered: "asyncio.Future[str]"
    handle: str = ""
    taken: bool = False
    doubtful: bool = True
    gone: bool = False


@dataclass
class Message:
    """As whoever got it sees it; `of`: the delivery that brought it."""

    place: Address
    of: str
    version: int
    repeat: bool
    withdrawn: bool = False


@dataclass
class Wire:
    """All platforms. `begins` hears of each call before it is made; `calls` were made and not answered,
    `ghosts` by one that is no more.
    """

    begins: Callable[[Call], None] = lambda _call: None
    elapsed: float = 0.0
    calls: list[Call] = field(default_factory=list)
    ghosts: list[Call] = field(default_factory=list)
    made: list[Call] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def called(
        self, by: int, kind: str, parcel: tuple[Address, str, int, bool], handle: str = ""
    ) -> str:
        answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        call = Call(by, kind, *parcel, self.elapsed, answered, handle)
        self.begins(call)
        self.calls.append(call)
        self.made.append(call)
        return await call.answered

    def in_time(self, call: Call) -> bool:
        return self.elapsed <= call.began + TIMEOUT

    def take(self, call: Call) -> None:
        """What it asks for happens, once."""
        if call.taken or not self.in_time(call) or self.gone(call):
            return
        call.taken = True
        match call.kind:
            case "deliver":
                call.handle = f"{call.place.id}/{next(self.numbers)}"
                self.messages[call.handle] = Message(call.place, call.of, call.version, call.repeat)
            case "edit":
                self.messages[call.handle].version = call.version
            case "withdraw":
                self.messages[call.handle].withdrawn = True

    def gone(self, call: Call) -> bool:
        return call.kind in CHANGES and self.messages[call.handle].withdrawn

    def answer(self, call: Call, wished: Fate) -> None:
        """As wished, as far as it can be after what has happened."""
        self.calls.remove(call)
        if wished in TAKING:
            self.take(call)
        fate = self.possible(call, wished)
        call.gone = fate is Fate.GONE
        call.doubtful = fate in {Fate.DROPPED, Fate.LOST}
        if fate is Fate.TAKEN:
            call.answered.set_result(self.found(call) if call.kind == "find" else call.handle)
        else:
            call.answered.set_exception(ERRORS[fate]())

    def possible(self, call: Call, wished: Fate) -> Fate:
        if self.gone(call) and not call.taken:
            return Fate.GONE
        if call.taken:
            return wished if wished in TAKING else Fate.DROPPED
        return wished if wished not in TAKING else Fate.LOST

    def hang_up(self, call: Call, *, taken: bool) -> None:
        """Whoever made it is no more; what it sends may still be taken for a while."""
        if taken:
            self.take(call)
        self.calls.remove(call)
        if call.kind == "deliver":
            self.ghosts.append(call)

    def found(self, call: Call) -> str:
        """Empty where there is none."""
        here = (call.of, call.place)
        return next((handle for handle, one in self.messages.items() if (one.of, one.place) == here), "")

    def of(self, delivery: str) -> list[Message]:
        return [one for one in self.messages.values() if one.of == delivery]


@dataclass
class Platform:
    """As relay `by` sees it. Letters can be neither changed nor taken back."""

    name: str
    wire: Wire
    by: int

    async def deliver(self, parcel: Parcel) -> str:
        return await self.wire.called(self.by, "deliver", seen(parcel))

    async def edit(self, handle: str, parcel: Parcel) -> None:
        if self.name == EMAIL:
            raise Unreachable("by-mail")
        await self.wire.called(self.by, "edit", seen(parcel), handle)

    async def withdraw(self, handle: str) -> None:
        if self.name == EMAIL:
            raise Unreachable("by-mail")
        place = self.wire.messages[handle].place
        await self.wire.called(self.by, "withdraw", (place, "", 0, False), handle)

    async def find(self, parcel: Parcel) -> str | None:
        return await self.wire.called(self.by, "find", seen(parcel)) or None

    def in_doubt(self, place: Address) -> InDoubt:
        return IN_DOUBT[place.platform]

    async def scopes(self, place: Address) -> Scopes:
        return Scopes("all", place.id)


def seen(parcel: Parcel) -> tuple[Address, str, int, bool]:
    """Where to, of which delivery, the version of its text, 0 where it has none, and whether it says that it
    may be a repeat.
    """
    body = parcel.card.body
    texts = [str(block.text.args["text"]) for block in body if is_text(block)]
    notices = [block.text.key for block in body if isinstance(block, Notice)]
    version = next((int(text.removeprefix("Version ")) for text in texts), 0)
    return parcel.place, parcel.id, version, "perhaps-a-repeat" in notices


def is_text(block: Block) -> TypeGuard[Text]:
    return isinstance(block, Text) and block.text.key == "described"
