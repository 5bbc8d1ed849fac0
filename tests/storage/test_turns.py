"""A whole turn asks the database little."""

import pytest

from bot.cards import Pointer, say
from bot.chat import Address, Carries, Pressed
from bot.unit import Delivery
from storage.database import Database
from tests.storage.statements import counted
from tests.worlds import World


@pytest.mark.parametrize(
    ("pointer", "answer", "most"),
    [
        (Pointer("menu.show"), Carries.NOTHING, 6),
        (Pointer("mine.page"), Carries.CARD, 8),
        (Pointer("offer"), Carries.FORM, 8),
    ],
)
async def test_a_press_costs_few_statements(
    database: Database, pointer: Pointer, answer: Carries, most: int
) -> None:
    world = World(database)
    ana = await world.focal_point("ana")
    await ana.say("menu")
    handle = world.recorder.at("chat-ana")[-1]
    with counted(database.writer) as statements:
        await world.turns.handle(ana.inbound(Pressed(pointer, handle), answer))
    assert len(statements) <= most, statements


@pytest.mark.parametrize("messages", [1, 10])
async def test_sending_many_costs_as_few_statements_as_sending_one(database: Database, messages: int) -> None:
    world = World(database)
    async with database.unit() as unit:
        for of in map(str, range(messages)):
            place = Address("test", of)
            one = Delivery(id=of, occurrence_key=of, recipient=of, what=say("hello-all"), place=place)
            await unit.outbox.add(one, now=world.now)
        await unit.commit()
    with counted(database.writer) as changes, counted(database.reader) as readings:
        await world.relay.mark([await world.relay.attempt(one) for one in await world.relay.claim(50)])
    assert len(world.recorder.delivered) == messages
    assert (len(changes), len(readings)) == (6, 1)
