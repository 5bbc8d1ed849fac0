"""Whom somebody plays who comes through Microsoft's offline client."""

from dataclasses import dataclass

import pytest

from bot import sample
from bot.cards import Pointer
from bot.casting import Casting
from bot.chat import Address, Carries, Done, Filled, Happened, Inbound, Pressed, Said
from tests.worlds import User, World

LIST = "Whom would you like to be?"
FIJI = "You are now: Adi Litia Koroi: Focal point, Fiji"
MENU = "What would you like to do?"


@dataclass
class Guest(User):
    """Alex, who is on no list; what is sent goes through the casting first."""

    name: str = "alex"

    async def through(self, inbound: Inbound) -> list[str]:
        """The titles of what arrives, oldest first."""
        before = set(self.handles)
        self.last = inbound
        await casting(self.world)(inbound)
        await self.world.settle()
        return [self.read(one).partition("\n")[0] for one in self.handles if one not in before]

    async def types(self, text: str) -> list[str]:
        return await self.through(self.inbound(Said(text)))


def casting(world: World) -> Casting:
    return Casting(
        handle=world.turns.handle,
        units=world.database.unit,
        cast=sample.PEOPLE,
        outsiders=sample.OUTSIDERS,
        now=lambda: world.now,
    )


@pytest.fixture
async def alex(world: World) -> Guest:
    async with world.database.unit() as unit:
        await sample.fill(unit.people)
        await unit.commit()
    return Guest(world)


@pytest.mark.parametrize(
    "what",
    [
        Happened("arrived"),
        Said("submit an offer"),
        Said("be nobody-we-know"),
        Said(""),
        Pressed(Pointer("offer")),
        Pressed(Pointer("offer.withdraw", "1"), on="chat-alex/1"),
        Filled("1", 1, {"title": "Rice"}),
    ],
)
async def test_who_was_not_chosen_is_asked_whom_to_be(
    alex: Guest, what: Said | Pressed | Filled | Happened
) -> None:
    [asked] = await alex.through(alex.inbound(what, Carries.CARD | Carries.FORM))
    assert asked.startswith(LIST)
    for line in ("fji-focal-point – Adi Litia Koroi: Focal point, Fiji", "secretariat – ", "outsider – "):
        assert line in alex.screen


async def test_a_press_before_that_changes_nothing(alex: Guest) -> None:
    assert await casting(alex.world)(alex.inbound(Pressed(Pointer("offer")), Carries.FORM)) == Done()


@pytest.mark.parametrize("typed", ["be fji-focal-point", "  Be  FJI-Focal-Point "])
async def test_the_chosen_person_is_told_and_shown_the_menu(alex: Guest, typed: str) -> None:
    await alex.types("hello")
    assert await alex.types(typed) == [FIJI, MENU]
    assert await alex.types("submit an offer") == ["What do you offer, in one line?"]


async def test_somebody_can_be_chosen_at_once(alex: Guest) -> None:
    assert await alex.types("be fji-focal-point") == [FIJI, MENU]


async def test_what_comes_again_is_answered_once(alex: Guest) -> None:
    await alex.types("hello")
    assert alex.last
    assert await alex.through(alex.last) == []
    await alex.types("be fji-focal-point")
    assert FIJI not in await alex.through(alex.last)


async def test_an_older_choice_that_comes_again_changes_nobody_back(alex: Guest) -> None:
    await alex.types("be fji-focal-point")
    older = alex.last
    assert older
    await alex.types("be tha-focal-point")
    await alex.through(older)
    person = await who(alex)
    assert person == "tha-focal-point"


async def test_a_list_is_shown_again_to_who_writes_be_alone(alex: Guest) -> None:
    await alex.types("be fji-focal-point")
    [asked] = await alex.types("Be")
    assert asked.startswith(LIST)
    assert await who(alex) == "fji-focal-point"
    [told, menu] = await alex.types("be secretariat")
    assert told.startswith("You are now: Somsri Lertkul: Secretariat")
    assert menu == MENU


async def test_an_outsider_sees_the_way_in(alex: Guest) -> None:
    told, *shown = await alex.types("be outsider")
    assert told == "You are now: an outsider, on nobody’s list"
    assert "Ask the secretariat" in alex.screen
    assert MENU not in shown
    [again] = await alex.types("menu")
    assert not again.startswith(LIST)


async def test_the_outsider_of_the_browser_is_the_same_one(alex: Guest) -> None:
    async with alex.world.database.unit() as unit:
        await unit.people.meet(Address("playground", "outsider"), "met-before", now=alex.world.now)
        await unit.commit()
    await alex.types("be outsider")
    assert await who(alex) == "met-before"


async def test_words_that_begin_with_be_are_words_to_who_was_chosen(alex: Guest) -> None:
    await alex.types("be fji-focal-point")
    await alex.types("submit an offer")
    assert await alex.types("be ready for floods") == ["Describe it"]


async def test_nobody_is_asked_where_the_bot_was_removed(alex: Guest) -> None:
    assert await alex.through(alex.inbound(Happened("left"))) == []


async def who(guest: Guest) -> str:
    async with guest.world.database.unit() as unit:
        person = await unit.people.at(Address("test", guest.name), now=guest.world.now)
    return person.id if person else ""
