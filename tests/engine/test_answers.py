"""What people really type: signs nobody sees, and the numbers of a list in every guise."""

from unicodedata import category

import pytest

from tests.worlds import World

UNSEEN = ("\u200b", "\u202e\u202c", "\u2060\ufeff", "\u200f", "\x07\x1f", "\u3164", "\u2800", "\u00a0\u2003")


@pytest.mark.parametrize("typed", UNSEEN, ids=ascii)
async def test_what_nobody_can_see_is_no_answer(world: World, typed: str) -> None:
    ana = await world.focal_point("ana")
    await ana.say("submit an offer")
    assert "Please answer this question." in await ana.say(typed)
    assert "Describe it" in await ana.say("Rice course")


async def test_signs_nobody_sees_are_left_out_and_all_others_stay(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("submit an offer")
    await ana.say("Rice\u202e \u200bcourse\x07\n for  \u2067women\u2069 👩\u200d🌾 می\u200cخواهم")
    await ana.says("Line one\r\n\r\nLine\u202e two", "agriculture", "training")
    card = await ana.say("skip all")
    assert "Rice course for women 👩\u200d🌾 می\u200cخواهم" in card
    assert "Line one\n\nLine two" in card
    assert {sign for sign in card if category(sign)[0] == "C"} <= {"\n", "\u200d", "\u200c"}


async def test_what_is_given_back_cannot_turn_the_sentence_round(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks")
    assert "“abc” is not one of the choices." in await ana.say("\u202eabc")


@pytest.mark.parametrize("typed", ["23", " 23. ", "#23", "(23)", "№ 23", "２３", "٢٣", "२३"])
async def test_the_number_of_a_choice_is_known_in_every_guise(world: World, typed: str) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", typed, "training")
    assert "Sector: Agriculture" in await ana.say("skip all")


@pytest.mark.parametrize(
    "typed", ["1,2,3", "1 2 3", "1-3", "1 – 3", "1; 2/3", "1–2, 3.", "１、２、３", "1\n2\n3"]
)
async def test_several_numbers_are_known_however_they_are_parted(world: World, typed: str) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", typed)
    assert "Kind of help: Training, Expert dispatch and Study visit" in await ana.say("skip all")


@pytest.mark.parametrize("typed", ["0", "1-99", "3-1", "-1", "1.5", "1 and 99", "1, 1000000"])
async def test_numbers_that_are_none_of_the_list_are_named(world: World, typed: str) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture")
    assert "is not one of the choices. Write a number or a name from the list." in await ana.say(typed)


@pytest.mark.parametrize(("typed", "meant"), [("1", "Yes"), ("2", "No"), ("２.", "No"), ("yes", "Yes")])
async def test_yes_and_no_can_be_typed_by_their_numbers(world: World, typed: str, meant: str) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training")
    while "third partner" not in ana.screen:
        await ana.say("skip")
    assert "yes or no" in await ana.say("3")
    await ana.say(typed)
    assert f"Third partner welcome: {meant}" in await ana.say("skip all")


@pytest.mark.parametrize("typed", [",", ";;", " , ;\n,"])
async def test_mere_commas_are_no_answer(world: World, typed: str) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture")
    assert "Please answer this question." in await ana.say(typed)


async def test_labels_that_hold_commas_are_parted_by_semicolons_and_lines(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training")
    while "Sustainable Development Goals" not in ana.screen:
        await ana.say("skip")
    await ana.say("2; Industry, innovation and infrastructure\nClimate action")
    card = await ana.say("skip all")
    assert all(f"SDG {goal}:" in card for goal in (2, 9, 13))
