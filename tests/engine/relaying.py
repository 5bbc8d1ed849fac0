"""A world with chat and mail, for tests of what the relay does when things go wrong."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select, update

from bot.cards import Say, say
from bot.chat import Address, Parcel, Scopes
from bot.domain.delivery.pace import Pace, Paces
from bot.domain.delivery.state import Promise, Urgency
from bot.errors import DeliveryFailed
from bot.outgoing import Delivery
from storage.tables import person
from storage.tables_delivery import delivery
from tests.worlds import Recorder, World

D = delivery.c
SLOW = Paces(Pace(2, 2), Pace(1))


@dataclass
class Shaky(Recorder):
    """`loses`: takes so many messages and drops the answer; `blind`: what a look-up meets; `sent`: when each
    message arrived, and where.
    """

    world: World | None = None
    loses: int = 0
    looked_up: int = 0
    blind: Exception | None = None
    sent: list[tuple[float, str]] = field(default_factory=list)

    async def deliver(self, parcel: Parcel) -> str:
        handle = await super().deliver(parcel)
        if self.world:
            self.sent.append((self.world.now.timestamp(), parcel.place.id))
        if self.loses:
            self.loses -= 1
            raise DeliveryFailed("uncertain")
        return handle

    async def find(self, parcel: Parcel) -> str | None:
        self.looked_up += 1
        if self.blind:
            raise self.blind
        return await super().find(parcel)

    async def scopes(self, place: Address) -> Scopes:
        return Scopes("all", place.id)


def with_mail(world: World, *, paced: bool = False) -> tuple[Shaky, Shaky]:
    """Chat at the platform `test`, and e-mail."""
    chat, post = Shaky(world=world), Shaky(world=world)
    world.recorder = chat
    world.__post_init__()
    world.relay = replace(
        world.relay, platforms={"test": chat, "email": post}, paces={"test": SLOW} if paced else {}
    )
    return chat, post


async def mailbox(world: World, name: str, *, reach: str = "") -> None:
    async with world.database.unit() as unit:
        values = {"email": f"{name}@example.org", "reach": reach}
        await unit.sql.execute(update(person).where(person.c.id == name).values(values))
        await unit.commit()


def message(of: str, to: str = "ana", what: Say | None = None, place: Address | None = None) -> Delivery:
    return Delivery(id=of, occurrence_key=of, recipient=to, what=what or say("hello", name=of), place=place)


def bulk(of: str, to: str = "ana", *, promise: Promise = Promise.MUST_ARRIVE) -> Delivery:
    return replace(message(of, to), urgency=Urgency.BULK, promise=promise)


async def put(world: World, *deliveries: Delivery) -> None:
    async with world.database.unit() as unit:
        for one in deliveries:
            await unit.outbox.add(one, now=world.now)
        await unit.commit()


async def after(world: World, seconds: float) -> int:
    """What the relay deals with then."""
    world.now += timedelta(seconds=seconds)
    return await world.relayed()


async def states(world: World) -> dict[str, str]:
    async with world.database.reading() as unit:
        return {row.id: row.state for row in await unit.sql.execute(select(D.id, D.state))}


async def kept(world: World, of: str, *names: str) -> tuple[object, ...]:
    async with world.database.reading() as unit:
        found = await unit.sql.execute(select(*(D[name] for name in names)).where(D.id == of))
        return tuple(found.one())
