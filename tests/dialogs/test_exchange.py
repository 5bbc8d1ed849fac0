"""Needs and offers: submitted with four answers or with all, edited, renewed, closed, withdrawn."""

from datetime import timedelta

import pytest

from bot.cards import Pointer
from bot.domain.exchange.listing import Kind
from bot.domain.people import Role
from tests.worlds import THAILAND, User, World

OFFER = {
    "title": "Rice breeding course",
    "description": "Four weeks in the field",
    "sector": "311",
    "modality": "training,study_visit",
}


async def offered(user: User, **first: str) -> None:
    await user.say("menu")
    await user.press("Submit an offer")
    await user.fill(**OFFER | first)
    for _ in range(3):
        await user.fill()


async def offers_of(world: World, owner: str = "FJI") -> list[str]:
    async with world.database.reading() as unit:
        found, _ = await unit.reading.listings.of_delegation(owner, 1, 20)
        return [one.id for one in found if one.kind is Kind.OFFER]


async def published(user: User, lee: User) -> None:
    await offered(user)
    await lee.press("Publish")


async def test_four_answers_make_a_need(world: World) -> None:
    sera = await world.focal_point("sera")
    await sera.says("i need training", "Midwives for Lau", "Refresher training", "basic health", "1, expert")
    await sera.say("skip all")
    assert "Need of Fiji: Midwives for Lau" in sera.screen
    assert "Refresher training" in sera.screen
    assert "Would accept: Training and Expert" in sera.screen
    assert "Valid until: 23 Mar 2023" in sera.screen
    assert "Waiting for the secretariat. Sent by Sera" in sera.screen


async def test_a_need_with_all_it_can_say(world: World) -> None:
    sera = await world.focal_point("sera")
    await sera.say("menu")
    await sera.press("Submit a need")
    await sera.fill(title="Midwives", description="Refresher", sector="122", modality="expert")
    await sera.fill(must_have="training", place="Lau", hidden_from="THA,CHN")
    await sera.fill(
        own_sector="Outer island care", sdgs="3,5", keywords="midwives, mothers", languages="en,fr"
    )
    await sera.fill(
        starts="2022-06-01",
        ends="2022-09-30",
        beneficiaries="40 midwives",
        costs="we pay rooms",
        triangular="yes",
        valid_until="2022-12-31",
    )
    assert sera.form
    assert list(sera.form.questions) == ["partner"]
    await sera.fill(partner="Australia")
    for fact in (
        "Must have: Training",
        "Would accept: Expert",
        "Place: Lau",
        "Hidden from: Thailand and China",
        "In their words: Outer island care",
        "Keywords: midwives, mothers",
        "Languages: English and French",
        "From: 1 Jun 2022",
        "Until: 30 Sept 2022",
        "Beneficiaries: 40 midwives",
        "Who pays what: we pay rooms",
        "Third partner welcome: Yes",
        "Partner: Australia",
        "Valid until: 31 Dec 2022",
    ):
        assert fact in sera.screen


async def test_an_offer_says_to_whom_it_is_open(world: World) -> None:
    sera = await world.focal_point("sera")
    await offered(sera)
    assert "Open to: All members" in sera.screen
    await sera.say("menu")
    await sera.press("Submit an offer")
    await sera.fill(**OFFER)
    await sera.fill(groups="sids,ldc", countries="LKA", places="20", most_countries="5")
    await sera.fill()
    await sera.fill()
    assert "Open to: Small island developing States (SIDS) and Least developed countries (LDC)" in sera.screen
    assert "Countries named: Sri Lanka" in sera.screen
    assert "Places: 20" in sera.screen
    assert "Countries at most: 5" in sera.screen


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("title", "x" * 121, "too-long"),
        ("title", "  ", "required"),
        ("sector", "xyzzy", "not-an-option"),
        ("modality", "training,xyzzy", "not-an-option"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    world: World, name: str, typed: str, why: str
) -> None:
    sera = await world.focal_point("sera")
    await sera.say("menu")
    await sera.press("Submit an offer")
    await sera.fill(**OFFER | {name: typed})
    assert sera.form
    assert sera.form.problems[name].key == why
    assert sera.form.default(name) == typed
    assert sera.form.default("description") == OFFER["description"]


async def test_an_end_before_the_beginning_is_asked_again(world: World) -> None:
    sera = await world.focal_point("sera")
    await sera.says("submit an offer", "Course", "Weeks", "agriculture", "training", "skip", "skip", "skip")
    await sera.says("skip", "skip", "skip", "skip", "skip", "2022-06-10", "2022-06-01", "skip all")
    assert "before the first day (10 Jun 2022)" in sera.screen
    assert "Until when is it available?" in sera.screen
    await sera.say("30 june 2022")
    assert "Until: 30 Jun 2022" in sera.screen


async def test_cleared_and_changed_in_place_for_both_sides(world: World) -> None:
    sera, lee, mia = (
        await world.focal_point("sera"),
        await world.secretariat("lee"),
        await world.secretariat("mia"),
    )
    await mia.say("needs and offers to clear")
    queue = mia.handles[-1]
    await offered(sera)
    card = sera.handles[-1]
    assert "Offer of Fiji: Rice breeding course" in mia.read(queue)
    await lee.press("Publish")
    assert "Published. Confirmed by Lee" in lee.screen
    assert "Published. Confirmed by Lee" in sera.read(card)
    assert "Published. Confirmed by Lee" in sera.screen
    assert "No need or offer is waiting" in mia.read(queue)


