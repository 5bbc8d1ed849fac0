"""What a delegation does with its turn, and what it is told of it in its own chat."""

from itertools import pairwise

import pytest

from bot.cards import Pointer
from bot.domain.people import Role
from tests.sitting import ITEM, MEETING, NEXT_ITEM, Sitting, held
from tests.worlds import FIJI, THAILAND, User, World

QUEUE = ("FJI", "THA", "SGP", "IND", "KAZ", "MYS", "PHL")


@pytest.fixture
async def sitting(world: World) -> Sitting:
    sitting = await held(world)
    await sitting.opens()
    return sitting


async def queued(world: World, *delegations: str) -> list[User]:
    """All in Bangkok's time, so that times read once."""
    users = [await world.focal_point(of.casefold(), of) for of in delegations]
    for user in users:
        await user.say("request the floor")
    return users


def own(user: User) -> str:
    """The card that answered the request, or the one that goes on for it."""
    first = user.read(user.handles[0])
    if "This goes on in a newer message below." not in first:
        return first
    title = first.partition("\n")[0]
    return next(one for one in map(user.read, reversed(user.handles)) if one.startswith(title))


async def test_deferred_it_is_last_of_its_own(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    assert "Place 2 on the list" in await fiji.press("Defer")
    assert "Place 1 on the list" in own(thailand)
    assert "You are called next." in own(thailand)


async def test_ready_is_said_once_and_seen(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    assert "Ready: Yes" in await fiji.press("Ready")
    assert "1. Ready" not in fiji.screen
    assert (await sitting.floor()).entries[await sitting.entry(FIJI)].ready


async def test_room_and_online_change_places_on_the_button(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    assert "Speaks: Online" in await fiji.press("Speak online")
    assert "Speaks: In the room" in await fiji.press("Speak in the room")


async def test_places_are_changed_by_consent_of_both(world: World, sitting: Sitting) -> None:
    fiji, thailand, singapore = await queued(world, FIJI, THAILAND, "SGP")
    screen = await fiji.press("Change places")
    assert "2. Thailand" in screen
    assert "3. Singapore" in screen
    await fiji.press("Offer", on="With whom")
    assert "You have offered to change places with Thailand" in own(fiji)
    assert "Fiji offers to change places with you." in thailand.screen
    assert "Fiji offers" not in singapore.all
    await thailand.press("Agree")
    assert "Place 1 on the list" in own(thailand)
    assert "Moved +1 by an exchange of places." in own(thailand)
    assert "Moved −1 by an exchange of places." in own(fiji)
    assert "Thailand has agreed: you have changed places." in fiji.all


async def test_an_offer_is_turned_down(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    await fiji.press("Change places")
    await fiji.press("Offer")
    await thailand.press("Keep our place")
    assert "Thailand keeps its place: the places are not changed." in fiji.all
    assert "offers to change places" not in thailand.screen
    assert "Place 1 on the list" in own(fiji)


async def test_an_offer_is_taken_back(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    await fiji.press("Change places")
    await fiji.press("Offer")
    _, agree = thailand.button("Agree")
    await fiji.press("Take the offer back")
    assert "offers to change places" not in thailand.screen
    assert isinstance(agree.does, Pointer)
    await thailand.press_pointer(agree.does)
    assert "Fiji does not offer to change places any more." in thailand.screen
    assert "Place 1 on the list" in own(fiji)


async def test_places_are_offered_only_where_they_can_be_changed(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    await thailand.say("point of order")
    assert "Change places" not in thailand.screen
    assert "File in writing" not in thailand.screen
    screen = await fiji.press("Change places")
    assert "3. Thailand" in screen
    assert "1. Thailand" not in screen
    assert "Fiji" not in screen


async def test_nobody_else_waits_to_change_places_with(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    assert "Nobody else waits on this list." in await fiji.press("Change places")


async def test_another_delegation_can_do_nothing_with_it(world: World, sitting: Sitting) -> None:
    _, thailand = await queued(world, FIJI, THAILAND)
    of = await sitting.entry(FIJI)
    for verb in ("withdraw", "defer", "ready", "online", "swap", "view"):
        await thailand.press_pointer(Pointer(f"floor.{verb}", of))
        assert "not allowed" in thailand.screen
    assert own(thailand).count("Place 2 on the list") == 1


async def test_an_entry_that_is_gone_is_said_to_be(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    await sitting.undo()
    assert "This request is no longer on any list." in own(fiji)
    await fiji.press_pointer(Pointer("floor.withdraw", "0" * 32))
    assert "no longer" in fiji.screen


async def test_an_old_button_of_a_turn_that_is_over_says_how_it_stands(
    world: World, sitting: Sitting
) -> None:
    (fiji,) = await queued(world, FIJI)
    of = await sitting.entry(FIJI)
    await fiji.press("Withdraw")
    await fiji.press_pointer(Pointer("floor.defer", of))
    assert "The request of Fiji was withdrawn." in fiji.screen


async def test_five_two_and_one_places_ahead_each_is_told_once(world: World, sitting: Sitting) -> None:
    users = await queued(world, *QUEUE)
    philippines = users[-1]
    told = [len(philippines.handles)]
    for _ in QUEUE[:-1]:
        await sitting.next()
        told.append(len(philippines.handles))
    assert [after - before for before, after in pairwise(told)] == [0, 1, 0, 0, 1, 1]
    assert "You are called next." in philippines.screen
    await philippines.press("Ready", on="You are called next.")
    assert "The Chair sees that you are ready." in philippines.screen


async def test_who_is_called_hears_it_and_the_card_tells_the_clock(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    mere = await world.person("mere", Role.ALTERNATE, delegation=FIJI)
    await sitting.next()
    assert "The Chair calls you: you have the floor." in fiji.screen
    assert "The Chair calls you: you have the floor." in mere.screen
    assert "The limit of 7:00 is reached at" in own(fiji)
    assert "Withdraw" not in own(fiji)
    await sitting.does("suspend", ITEM)
    assert "The meeting is suspended, and your clock stands at 0:0" in own(fiji)
    await sitting.does("continue", ITEM)
    await sitting.next()
    assert "Your turn is over. You spoke for 0:" in own(fiji)
    assert "you have the floor" in thailand.screen


async def test_not_there_twice_the_turn_is_not_taken_and_can_be_filed(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    of = await sitting.entry(FIJI)
    for _ in range(2):
        await sitting.does("call", of)
        await sitting.does("pass", of)
    assert "You were called and were not there, so you moved to the end." in fiji.all
    assert "You were called twice and were not there." in fiji.screen
    assert "File in writing" in fiji.screen


async def test_a_lost_line_keeps_the_time_that_was_left(world: World, sitting: Sitting) -> None:
    (fiji,) = await queued(world, FIJI)
    await sitting.next()
    speaks = (await sitting.floor()).entries[await sitting.entry(FIJI)]
    assert speaks.since
    world.now = speaks.since
    sitting.passes(seconds=200)
    await sitting.does("interrupt", await sitting.entry(FIJI))
    assert "you come at the head of the list, with 3:40 left." in fiji.screen
    await sitting.does("return", await sitting.entry(FIJI))
    assert "3:40 left of 7:00" in own(fiji)


async def test_a_move_is_told_with_its_reason_and_a_notice_is_corrected(
    world: World, sitting: Sitting
) -> None:
    fiji, _thailand, singapore = await queued(world, FIJI, THAILAND, "SGP")
    await sitting.next()
    second = await sitting.entry("SGP")
    assert "Place 2" in singapore.screen
    await sitting.does("move", second, await sitting.entry(THAILAND), reason="protocol")
    assert "Moved +1 by the Chair. Reason: protocol." in own(singapore)
    await sitting.undo()
    assert "Correction: what you were told before has changed." in singapore.screen
    assert "Place 2 on the list" in singapore.screen
    assert "Place" not in own(fiji)


async def test_a_mistaken_call_is_taken_back_and_said_so(world: World, sitting: Sitting) -> None:
    _fiji, thailand = await queued(world, FIJI, THAILAND)
    await sitting.next()
    floor = await sitting.floor()
    await sitting.does("next", MEETING, f"{await sitting.entry(FIJI)},{await sitting.entry(THAILAND)}")
    assert "you have the floor" in thailand.screen
    await sitting.does("undo", MEETING, str(floor.version + 1))
    assert "Correction: what you were told before has changed." in thailand.screen
    assert "You are called next." in thailand.screen


async def test_what_was_told_and_is_taken_back_is_corrected(world: World, sitting: Sitting) -> None:
    fiji, thailand = await queued(world, FIJI, THAILAND)
    await sitting.does("undo", MEETING, str((await sitting.floor()).version))
    assert "Correction: what you were told before has changed." in thailand.screen
    assert "no longer on any list. You can request the floor again." in thailand.screen
    await sitting.does("decline", await sitting.entry(FIJI), reason="Not on this item")
    assert "Reason: Not on this item." in fiji.screen
    await sitting.does("undo", MEETING, str((await sitting.floor()).version))
    assert "Correction" in fiji.screen
    assert "Place 1 on the list" in fiji.screen


async def test_declined_released_and_carried_over_are_told_to_each(world: World, sitting: Sitting) -> None:
    fiji, thailand, singapore = await queued(world, FIJI, THAILAND, "SGP")
    await sitting.does("decline", await sitting.entry(FIJI), reason="Not on this item")
    assert "The Chair has not taken your request. Reason: Not on this item." in fiji.screen
    await sitting.does("carry", NEXT_ITEM, await sitting.entry(THAILAND))
    assert "Thailand: Statement · item 3" in thailand.screen
    assert "Your request was carried over to another item" in own(thailand)
    await sitting.does("release", MEETING, await sitting.entry("SGP"), reason="Time is up")
    assert "The list ended before your turn. Reason: Time is up." in singapore.screen


async def test_a_list_opened_again_is_announced_to_those_concerned(world: World, sitting: Sitting) -> None:
    fiji, mei = (await queued(world, FIJI))[0], await world.focal_point("mei", THAILAND)
    await sitting.does("close", ITEM)
    await sitting.does("open", ITEM, "closed")
    assert "The Chair has opened the list of speakers again: 2. Presentation" in fiji.screen
    assert not mei.handles


async def test_a_ruling_is_told_to_who_raised_the_point(world: World, sitting: Sitting) -> None:
    fiji = await world.focal_point("fiji")
    await fiji.say("point of order")
    of = await sitting.entry(FIJI)
    await sitting.does("start", of)
    await sitting.does("rule", of, ruling="Not well taken")
    assert "The Chair’s ruling: Not well taken" in fiji.screen


async def test_whom_a_moderator_adds_is_told_with_the_card(world: World, sitting: Sitting) -> None:
    fiji = await world.focal_point("fiji")
    await sitting.does("add", ITEM, delegation=FIJI)
    assert "Fiji: Statement" in fiji.screen
    assert "Place 1 on the list" in fiji.screen
    assert "Withdraw" in fiji.screen
