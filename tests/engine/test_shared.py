"""Where others read along: what is private goes to the personal chat, and one line says so."""

from dataclasses import replace

import pytest

from bot.cards import Pointer
from bot.chat import Address, Pressed, Reply, Said
from tests.worlds import User, World

GROUP = Address("test", "group")
POINTING = "I have answered you in our personal chat."


@pytest.fixture
async def ana(world: World) -> User:
    return await world.focal_point("ana")


async def among_others(user: User, text: str) -> Reply:
    return await user.sends(replace(user.inbound(Said(text)), place=GROUP, shared=True))


def in_group(world: World, user: User) -> list[str]:
    return [user.read(handle) for handle in world.recorder.at("group")]


async def test_the_answer_comes_in_the_personal_chat_where_they_talked_last(world: World, ana: User) -> None:
    await ana.say("hello")
    await among_others(ana, "my needs and offers")
    assert in_group(world, ana) == [POINTING]
    assert "Your delegation has no needs or offers yet." in ana.screen


async def test_the_answer_comes_in_a_new_personal_chat_where_they_never_talked(
    world: World, ana: User
) -> None:
    await among_others(ana, "settings")
    assert in_group(world, ana) == [POINTING]
    assert [ana.read(handle).splitlines()[0] for handle in world.recorder.at("ana")] == ["Your settings"]


async def test_a_form_begun_among_others_is_asked_in_private_and_goes_on_there(
    world: World, ana: User
) -> None:
    await ana.say("hello")
    await among_others(ana, "submit an offer")
    assert "What do you offer, in one line?" in ana.screen
    assert "Describe it" in await ana.say("Rice course")
    assert in_group(world, ana) == [POINTING]


async def test_an_answer_typed_among_others_is_not_repeated_there(world: World, ana: User) -> None:
    await ana.says("submit an offer", "Rice course")
    await among_others(ana, "Confidential: four weeks")
    assert "Which sector?" in ana.screen
    assert in_group(world, ana) == [POINTING]


async def test_a_button_among_others_answers_in_private(world: World, ana: User) -> None:
    await ana.say("hello")
    pressed = replace(ana.inbound(Pressed(Pointer("mine.page"))), place=GROUP, shared=True)
    await ana.sends(pressed)
    assert in_group(world, ana) == [POINTING]
    assert "My needs and offers" in ana.screen


async def test_strangers_and_those_without_a_right_hear_why_in_private_only(world: World, ana: User) -> None:
    await among_others(world.stranger("eve"), "focal points")
    await ana.say("hello")
    await ana.sends(replace(ana.inbound(Pressed(Pointer("focal-points.page"))), place=GROUP, shared=True))
    assert in_group(world, ana) == [POINTING, POINTING]
    assert "not on the list" in world.stranger("eve").all
    assert "You are not allowed to do this." in ana.screen


async def test_the_same_message_again_says_nothing_more(world: World, ana: User) -> None:
    await among_others(ana, "menu")
    await ana.again()
    assert in_group(world, ana) == [POINTING]
    assert len(ana.handles) == 1
