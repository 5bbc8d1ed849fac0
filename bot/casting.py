"""In the playground somebody who comes through Microsoft's offline client is asked whom to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Say, say
from bot.chat import Answering, Done, Happened, Inbound, Reply, Said
from bot.domain.people import Person
from bot.unit import Delivery, UnitOfWork, Units

BE = "be "


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Stands before the turns, never in the service: whoever comes through here can be anybody."""

    handle: Answering
    units: Units
    cast: Sequence[Person]
    now: Callable[[], datetime]

    async def __call__(self, inbound: Inbound) -> Reply:
        if inbound.sender.platform != "teams":
            return await self.handle(inbound)
        chosen = self.chosen(inbound.what.text) if isinstance(inbound.what, Said) else None
        if chosen:
            return await self.become(inbound, chosen)
        async with self.units() as unit:
            known = await unit.people.at(inbound.sender, now=self.now())
            if known is None or not known.roles:
                await self.ask(unit, inbound, known)
                return Done()
        return await self.handle(inbound)

    def chosen(self, typed: str) -> Person | None:
        """`be fji-focal-point`; or its number, once asked."""
        wanted = typed.strip().casefold()
        if not wanted.startswith(BE):
            return None
        named = wanted.removeprefix(BE).strip()
        by_number = {str(number): person for number, person in enumerate(self.cast, 1)}
        return by_number.get(named) or next((person for person in self.cast if person.id == named), None)

    async def become(self, inbound: Inbound, chosen: Person) -> Reply:
        async with self.units() as unit:
            await unit.people.bind(inbound.sender, chosen.id)
            await unit.commit()
        return await self.handle(replace(inbound, what=Happened("arrived")))

    async def ask(self, unit: UnitOfWork, inbound: Inbound, known: Person | None) -> None:
        if not await unit.inbox.first(f"{inbound.sender.platform}:{inbound.id}", now=self.now()):
            return
        person = known or await unit.people.meet(inbound.sender, f"guest-{inbound.sender.id}", now=self.now())
        delivery = Delivery(
            id=f"cast-{inbound.id}",
            occurrence_key=f"cast-{inbound.id}",
            recipient=person.id,
            what=say("whom-to-be", list=self.names()),
            place=inbound.place,
        )
        await unit.outbox.add(delivery, now=self.now())
        await unit.commit(("outbox",))

    def names(self) -> Say:
        rows = {str(number): f"be {person.id}" for number, person in enumerate(self.cast, 1)}
        return Say("rows", rows)
