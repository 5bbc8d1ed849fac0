"""A small world: the network on a real database, a platform that keeps what it is sent, and people who talk.

Time stands still unless moved; ids are counted, so a failure reads the same in every run.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count

from adapters.playground.text import message
from bot.cards import Actions, Button, Card, Item, Pick, Pointer
from bot.chat import (
    Address,
    Carries,
    Filled,
    Happened,
    Inbound,
    Parcel,
    Pressed,
    Replace,
    Reply,
    Said,
    Scopes,
    ShowForm,
    Tell,
)
from bot.dialog import Ask, Given
from bot.domain.delivery.state import InDoubt
from bot.domain.network import Network
from bot.domain.people import Person, Role
from bot.errors import Unreachable
from bot.links import Links, links
from bot.networks.parsing import BUILT_IN, read_network
from bot.outbox import Relay
from bot.recognise import Lexicons
from bot.request import House
from bot.turn import Turns
from bot.unit import Attempt
from bot.wording import catalogues
from storage.database import Database

START = datetime(2022, 3, 23, 2, 0, tzinfo=UTC)
FIJI, THAILAND = "FJI", "THA"
SITE = "https://bot.example.org"


@cache
def network() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


@cache
def lexicons() -> Lexicons:
    """Made once for all tests of a process."""
    return Lexicons.of(catalogues(), network())


@dataclass
class Recorder:
    """A platform that keeps the cards it was sent, in the order they arrived."""

    cards: dict[str, Parcel] = field(default_factory=dict)
    delivered: list[str] = field(default_factory=list)
    edits: int = 0
    fails: list[Exception] = field(default_factory=list)
    doubt: InDoubt = InDoubt.LOOK_UP
    number: "count[int]" = field(default_factory=lambda: count(1))

    async def deliver(self, parcel: Parcel) -> str:
        if self.fails:
            raise self.fails.pop(0)
        handle = f"{parcel.place.id}/{next(self.number)}"
        self.delivered.append(parcel.id)
        self.cards[handle] = parcel
        return handle

    async def edit(self, handle: str, parcel: Parcel) -> None:
        if handle not in self.cards:
            raise Unreachable("message-gone")
        self.edits += 1
        self.cards[handle] = parcel

    async def withdraw(self, handle: str) -> None:
        self.cards.pop(handle, None)

    async def find(self, parcel: Parcel) -> str | None:
        return next((handle for handle, kept in self.cards.items() if kept.id == parcel.id), None)

    def in_doubt(self, place: Address) -> InDoubt:
        del place
        return self.doubt

    async def scopes(self, place: Address) -> Scopes:
        return Scopes("", place.id)

    def at(self, place: str) -> list[str]:
        """Handles, oldest first."""
        return [handle for handle in self.cards if handle.rpartition("/")[0] == place]


@dataclass
class World:
    database: Database
    now: datetime = START
    number: "count[int]" = field(default_factory=lambda: count(1))
    recorder: Recorder = field(default_factory=Recorder)
    attempts: list[Attempt] = field(default_factory=list)
    turns: Turns = field(init=False)
    relay: Relay = field(init=False)
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        lexicon, self.database.clock = lexicons(), lambda: self.now
        self.links = links("k3y-of-32-signs-for-tests-only-0", SITE, lambda: self.now)
        house = House(lexicon=lexicon, now=lambda: self.now, fresh=self.fresh, links=self.links)
        self.turns = Turns(units=self.database.unit, house=house, chance=lambda: 0.0)
        self.relay = Relay(
            units=self.database.unit,
            reading=self.database.reading,
            platforms={"test": self.recorder},
            lexicon=lexicon,
            links=self.links,
            now=lambda: self.now,
            chance=lambda: 1.0,
            counted=self.attempts.append,
        )

    def fresh(self) -> str:
        return f"{next(self.number):08}"

    async def person(self, name: str, *roles: Role, delegation: str = "", language: str = "en") -> "User":
        """Known by their account at the platform `test`."""
        who = Person(
            id=name, name=name.title(), roles=frozenset(roles), delegation=delegation, language=language
        )
        async with self.database.unit() as unit:
            await unit.people.add(who, Address("test", name))
            await unit.commit()
        return User(self, name)

    async def focal_point(self, name: str, delegation: str = FIJI, language: str = "en") -> "User":
        return await self.person(name, Role.FOCAL_POINT, delegation=delegation, language=language)

    async def secretariat(self, name: str = "sec") -> "User":
        return await self.person(name, Role.SECRETARIAT)

    def stranger(self, name: str) -> "User":
        return User(self, name)

    async def relayed(self) -> int:
        """One round of the relay: how much it dealt with."""
        claimed = await self.relay.claim(50)
        await self.relay.mark([await self.relay.attempt(one) for one in claimed])
        due = await self.relay.due_live(50)
        for live in due:
            await self.relay.redraw(live)
        return len(claimed) + len(due)

    async def settle(self) -> None:
        """Until nothing is left to send; the pace of live cards passes."""
        while await self.relayed():
            self.now += timedelta(seconds=3)


@dataclass
class User:
    """Somebody who types, presses and fills in, and reads what came."""

    world: World
    name: str
    locale: str = ""
    form: Ask | None = None
    told: str = ""
    last: Inbound | None = None

    def inbound(self, what: Said | Pressed | Filled | Happened, answer: Carries = Carries.NOTHING) -> Inbound:
        return Inbound(
            id=self.world.fresh(),
            sender=Address("test", self.name),
            place=Address("test", f"chat-{self.name}"),
            received_at=self.world.now,
            what=what,
            locale=self.locale,
            answer=answer,
        )

    async def sends(self, inbound: Inbound) -> Reply:
        self.last, self.told = inbound, ""
        reply = await self.world.turns.handle(inbound)
        match reply:
            case ShowForm(ask, _):
                self.form = ask
            case Tell(what, words):
                self.told = words(what)
            case Replace(card, _):
                self.replaced(inbound, card)
            case _:
                self.form = None
        await self.world.settle()
        return reply

    def replaced(self, inbound: Inbound, card: Card) -> None:
        assert isinstance(inbound.what, Pressed)
        handle = inbound.what.on or ""
        before = self.world.recorder.cards[handle]
        self.world.recorder.cards[handle] = replace(before, card=card)

    async def say(self, text: str) -> str:
        await self.sends(self.inbound(Said(text)))
        return self.screen

    async def says(self, *texts: str) -> str:
        for text in texts:
            await self.say(text)
        return self.screen

    async def press(self, label: str, *, on: str = "") -> str:
        """The button of this label on the newest card that has one, or on the card whose text holds `on`."""
        handle, button = self.button(label, on)
        does = button.does
        if isinstance(does, Pick):
            filled = Filled(does.draft, does.version, {does.name: does.raw}, whole=False)
            await self.sends(self.inbound(filled))
        else:
            answer = Carries.FORM | Carries.WORDS if does.opens_form else Carries.CARD
            await self.sends(self.inbound(Pressed(does, handle), answer))
        return self.told or self.screen

    async def press_pointer(self, pointer: Pointer) -> str:
        """As somebody who forges what a button carries."""
        await self.sends(self.inbound(Pressed(pointer)))
        return self.screen

    def button(self, label: str, on: str = "") -> tuple[str, Button]:
        for handle in reversed(self.handles):
            parcel = self.world.recorder.cards[handle]
            for button in buttons(parcel.card):
                if parcel.words(button.label) == label and on in self.read(handle):
                    return handle, button
        raise AssertionError((label, self.all))

    async def fill(self, **given: str) -> Reply:
        """The page of the form in view, as Teams sends it: empty fields are left out."""
        assert self.form
        draft = self.form.draft
        answers: Given = dict(given)
        return await self.sends(self.inbound(Filled(draft.id, draft.version, answers), Carries.FORM))

    async def put_by(self, **given: str | None) -> Reply:
        """The page of the form in view, saved for later."""
        assert self.form
        draft = self.form.draft
        kept = Filled(draft.id, draft.version, given, whole=False, later=True)
        return await self.sends(self.inbound(kept, Carries.FORM))

    async def again(self, event: str = "") -> Reply:
        """The platform sends the last request once more, perhaps under a new event id."""
        assert self.last
        return await self.sends(replace(self.last, id=event or self.last.id))

    @property
    def handles(self) -> list[str]:
        recorder = self.world.recorder
        return [*recorder.at(self.name), *recorder.at(f"chat-{self.name}")]

    def read(self, handle: str) -> str:
        parcel = self.world.recorder.cards[handle]
        return message(parcel.card, parcel.words)

    @property
    def screen(self) -> str:
        """The newest message, as numbered text."""
        newest = max(self.handles, key=lambda handle: int(handle.rpartition("/")[2]))
        return self.read(newest)

    @property
    def all(self) -> str:
        return "\n\n".join(self.read(handle) for handle in self.handles)


def buttons(card: Card) -> list[Button]:
    rows = [block.buttons for block in card.body if isinstance(block, (Item, Actions))]
    return [one for row in rows for one in row if isinstance(one, Button)]
