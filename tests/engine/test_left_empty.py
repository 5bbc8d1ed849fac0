"""What was answered once can be taken out again when a record is edited."""

from tests.worlds import User, World

FIRST = ("submit an offer", "Rice breeding", "Four weeks.", "Agriculture", "Training")


async def test_an_optional_answer_is_taken_out_by_its_word(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says(*FIRST)
    await until(ana, "Whom is it meant for")
    await ana.say("Rice farmers")
    await ana.say("back")
    assert "leave empty" in ana.screen
    await ana.say("leave empty")
    card = await ana.say("skip all")
    assert "Offer of Fiji: Rice breeding" in card
    assert "Rice farmers" not in card


async def test_a_required_answer_cannot_be_taken_out(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says(*FIRST[:2])
    assert "cannot be skipped" in await ana.say("leave empty")


async def until(ana: User, asked: str) -> None:
    while asked not in ana.screen:
        await ana.say("skip")
