"""What goes out together: one that fails holds up no other; nothing is open while a platform is called."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.cards import say
from bot.chat import Address, Parcel
from bot.domain.people import Person
from bot.errors import Unavailable
from bot.ports import Lexicon
from bot.unit import Delivery, UnitOfWork, Units
from tests.worlds import Recorder, World, lexicons


async def put(world: World, *recipients: str) -> None:
    async with world.database.unit() as unit:
        for one in recipients:
            chat = Address("test", f"chat-{one}")
            new = Delivery(id=one, occurrence_key=one, recipient=one, what=say("hello", name=one), place=chat)
            await unit.outbox.add(new, now=world.now)
        await unit.commit()


async def sent(world: World) -> list[str]:
    """Who has heard it by now, as the relay goes on."""
    await world.relayed()
    return sorted(world.recorder.delivered)


async def test_one_that_cannot_be_drawn_holds_up_no_other(world: World) -> None:
    def unknown_to_ben(person: Person, now: datetime) -> Lexicon:
        if person.id == "ben":
            raise LookupError(person.id)
        return lexicons()(person, now)

    await put(world, "ana", "ben", "eve")
    healthy, world.relay = world.relay, replace(world.relay, lexicon=unknown_to_ben)
    assert await sent(world) == ["ana", "eve"]
    assert {one.delivery.id: one.ended.cause for one in world.attempts} == {
        "ana": "",
        "ben": "error",
        "eve": "",
    }
    world.relay, world.now = healthy, world.now + timedelta(minutes=1)
    assert await sent(world) == ["ana", "ben", "eve"]


async def test_a_database_that_is_away_when_all_is_drawn_postpones_all(world: World) -> None:
    @asynccontextmanager
    async def away() -> AsyncIterator[UnitOfWork]:
        raise Unavailable("away")
        yield  # a generator all the same

    await put(world, "ana", "ben")
    healthy, world.relay = world.relay, replace(world.relay, reading=away)
    claimed = await world.relay.claim(50)
    await world.relay.mark([await world.relay.attempt(one) for one in claimed])
    assert [one.outcome for one in world.attempts] == ["retry", "retry"]
    world.relay, world.now = healthy, world.now + timedelta(minutes=1)
    assert await sent(world) == ["ana", "ben"]


@dataclass
class Watched(Recorder):
    """`open` counts the units that are; `beside` how many there were at each call."""

    open: int = 0
    beside: list[int] = field(default_factory=list)

    def watching(self, units: Units) -> Units:
        @asynccontextmanager
        async def watched() -> AsyncIterator[UnitOfWork]:
            async with units() as unit:
                self.open += 1
                yield unit
            self.open -= 1

        return watched

    async def deliver(self, parcel: Parcel) -> str:
        self.beside.append(self.open)
        return await super().deliver(parcel)


async def test_no_transaction_is_open_while_a_platform_is_called(world: World) -> None:
    world.recorder = watched = Watched()
    world.__post_init__()
    relay = world.relay
    world.relay = replace(relay, units=watched.watching(relay.units), reading=watched.watching(relay.reading))
    await put(world, "ana", "ben")
    assert await sent(world) == ["ana", "ben"]
    assert watched.beside == [0, 0]
