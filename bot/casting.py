"""In the playground somebody who comes through Microsoft's offline client is asked whom to be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Say, say
from bot.chat import Address, Answering, Done, Happened, Inbound, Reply, Said
from bot.domain.people import Person
from bot.on_the_line import told_of_a_meeting
from bot.unit import Delivery, UnitOfWork, Units
from dialogs.roles import roles_of

BE = "be"


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Stands before the turns, never in the service: whoever comes through here can be anybody.

    `outsiders`: accounts of the browser chat that belong to nobody; they can be played here too.
    """

    handle: Answering
    units: Units
    cast: Sequence[Person]
    outsiders: Sequence[str]
    now: Callable[[], datetime]

    async def __call__(self, inbound: Inbound) -> Reply:
        """Who was never chosen is asked, whatever came; `be` alone asks anew."""
        if inbound.what == Happened("left") or told_of_a_meeting(inbound.what):
            return await self.handle(inbound)
        wanted = name_in(inbound.what.text) if isinstance(inbound.what, Said) else None
        if wanted and wanted in self.roles:
            return await self.become(inbound, wanted)
        if await self.asked(inbound, anew=wanted == ""):
            return Done()
        return await self.handle(inbound)

    @property
    def roles(self) -> Mapping[str, Say]:
        """What each of them is, in words."""
        cast = {person.id: say("cast-as", name=person.name, roles=roles_of(person)) for person in self.cast}
        return cast | dict.fromkeys(self.outsiders, say("cast-outsider"))

    async def become(self, inbound: Inbound, wanted: str) -> Reply:
        """An older choice that comes a second time changes nobody back."""
        async with self.units() as unit:
            if await unit.inbox.first(f"cast:{inbound.id}", now=self.now()):
                chosen = await self.played(unit, wanted)
                await unit.people.bind(inbound.sender, chosen)
                await self.tell(unit, inbound, chosen, say("cast-now", of=self.roles[wanted]))
                await unit.commit(("outbox",))
        return await self.handle(replace(inbound, what=Happened("arrived")))

    async def played(self, unit: UnitOfWork, wanted: str) -> str:
        """The person's id; an outsider is met in the browser chat or here, whichever comes first."""
        if wanted not in self.outsiders:
            return wanted
        account = Address("playground", wanted)
        found = await unit.people.at(account, now=self.now())
        return (found or await unit.people.meet(account, wanted, now=self.now())).id

    async def asked(self, inbound: Inbound, *, anew: bool) -> bool:
        """False for somebody who was chosen and goes on."""
        sender = inbound.sender
        async with self.units() as unit:
            known = await unit.people.at(sender, now=self.now())
            if known and known.id != guest(sender) and not anew:
                return False
            if await unit.inbox.first(f"cast:{inbound.id}", now=self.now()):
                person = known or await unit.people.meet(sender, guest(sender), now=self.now())
                await self.tell(unit, inbound, person.id, self.question())
                await unit.commit(("outbox",))
        return True

    def question(self) -> Say:
        rows = {name: say("cast-row", id=name, of=of) for name, of in self.roles.items()}
        return say("whom-to-be", list=Say("rows", rows))

    async def tell(self, unit: UnitOfWork, inbound: Inbound, recipient: str, what: Say) -> None:
        key = f"cast:{inbound.id}"
        told = Delivery(id=key, occurrence_key=key, recipient=recipient, what=what, place=inbound.place)
        await unit.outbox.add(told, now=self.now())


def name_in(typed: str) -> str | None:
    """`fji-focal-point` of “be fji-focal-point”, nothing of “be”; None where something else is said."""
    first, *rest = typed.casefold().split() or [""]
    return " ".join(rest) if first == BE else None


def guest(sender: Address) -> str:
    return f"guest-{sender.id}"