async def test_asked_back_edited_and_cleared(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await offered(sera)
    await lee.press("Ask a question")
    await lee.fill(text="For how many people?")
    assert "Question from Lee: For how many people?" in sera.screen
    await sera.press("Edit")
    assert sera.form
    assert sera.form.default("title") == "Rice breeding course"
    assert sera.form.default("modality") == "training,study_visit"
    await sera.fill(**OFFER | {"title": "Rice breeding for 20"})
    await sera.fill(places="20")
    await sera.fill()
    assert sera.form.default("valid_until") == "2023-03-23"
    await sera.fill(valid_until="2023-03-23")
    assert "Places: 20" in sera.screen
    assert "Rice breeding for 20" in lee.screen
    assert "Waiting for the secretariat" in lee.screen


async def test_answered_without_an_edit(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await offered(sera)
    await lee.press("Ask a question")
    await lee.fill(text="For how many?")
    await sera.press("Answer")
    await sera.fill(text="Twenty")
    assert "Answer from Sera: Twenty" in lee.screen


async def test_a_colleague_edits_what_was_published_and_it_is_cleared_again(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    mere = await world.person("mere", Role.ALTERNATE, delegation="FJI")
    await published(sera, lee)
    await mere.say("my needs and offers")
    assert "Offer: Rice breeding course" in mere.screen
    assert "Published · valid until 23 Mar 2023" in mere.screen
    await mere.press("View")
    await mere.press("Edit")
    await mere.fill(**OFFER | {"title": "Rice and taro"})
    for _ in range(3):
        await mere.fill()
    assert "Offer of Fiji: Rice and taro" in lee.screen
    assert "Waiting for the secretariat. Sent by Mere" in lee.screen


async def test_renewed_closed_and_withdrawn(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await published(sera, lee)
    world.now += timedelta(days=200)
    await sera.say("my needs and offers")
    listed = sera.handles[-1]
    await sera.press("View")
    await sera.press("Renew for a year")
    assert "Valid until: 9 Oct 2023" in sera.screen
    assert "valid until 9 Oct 2023" in sera.read(listed)
    await sera.press("Close: no longer needed")
    assert "Closed by Sera" in sera.screen
    assert "Closed ·" in sera.read(listed)
    await offered(sera, title="Another")
    await sera.press("Withdraw")
    assert "Withdrawn by Sera" in sera.screen


async def test_a_press_on_an_old_card_has_no_second_effect(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await published(sera, lee)
    (of,) = await offers_of(world)
    await sera.press_pointer(Pointer("offer.renew", of, "2"))
    until = "Valid until: 23 Mar 2023"
    assert until in sera.screen
    world.now += timedelta(days=30)
    await sera.press_pointer(Pointer("offer.renew", of, "2"))
    assert until in sera.screen
    await sera.press_pointer(Pointer("offer.withdraw", of, "3"))
    await lee.press_pointer(Pointer("offer.publish", of, "1"))
    assert "This was withdrawn already by Sera" in lee.screen
    for user, form in ((sera, "offer"), (sera, "offer-answer"), (lee, "offer-question")):
        await user.press_pointer(Pointer(form, of))
        assert "This was withdrawn already by Sera" in user.screen


@pytest.mark.parametrize(
    "verb", ["offer.withdraw", "offer.renew", "offer.close", "offer.publish", "offer.view"]
)
async def test_another_delegation_may_not(world: World, verb: str) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await offered(sera)
    (of,) = await offers_of(world)
    await chai.press_pointer(Pointer(verb, of, "1"))
    assert "You are not allowed to do this" in chai.screen
    await chai.press_pointer(Pointer("offer", of))
    assert "You are not allowed to do this" in chai.screen


async def test_a_kind_is_not_mistaken_for_the_other(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await offered(sera)
    (of,) = await offers_of(world)
    await sera.press_pointer(Pointer("need.withdraw", of, "1"))
    assert "You are not allowed to do this" in sera.screen
    await lee.press_pointer(Pointer("need.publish", of, "1"))
    assert "no longer there" in lee.screen


async def test_a_long_list_turns_its_pages_in_place(world: World) -> None:
    sera = await world.focal_point("sera")
    for number in range(6):
        await offered(sera, title=f"Course {number}")
        world.now += timedelta(minutes=1)
    await sera.say("my offers")
    listed = sera.handles[-1]
    assert "Course 5" in sera.screen
    assert "Course 0" not in sera.screen
    await sera.press("More")
    assert "Course 0" in sera.read(listed)
    assert "Course 5" not in sera.read(listed)
    await sera.press("Earlier")
    assert "Course 5" in sera.read(listed)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "²"])
async def test_a_forged_page_is_the_first(world: World, page: str) -> None:
    sera = await world.focal_point("sera")
    await sera.press_pointer(Pointer("mine.page", page))
    assert "no needs or offers yet" in sera.screen


async def test_an_observer_offers_but_needs_nothing(world: World) -> None:
    noor = await world.person("noor", Role.OBSERVER, delegation="AUS")
    await noor.say("my needs and offers")
    assert "Submit a need" not in noor.screen
    await noor.press("Submit an offer")
    await noor.fill(**OFFER)
    for _ in range(3):
        await noor.fill()
    assert "Rice breeding course" in noor.screen


async def test_what_people_type_stays_text(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    evil = "<!channel> [x](http://evil) {title} 👩‍⚕️"
    await offered(sera, title=evil)
    assert evil in sera.screen
    assert evil in lee.screen
