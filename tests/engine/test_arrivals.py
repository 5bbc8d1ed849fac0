"""What the bot says first."""

from dataclasses import replace

from bot.chat import Address, Happened
from tests.worlds import World

HALL = "hall"


async def test_among_others_it_says_hello_and_asks_nobody(world: World) -> None:
    ana = await world.focal_point("ana")
    arrival = replace(ana.inbound(Happened("joined")), place=Address("test", HALL), shared=True)
    for _ in range(2):
        await ana.sends(arrival)
    [hello] = world.recorder.at(HALL)
    assert ana.read(hello).startswith("Hello. Mention me")
    assert ana.handles == []


async def test_in_a_personal_chat_it_shows_what_can_be_done(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.sends(ana.inbound(Happened("arrived")))
    assert "Submit an offer" in ana.screen
