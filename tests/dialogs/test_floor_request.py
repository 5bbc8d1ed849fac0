"""A delegation asks for the floor in three words, sees where it stands and why, and who may not ask."""

from dataclasses import replace

import pytest

from bot.cards import Pointer
from bot.chat import Address, Pressed, Said
from bot.domain.floor.entry import Mode
from bot.domain.meetings import Presence
from bot.domain.network import Category
from bot.domain.people import Role
from bot.sample_meeting import printed
from tests.sitting import ITEM, MEETING, NEXT_ITEM, Sitting, held
from tests.worlds import FIJI, THAILAND, World


@pytest.fixture
async def sitting(world: World) -> Sitting:
    return await held(world)


async def test_three_words_put_a_delegation_on_the_only_open_list(world: World, sitting: Sitting) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await sitting.opens()
    assert "Place 1 on the list" in await sera.say("request the floor")
    assert "Fiji: Statement · item 2" in sera.screen
    assert "Asked at 19:45:03 (Suva) · 14:45:03 (Bangkok) (in chat)." in sera.screen
    assert "Place 2 on the list" in await chai.say("i want the floor")
    assert "Before you: 1 member." in chai.screen
    assert "Your turn may come in about 7 minutes" in chai.screen


async def test_where_several_lists_inscribe_each_has_a_button(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    screen = await sera.say("request the floor")
    assert "2. Presentation and discussion on SSC proposals" in screen
    assert "3. Preparations for the GSSD Expo" in screen
    assert "Place 1" in await sera.say("2")
    assert "You will be called when the item is discussed." in sera.screen
    assert (await sitting.floor()).entries[await sitting.entry(FIJI)].asked.item == "3"


async def test_the_command_typed_again_chooses_no_list_by_chance(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sitting.does("close", ITEM, "open")
    screen = await sera.say("request the floor")
    assert "Request the floor on item 3" in screen
    assert await sera.say("request the floor") == screen
    assert not (await sitting.floor()).entries
    await sera.say("request the floor on item 3")
    assert "Fiji: Statement · item 3" in sera.screen


async def test_during_a_vote_only_a_point_of_order_is_offered(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sitting.does("vote", ITEM, begins="yes")
    screen = await sera.say("request the floor")
    assert "Point of order" in screen
    assert "Right of reply" not in screen


async def test_a_number_answers_which_list_is_meant(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sera.say("request the floor")
    assert "2. Presentation" in await sera.say("1")
    assert "Place 1" in sera.screen


async def test_the_card_follows_the_list_and_nobody_elses_is_redrawn(world: World, sitting: Sitting) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await sitting.opens()
    await sera.say("request the floor")
    await chai.say("request the floor")
    before = [world.recorder.cards[user.handles[0]] for user in (sera, chai)]
    lee = await world.focal_point("lee", "SGP")
    await lee.say("request the floor")
    after = [world.recorder.cards[user.handles[0]] for user in (sera, chai)]
    assert all(one is other for one, other in zip(before, after, strict=True))
    await sitting.next()
    assert "You have had the floor since 19:45 (Suva)" in sera.read(sera.handles[0])
    assert "Place 1" in chai.read(chai.handles[0])


async def test_a_colleague_is_answered_with_the_first_request_and_can_act_on_it(
    world: World, sitting: Sitting
) -> None:
    sera, mere = await world.focal_point("sera"), await world.person("mere", Role.ALTERNATE, delegation=FIJI)
    await sitting.opens()
    await sera.say("request the floor")
    screen = await mere.say("request the floor")
    assert "Fiji is on the list already, at place 1: Sera asked at 19:45 (Suva) · 14:45 (Bangkok)" in screen
    assert "Place 1" in screen
    await mere.press("Withdraw")
    assert "Your request was withdrawn." in mere.screen
    assert "Your request was withdrawn." in sera.screen
    assert len((await sitting.floor()).entries) == 1


async def test_who_speaks_may_queue_again(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sera.say("request the floor")
    await sitting.next()
    assert "Place 1" in await sera.say("request the floor")


async def test_a_closed_list_says_when_it_closed_and_what_is_possible(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sitting.does("close", ITEM)
    await sitting.does("close", NEXT_ITEM)
    screen = await sera.say("request the floor")
    assert "No list of speakers is open now." in screen
    assert "The list of speakers was closed at 19:45 (Suva) · 14:45 (Bangkok)" in screen
    await sera.press_pointer(Pointer("floor.request", ITEM))
    assert "The list of speakers on item 2 was closed at 19:45 (Suva) · 14:45 (Bangkok)" in sera.screen
    assert "Right of reply" in sera.screen
    assert "File in writing" in sera.screen
    assert (await sitting.floor()).entries == {}


async def test_who_comes_too_late_is_not_put_on_the_list_of_another_item(
    world: World, sitting: Sitting
) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sitting.does("close", ITEM)
    screen = await sera.say("request the floor")
    assert "The list of speakers was closed at 19:45 (Suva) · 14:45 (Bangkok)" in screen
    assert "Inscription is open" in screen
    assert (await sitting.floor()).entries == {}


async def test_a_point_of_order_and_a_right_of_reply_pass_a_closed_list(
    world: World, sitting: Sitting
) -> None:
    sera, chair = await world.focal_point("sera"), sitting.chair
    await sitting.opens()
    await sitting.does("close", ITEM)
    assert "Fiji: Point of order" in await sera.say("point of order")
    assert "Fiji raises a point of order on item 2." in chair.all
    assert "Fiji: Right of reply" in await sera.say("right of reply")
    assert "Nobody is before you." in sera.screen
    assert "You are called when the statements are over." in sera.screen


async def test_a_point_of_order_needs_an_item_under_discussion(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    assert "belong to the item under discussion." in await sera.say("point of order")
    assert (await sitting.floor()).entries == {}


async def test_further_kinds_are_buttons_of_the_card(world: World, sitting: Sitting) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await sitting.opens()
    await sera.say("request the floor")
    await chai.say("request the floor")
    await sitting.next()
    await sera.press("Point of order", on="You have had the floor")
    assert "Fiji: Point of order" in sera.screen
    assert "You have had the floor" in sera.all, "the first card stays"
    await sera.press("Withdraw", on="Point of order")
    assert "Your request was withdrawn." in sera.screen
    await chai.press_pointer(Pointer("floor.question", ITEM))
    assert "Thailand is on the list already, at place 1" in chai.screen


async def test_a_question_to_who_speaks_comes_before_the_statements(world: World, sitting: Sitting) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    lee = await world.focal_point("lee", "SGP")
    await sitting.opens()
    await sera.say("request the floor")
    await lee.say("request the floor")
    await sitting.next()
    assert "Thailand: Question" in await chai.say("we have a question")
    assert "Place 1" in chai.screen
    assert "Before you: 1 question or answer." in lee.read(lee.handles[0])


async def test_during_a_vote_only_points_of_order_are_taken(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sitting.does("vote", ITEM, begins="yes")
    await sera.press_pointer(Pointer("floor.request", ITEM))
    assert "A vote is under way on item 2" in sera.screen
    assert "Fiji: Point of order" in await sera.say("point of order")


async def test_an_unknown_item_or_meeting_is_answered_with_the_lists_there_are(
    world: World, sitting: Sitting
) -> None:
    sera = await world.focal_point("sera")
    for of in (f"{MEETING}/9", f"{MEETING}/1", "another/2", "x"):
        await sera.press_pointer(Pointer("floor.request", of))
        assert "There is no such list of speakers." in sera.screen
        assert "2. Presentation" in sera.screen


async def test_without_a_meeting_the_next_one_is_told(world: World) -> None:
    sera = await world.focal_point("sera")
    assert "No list of speakers is open now." in await sera.say("request the floor")


async def test_who_is_not_in_the_body_does_not_take_part(world: World) -> None:
    meeting = printed(world.database.network)
    assert meeting
    await held(world, replace(meeting, body="working-group-theme"))
    sera = await world.focal_point("sera")
    await sera.press_pointer(Pointer("floor.request", ITEM))
    assert "Fiji does not take part in this meeting of Working Group on the Yearly Theme" in sera.screen
    assert "Register interest in the body, or ask the secretariat." in sera.screen


async def test_whose_interest_in_the_body_was_accepted_takes_part(world: World) -> None:
    meeting = printed(world.database.network)
    assert meeting
    sitting = await held(world, replace(meeting, body="working-group-theme"))
    await sitting.opens()
    sera, sec = await world.focal_point("sera"), await world.secretariat()
    await sera.says("register interest", "Working Group on the Yearly Theme", "both", "skip all")
    await sec.press("Accept")
    assert "Place 1 on the list" in await sera.say("request the floor")


async def test_who_has_no_right_to_speak_is_told_what_is_possible(world: World) -> None:
    network = world.database.network
    silent = replace(network, floor=replace(network.floor, categories=(Category.GROUPS, Category.MEMBERS)))
    world.database.network = silent
    sitting = await held(world)
    ana = await world.person("ana", Role.OBSERVER, delegation="undp")
    await sitting.opens()
    assert "without the right to speak. You can file a statement in writing" in await ana.say(
        "request the floor"
    )
    assert (await sitting.floor()).entries == {}


async def test_whoever_acts_for_no_delegation_is_not_offered_the_floor(
    world: World, sitting: Sitting
) -> None:
    sec = await world.secretariat()
    await sitting.opens()
    assert "Request the floor" not in await sec.say("menu")
    await sec.press_pointer(Pointer("floor.request", ITEM))
    assert "not allowed" in sec.screen


async def test_a_repeated_request_changes_nothing(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.opens()
    await sera.say("request the floor")
    await sera.again()
    await sera.again("another-event")
    assert "Fiji is on the list already" in sera.screen
    assert len((await sitting.floor()).events) == 2


async def test_observers_come_behind_members(world: World, sitting: Sitting) -> None:
    ana, sera = await world.person("ana", Role.OBSERVER, delegation="undp"), await world.focal_point("sera")
    await sitting.opens()
    await ana.say("request the floor")
    assert "Place 1" in await sera.say("request the floor")
    assert "Place 2" in ana.screen
    assert "Speaks: In the room" in ana.screen
    assert "Organization" in ana.screen


async def test_where_one_is_present_is_where_one_speaks(world: World, sitting: Sitting) -> None:
    sera, mere = await world.focal_point("sera"), await world.person("mere", Role.ALTERNATE, delegation=FIJI)
    await sitting.opens()
    async with world.database.unit() as unit:
        for person, mode in ((mere, Mode.ROOM), (sera, Mode.ONLINE)):
            there = Presence(meeting=MEETING, person=person.name, delegation=FIJI, mode=mode, since=world.now)
            await unit.meetings.arrived(there)
        await unit.commit()
    assert "Speaks: Online" in await sera.say("request the floor")


async def test_what_came_before_the_closing_counts_and_what_came_after_does_not(
    world: World, sitting: Sitting
) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await sitting.opens()
    before = world.now
    sitting.passes(seconds=5)
    await sitting.does("close", ITEM)
    pressed = Pressed(Pointer("floor.request", ITEM))
    await sera.sends(replace(sera.inbound(pressed), received_at=before))
    assert "Place 1 on the list" in sera.screen
    await chai.press_pointer(pressed.pointer)
    assert "was closed at 14:45" in chai.screen
    (entry,) = (await sitting.floor()).entries.values()
    assert (entry.asked.delegation, entry.asked.at, entry.asked.late) == (FIJI, before, False)


async def test_three_words_that_came_before_the_closing_count_too(world: World, sitting: Sitting) -> None:
    sera, chai = await world.focal_point("sera"), await world.focal_point("chai", THAILAND)
    await sitting.opens()
    before = world.now
    sitting.passes(seconds=5)
    await sitting.does("close", ITEM)
    await sera.sends(replace(sera.inbound(Said("request the floor")), received_at=before))
    assert "Place 1 on the list" in sera.screen
    assert "was closed at 14:45" in await chai.say("request the floor")


async def test_typed_in_the_chat_of_a_meeting_it_is_that_meeting(world: World, sitting: Sitting) -> None:
    chai, one = await world.focal_point("chai", THAILAND), printed(world.database.network)
    assert one
    await sitting.opens()
    async with world.database.unit() as unit:
        await unit.meetings.add(replace(one, id="another"))
        await unit.meetings.meets_in("another", "test", "room")
        await unit.commit()
    await sitting.does("open", "another/2")
    await chai.say("request the floor")
    assert chai.screen.count("Request the floor") == 2
    said = replace(chai.inbound(Said("request the floor")), place=Address("test", "room"), shared=True)
    await chai.sends(said)
    async with world.database.reading() as unit:
        floor = await unit.reading.floors.get("another")
    assert floor
    assert len(floor.entries) == 1
