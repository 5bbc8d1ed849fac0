"""A delegation registers interest; the secretariat decides; each sees how it stands."""

import pytest

from bot.cards import Pointer
from bot.domain.people import Role
from tests.worlds import THAILAND, User, World

NETWORK = "South-South Network of Technical Cooperation Providers"


async def registered(sera: User) -> None:
    await sera.says("register interest", "1", "both", "Health Institute", "Reef monitoring", "skip")
    await sera.says("fishing, tourism", "skip all")


async def card_id(world: World) -> str:
    async with world.database.reading() as unit:
        (interest,) = await unit.reading.interests.of_delegation("FJI")
        return interest.id


async def test_in_words_from_the_first_question_to_the_card(world: World) -> None:
    sera = await world.focal_point("sera")
    assert "1. South-South Network" in await sera.say("i want to register interest")
    await registered(sera)
    assert f"Interest in {NETWORK}: Fiji" in sera.screen
    assert "Capacity: Provider and recipient" in sera.screen
    assert "Agency or programme: Health Institute" in sera.screen
    assert "Priority sectors: Fishing and Tourism" in sera.screen
    assert "Comparative advantages: Reef monitoring" in sera.screen
    assert "Capacity gaps" not in sera.screen
    assert "Waiting for the secretariat. Sent by Sera" in sera.screen


async def test_only_what_fits_the_capacity_is_asked(world: World) -> None:
    sera = await world.focal_point("sera")
    await sera.says("register interest", "1", "Recipient", "skip")
    assert "capacity gaps" in sera.screen
    assert "priority" in await sera.say("Customs")
    lee = await world.focal_point("chai", THAILAND)
    await lee.says("register interest", "1", "Observer", "skip")
    assert "priority" in lee.screen


