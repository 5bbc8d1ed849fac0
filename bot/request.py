"""What one turn knows and gathers, and how it speaks."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.cards import Say, say
from bot.chat import DESK, Address, Carries, Done, Filled, Inbound, Pressed, Replace, Reply, Said, Tell
from bot.dialog import Context, Show, To
from bot.domain.delivery.state import Urgency
from bot.domain.people import Person
from bot.drawing import drawn, shortcuts
from bot.links import Links
from bot.ports import Lexicon
from bot.unit import Conversation, Delivery, Live, Screen, UnitOfWork
from dialogs import VIEWS


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every turn may use: words, time, fresh names for records, and addresses of pages."""

    lexicon: Callable[[Person, datetime], Lexicon]
    now: Callable[[], datetime]
    fresh: Callable[[], str]
    links: Links


@dataclass(slots=True, kw_only=True)
class Request:
    """`accepted`: whether an open question was answered; such a turn costs the person nothing."""

    unit: UnitOfWork
    inbound: Inbound
    person: Person
    conversation: Conversation
    house: House
    now: datetime
    touches: list[str] = field(default_factory=list)
    deliveries: int = 0
    accepted: bool = False

    @property
    def lexicon(self) -> Lexicon:
        return self.house.lexicon(self.person, self.now)

    def context(self, of: str) -> Context:
        return Context(
            person=self.person,
            now=self.now,
            received_at=self.inbound.received_at,
            work=self.unit,
            reading=self.unit.reading,
            lexicon=self.lexicon,
            fresh=self.house.fresh(),
            event=event(self.inbound),
            of=of,
            given=self.inbound.what.given if isinstance(self.inbound.what, Pressed) else {},
            among=among(self.inbound),
            on=pressed_on(self.inbound),
            typed=isinstance(self.inbound.what, Said),
            code=self.house.links.code,
        )

    async def look_up(self) -> None:
        """Who acts, anew: in this very turn their language changed, or they proved who they are."""
        self.person = await at(self.inbound.sender, self.unit, self.now) or self.person
        if self.conversation.person != self.person.id:
            self.conversation = await self.unit.conversations.of(self.person.id, self.conversation.place)

    async def keep(self, conversation: Conversation) -> None:
        self.conversation = conversation
        await self.unit.conversations.save(conversation)

    async def close(self) -> None:
        """No question is open here any more."""
        if self.conversation.draft or self.conversation.shortcuts:
            await self.keep(replace(self.conversation, draft=None, asked=None, shortcuts=()))

    async def say(self, screen: Screen, notice: Say | None = None) -> Reply:
        """Replaces the pressed message where that shows the same view of it; else it is a new message."""
        edits = await self.pressed_message(screen)
        if edits and isinstance(screen, Show) and Carries.CARD in self.inbound.answer:
            return await self.replace(edits, screen, notice)
        if isinstance(screen, Say) and Carries.WORDS in self.inbound.answer:
            return Tell(screen, self.lexicon.words)
        delivery, place = self.delivery(self.person.id, screen), self.conversation.place
        await self.send(replace(delivery, place=place, notice=notice, edits=edits, typeable=True))
        return self.pointed(notice)

    def pointed(self, notice: Say | None) -> Reply:
        """A client that waits for a form, or shows a line under the card, is told where to look instead."""
        waits = isinstance(self.inbound.what, Pressed) or Carries.CARD in self.inbound.answer
        if waits and Carries.WORDS in self.inbound.answer:
            return Tell(notice or say("see-chat"), self.lexicon.words)
        return Done()

    async def pressed_message(self, screen: Screen) -> str | None:
        on = self.inbound.what.on if isinstance(self.inbound.what, Pressed) else None
        before = await self.unit.outbox.shown_at(on) if on and isinstance(screen, Show) else None
        if before is None or not isinstance(screen, Show) or before.view != screen.view:
            return None
        return on if follows(before, self.person) == follows(screen, self.person) else None

    def delivery(self, recipient: str, what: Screen) -> Delivery:
        """Unique per event and place in it, so a repeated event can never say it twice."""
        self.deliveries += 1
        key = f"{event(self.inbound)}/{self.deliveries}"
        return Delivery(id=self.house.fresh(), occurrence_key=key, recipient=recipient, what=what)

    async def send(self, delivery: Delivery) -> None:
        await self.unit.outbox.add(delivery, now=self.now, follows=follows(delivery.what, self.person))

    async def replace(self, handle: str, screen: Show, notice: Say | None) -> Reply:
        """The answer to this very request is the new card."""
        lexicon = self.lexicon
        card = await drawn(self.unit, screen, self.person, lexicon, self.house.links, notice)
        if touch := follows(screen, self.person):
            place = self.conversation.place
            live = Live(
                id=self.house.fresh(),
                recipient=self.person.id,
                place=place,
                show=screen,
                wanted=1,
                handle=handle,
            )
            await self.unit.outbox.adopt(live, touch)
        if not self.conversation.draft:
            await self.keep(replace(self.conversation, shortcuts=shortcuts(card, lexicon)))
        return Replace(card, lexicon.words)

    async def notify(self, notice: To) -> None:
        for recipient in await self.unit.people.whom(notice, now=self.now):
            if recipient != self.person.id:
                place = Address(*notice.at) if notice.at else None
                delivery = self.delivery(recipient, notice.what)
                new = replace(delivery, place=place, expires_at=notice.until, urgency=Urgency.NOTICE)
                await self.send(new)

    async def touch(self, *names: str) -> None:
        await self.unit.outbox.touch(names)
        self.touches += names

    async def show_all(self, screen: Show) -> None:
        """Where others read along."""
        if self.inbound.shared and self.inbound.place:
            shown = self.delivery(self.person.id, screen)
            await self.send(replace(shown, place=self.inbound.place))

    async def point_to_private(self) -> None:
        """Where others read along, only that the answer is elsewhere."""
        if self.inbound.shared and self.inbound.place and self.deliveries:
            pointing = self.delivery(self.person.id, say("answered-in-private"))
            await self.send(replace(pointing, place=self.inbound.place))


def among(inbound: Inbound) -> tuple[str, str] | None:
    return (inbound.place.platform, inbound.place.id) if inbound.place and inbound.shared else None


def pressed_on(inbound: Inbound) -> tuple[str, str] | None:
    on = inbound.what.on if isinstance(inbound.what, Pressed) else None
    return (inbound.sender.platform, on) if on else None


def event(inbound: Inbound) -> str:
    return f"{inbound.sender.platform}:{inbound.id}"


async def at(sender: Address, unit: UnitOfWork, now: datetime) -> Person | None:
    """Whose account it is; at the desk the person of that id."""
    if sender.platform == DESK:
        return await unit.people.by_id(sender.id, now=now)
    return await unit.people.at(sender, now=now)


async def private_place(inbound: Inbound, person: Person, unit: UnitOfWork) -> Address:
    """Where this person is talked to: here, else where the draft was asked, else where they were met last."""
    if inbound.place and not inbound.shared:
        return inbound.place
    draft = inbound.what.draft if isinstance(inbound.what, Filled) else None
    places = unit.conversations
    asked_at = await places.newest_place(person.id, draft) if draft else None
    return asked_at or await places.newest_place(person.id) or inbound.sender


def follows(screen: Screen, reader: Person) -> str | None:
    """The touch that makes this message live."""
    view = VIEWS.get(screen.view) if isinstance(screen, Show) else None
    return view.follows(screen.of, reader) if view and view.follows and isinstance(screen, Show) else None
