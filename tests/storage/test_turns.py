"""A whole turn asks the database little."""

import pytest

from bot.cards import Pointer
from bot.chat import Carries, Pressed
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
