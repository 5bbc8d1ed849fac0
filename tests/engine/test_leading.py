"""The words that lead through a form, where they lead nowhere: said so, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.playground import forms
from adapters.slack import modal
from adapters.teams import form
from bot.cards import say
from bot.dialog import Ask
from bot.domain.people import Role
from bot.expiry import expire
from tests.worlds import START, User, World, lexicons


@pytest.fixture
async def ana(world: World) -> User:
    return await world.focal_point("ana")


async def test_back_at_the_first_question_says_that_it_is_the_first(ana: User) -> None:
    await ana.says("submit an offer", "Rice course")
    assert "Your answer so far: Rice course" in await ana.say("back")
    for _ in range(3):
        assert "This is the first question." in await ana.say("back")
    assert "Your answer so far: Rice course" in ana.screen
    assert "Describe it" in await ana.say("skip")


@pytest.mark.parametrize("word", ["skip", "skip all"])
async def test_what_is_required_cannot_be_skipped(ana: User, word: str) -> None:
    await ana.say("submit an offer")
    assert "This question needs an answer and cannot be skipped." in await ana.say(word)
    assert "What do you offer, in one line?" in ana.screen
    assert "Describe it" in await ana.say("Rice course")


@pytest.mark.parametrize("word", ["back", "skip", "skip all", "cancel", "CANCEL!"])
async def test_without_a_form_these_words_say_that_none_is_open(ana: User, word: str) -> None:
    assert "No form is open now." in await ana.say(word)
    assert "Submit an offer" in ana.screen


async def test_skip_all_stops_at_what_was_kept_and_is_wrong_by_now(world: World, ana: User) -> None:
    sec = await world.secretariat()
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")
    await sec.press("Publish")
    world.now += timedelta(days=400)
    await expire(world.database.unit, world.now)
    await ana.says("my needs and offers", "1", "edit")
    assert "is in the past" in await ana.say("skip all")
    assert "Until when is this valid?" in ana.screen
    assert "Valid until: 1 Dec 2023" in await ana.say("2023-12-01")


async def test_no_to_what_was_asked_back_is_not_taken_for_an_answer(world: World) -> None:
    outsider = world.stranger("out")
    await outsider.says("hello", "2", "country", "Turky")
    assert "Türkiye" in outsider.screen
    assert "Then please write it in another way." in await outsider.say("no")
    assert "Which country?" in outsider.screen
    await outsider.says("Turkiye", "Ana", "focal point", "skip", "ana@example.org")
    sec = await world.secretariat()
    await outsider.say("skip")
    await sec.says("people waiting for approval", "1")
    assert "Focal point, Türkiye" in sec.screen


async def test_a_form_sent_after_the_draft_went_on_says_so_and_keeps_what_still_counts(ana: User) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks")
    await ana.press("Open as a form")
    window = ana.form
    assert window
    await ana.press("Open as a form")
    await ana.fill(sector="311", modality="training")
    ana.form = window
    await ana.fill(sector="111", modality="expert")
    shown = ana.form
    assert isinstance(shown, Ask)
    assert shown.page == 2
    assert shown.notice
    assert shown.notice.key == "form-went-on"


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
async def test_every_platform_shows_above_a_form_that_it_went_on(ana: User, language: str) -> None:
    await ana.say("menu")
    await ana.press("Submit an offer")
    assert ana.form
    ask, lexicon = replace(ana.form, notice=say("form-went-on")), lexicons().speaking(language, "UTC", START)
    told = lexicon.words(say("form-went-on"))
    assert told in str(modal.modal(ask, lexicon).payload)
    assert told in str(form.dialog(ask, lexicon).payload)
    assert told in str(form.card(ask, lexicon).payload)
    assert told in forms.page(ask, lexicon, "form-1")


async def test_a_button_under_an_earlier_question_says_that_the_form_went_on(ana: User) -> None:
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training")
    await ana.press("Training", on="What kind of help is it?")
    assert "This form has gone on meanwhile" in ana.screen
    assert "For which groups of countries?" in ana.screen


async def test_whoever_loses_the_role_within_a_form_hears_why_and_sees_the_way_in(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Rice course")
    await ended(world, "ana")
    assert "You are not allowed to do this." in await ana.say("Four weeks")
    assert "You are not on the list of focal points" in ana.screen
    ben = await world.focal_point("ben")
    await ben.says("drafts", "1", "Four weeks", "agriculture", "training")
    assert "Offer of Fiji: Rice course" in await ben.say("skip all")


async def test_a_button_pressed_after_the_role_has_ended_shows_the_way_in(world: World) -> None:
    ana = await world.person("ana", Role.FOCAL_POINT, delegation="FJI")
    await ana.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")
    await ended(world, "ana")
    for button in ("Withdraw", "Edit"):
        await ana.press(button)
        assert "You are not allowed to do this." in ana.told + ana.screen
        assert "You are not on the list of focal points" in ana.screen


async def test_one_guess_at_a_command_can_be_answered_with_yes(world: World) -> None:
    sec = await world.secretariat()
    assert "Did you mean" in await sec.say("put somebody on the list")
    assert "1. " in sec.screen
    assert "2. " not in sec.screen
    assert "What is their name?" in await sec.say("yes")


@pytest.mark.parametrize("typed", ["2", "2.", "#2", "２"])
async def test_a_button_is_known_by_its_number_in_every_guise(ana: User, typed: str) -> None:
    await ana.say("menu")
    assert "What do you need, in one line?" in await ana.say(typed)


async def test_settings_name_the_zone_that_times_are_shown_in(ana: User) -> None:
    assert "Time zone: Suva (Fiji)" in await ana.say("settings")


async def ended(world: World, person: str) -> None:
    """Since yesterday."""
    async with world.database.unit() as unit:
        listed = await unit.focal_points.locked(person)
        assert listed
        yesterday = world.now.date() - timedelta(days=1)
        for role in listed.roles:
            await unit.focal_points.change(replace(role, until=yesterday, version=role.version + 1))
        await unit.commit()
