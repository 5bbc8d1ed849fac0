"""Going back and forth among questions in words."""

from tests.worlds import World


async def test_skipping_what_was_answered_keeps_it_as_the_question_says(world: World) -> None:
    ana = await world.focal_point("ana")
    asked = await ana.says("submit an offer", "Rice course", "back")
    assert "Your answer so far: Rice course" in asked
    assert "Write “skip” to keep this answer" in asked
    assert "Describe it" in await ana.say("skip")
    assert "Your answer so far: Rice course" in await ana.say("back")
