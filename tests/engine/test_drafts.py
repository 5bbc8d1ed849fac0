"""What is begun is kept: for thirty days, for a colleague, for another account, and until it is sent once."""

from datetime import timedelta

import pytest

from bot.chat import Address, Done
from bot.dialog import Ask
from tests.worlds import THAILAND, User, World

UNFINISHED = "Unfinished: Submit an offer"


@pytest.fixture
async def ana(world: World) -> User:
    return await world.focal_point("ana")


@pytest.fixture
async def ben(world: World) -> User:
    return await world.focal_point("ben")


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
async def test_a_draft_is_offered_for_thirty_days(world: World, ana: User, days: int, kept: bool) -> None:
    await ana.says("submit an offer", "Rice course", "cancel")
    world.now += timedelta(days=days)
    assert (UNFINISHED in await ana.say("submit an offer")) is kept


async def test_a_colleague_goes_on_and_the_former_holder_is_told(ana: User, ben: User) -> None:
    await ana.says("submit an offer", "Rice course")
    await ben.says("submit an offer", "continue")
    assert "Describe it" in ben.screen
    assert "Ben now continues “Submit an offer”. Nothing you wrote is lost." in ana.screen
    await ana.say("Four weeks")
    assert "Which sector?" in await ben.say("Six weeks")
    await ben.says("agriculture", "training")
    assert "Six weeks" in await ben.say("skip all")


async def test_a_form_of_the_former_holder_is_turned_back_with_the_way_to_take_it_back(
    ana: User, ben: User
) -> None:
    await ana.says("submit an offer", "Rice course")
    await ana.press("Open as a form")
    window = ana.form
    await ben.says("submit an offer", "continue")
    ana.form = window
    await ana.fill(description="Four weeks", sector="311", modality="training")
    assert "Ben is continuing this form now." in ana.screen
    await ana.press("Continue")
    assert isinstance(ana.form, Ask)
    assert set(ana.form.questions) == {"description", "sector", "modality"}


async def test_nobody_of_another_delegation_sees_or_goes_on_with_it(world: World, ana: User) -> None:
    await ana.says("submit an offer", "Rice course")
    await ana.press("Open as a form")
    chai = await world.focal_point("chai", THAILAND)
    chai.form = ana.form
    await chai.fill(description="Mine", sector="311", modality="training")
    assert "This form is no longer there." in chai.screen
    assert "No draft is open." in await chai.say("drafts")


async def test_it_goes_on_in_another_account_of_the_same_person(world: World, ana: User) -> None:
    await ana.says("submit an offer", "Rice course")
    async with world.database.unit() as unit:
        await unit.people.bind(Address("test", "ana-elsewhere"), "ana")
        await unit.commit()
    elsewhere = User(world, "ana-elsewhere")
    assert UNFINISHED in await elsewhere.say("submit an offer")
    await elsewhere.says("1", "Four weeks", "agriculture", "training")
    assert "Offer of Fiji: Rice course" in await elsewhere.say("skip all")
    assert "I did not understand that." in await ana.say("Something else")


async def test_it_goes_on_as_a_form_with_what_is_still_open(ana: User) -> None:
    await ana.says("submit an offer", "Rice course")
    await ana.press("Open as a form")
    assert ana.form
    assert set(ana.form.questions) == {"description", "sector", "modality"}
    await ana.fill(description="Four weeks", sector="311", modality="training")
    while isinstance(ana.form, Ask):
        await ana.fill()
    assert "Offer of Fiji: Rice course" in ana.screen


async def test_what_was_sent_is_not_sent_twice(ana: User) -> None:
    await ana.says("menu")
    await ana.press("Submit an offer")
    await ana.fill(title="Rice course", description="Four weeks", sector="311", modality="training")
    while isinstance(ana.form, Ask):
        await ana.fill()
    assert isinstance(await ana.again("another-event"), Done)
    assert (await ana.say("my needs and offers")).count("Rice course") == 1


async def test_a_colleague_who_sends_it_too_is_told_that_it_was_sent(ana: User, ben: User) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture")
    await ana.press("Open as a form")
    window = ana.form
    await ben.says("submit an offer", "continue", "training", "skip all")
    ana.form = window
    await ana.fill(modality="expert")
    assert "This was sent already." in ana.screen
    assert "Kind of help: Training" in ana.screen


async def test_what_only_the_records_show_to_be_wrong_is_asked_again_as_typed(ana: User) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training")
    while "From when is it available?" not in ana.screen:
        await ana.say("skip")
    await ana.says("2022-06-01", "2022-05-01")
    asked = await ana.say("skip all")
    assert "Until when is it available?" in asked
    assert "Your answer so far: 2022-05-01" in asked
    card = await ana.say("2022-07-01")
    assert "From: 1 Jun 2022" in card
    assert "Until: 1 Jul 2022" in card


async def test_a_deleted_draft_is_gone_for_all_and_its_question_is_closed(ana: User, ben: User) -> None:
    await ana.says("submit an offer", "Rice course")
    await ben.says("drafts", "2")
    assert "No draft is open." in ben.screen
    assert "This form is no longer there." in await ana.say("Four weeks")
    assert "What would you like to do?" in await ana.say("menu")


async def test_what_was_typed_and_saved_for_later_is_offered_to_whoever_goes_on(ana: User, ben: User) -> None:
    await ana.says("menu")
    await ana.press("Submit an offer")
    await ana.put_by(title="Rice course", description=None, sector="nonsense", modality="training")
    assert "Kept for later: Submit an offer" in ana.screen
    assert isinstance(await ana.again(), Done)
    await ben.says("submit an offer")
    await ben.press("Continue")
    assert ben.form
    shown = {name: ben.form.default(name) for name in ben.form.questions}
    assert shown == {"title": "Rice course", "description": "", "sector": "", "modality": "training"}


async def test_what_is_typed_over_a_record_and_saved_for_later_is_kept_too(ana: User) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")
    await ana.press("Edit")
    await ana.put_by(title="Wheat course", description="Four weeks", sector="311", modality="training")
    assert "Wheat course" not in await ana.say("my needs and offers")
    await ana.say("drafts")
    await ana.press("Continue")
    assert ana.form
    assert ana.form.default("title") == "Wheat course"