async def test_as_a_form_in_pages(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await sera.say("menu")
    await sera.press("Register interest")
    assert sera.form
    assert list(sera.form.questions) == ["body", "capacity", "agency"]
    await sera.fill(body="network", capacity="provider")
    await sera.fill(advantages="Reefs", sectors="313,332")
    await sera.fill(comment="Bula")
    assert "Comment: Bula" in sera.screen
    assert f"Interest in {NETWORK}: Fiji" in lee.screen
    assert "Accept" in lee.screen


async def test_accepted_in_place_and_told_to_the_whole_delegation(world: World) -> None:
    sera, mere = await world.focal_point("sera"), await world.person("mere", Role.ALTERNATE, delegation="FJI")
    chai, lee = await world.focal_point("chai", THAILAND), await world.secretariat("lee")
    await registered(sera)
    await lee.press("Accept")
    assert "Accepted by Lee" in lee.screen
    first = next(handle for handle in sera.handles if "Agency" in sera.read(handle))
    assert "Accepted by Lee" in sera.read(first)
    assert "Accepted by Lee" in sera.screen
    assert "Accepted by Lee" in mere.screen
    assert not chai.handles
    assert "Health Institute" in await mere.press("View")


async def test_declined_with_a_reason_and_registered_anew(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await registered(sera)
    await lee.press("Decline")
    await lee.fill()
    assert lee.form
    assert list(lee.form.problems) == ["text"]
    await lee.fill(text="Full until 2028 <!channel>")
    assert "Declined by Lee" in sera.screen
    assert "Reason: Full until 2028 <!channel>" in sera.screen
    await sera.say("my needs and offers")
    assert "Interest in" not in sera.screen
    await registered(sera)
    assert "Waiting for the secretariat" in sera.screen


async def test_a_question_is_asked_back_answered_and_decided(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await registered(sera)
    await lee.press("Ask a question")
    await lee.fill(text="Which ministry?")
    assert "Question from Lee: Which ministry?" in sera.screen
    await sera.press("Answer")
    await sera.fill(text="The Ministry of Health")
    assert "Answer from Sera: The Ministry of Health" in lee.screen
    await lee.press("View")
    assert "Accepted by Lee" in await lee.press("Accept")
    assert "Accepted by Lee" in sera.screen


async def test_an_edit_answers_too_and_the_secretariat_is_told(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await registered(sera)
    await lee.press("Ask a question")
    await lee.fill(text="Which agency?")
    await sera.press("Edit")
    assert sera.form
    assert (sera.form.default("body"), sera.form.default("agency")) == ("network", "Health Institute")
    await sera.fill(body="network", capacity="recipient", agency="Ministry of Health")
    assert sera.form.default("sectors") == "313,332"
    await sera.fill(gaps="Customs")
    await sera.fill()
    assert "Capacity: Recipient" in sera.screen
    assert "Health Institute" not in sera.all
    assert "Waiting for the secretariat" in lee.screen
    assert "Ministry of Health" in await lee.press("View")


async def test_a_second_one_for_the_same_body_shows_the_first(world: World) -> None:
    sera, mere = await world.focal_point("sera"), await world.person("mere", Role.ALTERNATE, delegation="FJI")
    await registered(sera)
    await registered(mere)
    assert "has registered interest in this already" in mere.screen
    assert "Sent by Sera" in mere.screen
    assert "Edit" in mere.screen


async def test_it_cannot_be_moved_to_a_body_where_another_stands(world: World) -> None:
    sera = await world.focal_point("sera")
    await registered(sera)
    await sera.says("register interest", "2", "observer", "skip all")
    await sera.press("Edit")
    await sera.fill(body="network", capacity="observer")
    await sera.fill()
    await sera.fill()
    assert sera.form
    assert list(sera.form.problems) == ["body"]


async def test_withdrawn_by_a_colleague_it_leaves_the_list_to_decide(world: World) -> None:
    sera, mere = await world.focal_point("sera"), await world.person("mere", Role.ALTERNATE, delegation="FJI")
    lee = await world.secretariat("lee")
    await registered(sera)
    await lee.say("expressions of interest")
    listed = lee.handles[-1]
    assert f"Fiji: {NETWORK}" in lee.read(listed)
    await mere.say("my needs and offers")
    await mere.press("View")
    await mere.press("Withdraw")
    assert "Withdrawn by Mere" in mere.screen
    assert "No expression of interest is waiting" in lee.read(listed)
    assert "Withdrawn by Mere" in lee.read(lee.handles[0])


async def test_the_secretariat_hears_of_a_member_that_leaves(world: World) -> None:
    sera, lee, mia = (
        await world.focal_point("sera"),
        await world.secretariat("lee"),
        await world.secretariat("mia"),
    )
    await registered(sera)
    await lee.press("Accept")
    await sera.press("Withdraw")
    assert "Withdrawn by Sera" in sera.screen
    assert "Withdrawn by Sera" in mia.screen


async def test_a_press_on_an_old_card_hears_who_decided_and_when(world: World) -> None:
    sera, lee, mia = (
        await world.focal_point("sera"),
        await world.secretariat("lee"),
        await world.secretariat("mia"),
    )
    await registered(sera)
    of = await card_id(world)
    await lee.press("Accept")
    await mia.press_pointer(Pointer("interest.accept", of, "1"))
    assert "This was accepted already by Lee on Wed, 23 Mar 2022" in mia.screen
    assert f"Interest in {NETWORK}: Fiji" in mia.screen
    count = len(sera.handles)
    await lee.press_pointer(Pointer("interest.accept", of, "1"))
    assert "already" not in lee.screen
    assert len(sera.handles) == count


async def test_a_press_on_what_has_changed_since_shows_the_change(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await registered(sera)
    await sera.press("Edit")
    await sera.fill(body="network", capacity="provider", agency="Ministry of Trade")
    await sera.fill()
    await sera.fill()
    await lee.press_pointer(Pointer("interest.accept", await card_id(world), "1"))
    assert "Sera has changed this since you saw it" in lee.screen
    assert "Ministry of Trade" in lee.screen


async def test_the_form_of_a_decision_taken_meanwhile_is_refused(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    mia = await world.secretariat("mia")
    await registered(sera)
    await mia.press("Decline")
    await lee.press("Accept")
    await mia.fill(text="Full")
    assert "This was accepted already by Lee" in mia.screen
    assert "Reason" not in sera.all


async def test_a_form_on_an_old_card_is_not_even_opened(world: World) -> None:
    sera, lee, mia = (
        await world.focal_point("sera"),
        await world.secretariat("lee"),
        await world.secretariat("mia"),
    )
    await registered(sera)
    of = await card_id(world)
    await lee.press("Accept")
    for user, form in ((mia, "interest-decline"), (mia, "interest-question"), (sera, "interest")):
        await user.press_pointer(Pointer(form, of))
        assert "This was accepted already by Lee" in user.screen
        assert "Comparative advantages: Reef monitoring" in user.screen
    await sera.press_pointer(Pointer("interest-answer", of))
    assert "This was accepted already by Lee" in sera.screen
    assert sera.form is None


@pytest.mark.parametrize("verb", ["interest.accept", "interest.withdraw", "interest.view"])
async def test_nobody_else_may(world: World, verb: str) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await registered(sera)
    before = sera.screen
    await chai.press_pointer(Pointer(verb, await card_id(world), "1"))
    assert "You are not allowed to do this" in chai.screen
    assert sera.screen == before


async def test_what_is_not_there_is_said_to_be_gone(world: World) -> None:
    lee = await world.secretariat("lee")
    await lee.press_pointer(Pointer("interest.accept", "nowhere", "1"))
    assert "no longer there" in lee.screen
    await lee.press_pointer(Pointer("interest.view", "nowhere"))
    assert "no longer there" in lee.screen


async def test_an_observer_takes_part_too(world: World) -> None:
    noor = await world.person("noor", Role.OBSERVER, delegation="unosscx")
    await noor.says("register interest", "1", "observer", "skip all")
    assert "Waiting for the secretariat" in noor.screen
