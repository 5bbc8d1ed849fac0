"""A form in a window of its own can be closed unseen: words typed after it are not its answers."""

from tests.worlds import World


async def test_words_typed_beside_a_form_are_commands(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("menu")
    await ana.press("Submit an offer")
    assert ana.form
    assert "What do you need" in await ana.say("submit a need")


async def test_the_question_under_which_the_form_was_opened_stays_open(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("submit an offer")
    await ana.press("Open as a form")
    assert ana.form
    assert "Describe it" in await ana.say("Rice breeding")


async def test_after_a_page_was_sent_the_question_in_the_talk_is_over(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("submit an offer")
    await ana.press("Open as a form")
    await ana.fill(title="Rice", description="Four weeks", sector="311", modality="training")
    assert ana.form
    assert "What would you like to do?" in await ana.say("menu")
    assert "What do you need" in await ana.say("submit a need")


async def test_an_own_draft_goes_on_where_the_window_was_closed(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("menu")
    await ana.press("Submit an offer")
    await ana.fill(title="Rice", description="Four weeks", sector="311", modality="training")
    assert "Rice" not in await ana.say("menu")
    await ana.press("Submit an offer")
    assert ana.form
    assert ana.form.page == 2
