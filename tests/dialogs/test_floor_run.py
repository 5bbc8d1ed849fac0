"""A moderator runs the floor from one live card: who speaks, who comes, and a button for each step."""

import pytest

from adapters.slack import render as slack
from adapters.teams import render as teams
from bot.cards import Actions, Button, Link, Pointer
from bot.domain.floor.entry import Mode, State
from bot.domain.people import Role
from dialogs.floor.running import draw
from tests.sitting import ITEM, MEETING, Sitting, held
from tests.worlds import FIJI, SITE, THAILAND, User, World, lexicons


@pytest.fixture
async def sitting(world: World) -> Sitting:
    return await held(world)


@pytest.fixture
async def mod(world: World, sitting: Sitting) -> User:
    user = await world.person("mod", Role.MODERATOR)
    await sitting.opens()
    await user.say("run the floor")
    return user


@pytest.fixture
async def sera(world: World, sitting: Sitting) -> User:
    return await world.focal_point("sera", FIJI)


@pytest.fixture
async def chai(world: World, sitting: Sitting) -> User:
    return await world.focal_point("chai", THAILAND)


async def state(sitting: Sitting, delegation: str) -> State:
    return (await sitting.floor()).entries[await sitting.entry(delegation)].state


async def test_one_card_shows_who_speaks_and_who_comes(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    assert "Nobody has the floor." in mod.screen
    await sera.say("request the floor")
    await chai.say("request the floor")
    assert "1. Fiji (In the room)" in mod.screen
    await mod.press("Next: Fiji")
    await mod.press("Start")
    assert "Fiji has the floor since" in mod.screen
    assert "1. Thailand" in mod.screen
    assert len(mod.handles) == 1
    await mod.press("Pause")
    assert "Fiji is paused at 0:0" in mod.screen
    await mod.press("Resume: Fiji")
    await mod.press("End")
    assert await state(sitting, FIJI) is State.FINISHED
    await mod.press("Undo")
    assert await state(sitting, FIJI) is State.SPEAKING


async def test_after_a_point_of_order_the_floor_goes_back_to_the_speaker(
    sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await mod.press("Next: Fiji")
    await mod.press("Start")
    await chai.say("request the floor")
    await chai.say("point of order")
    assert first_button(mod) == ("Next: Thailand · Point of order", "primary")
    assert "1. Thailand · Point of order (In the room)" in mod.read(mod.handles[0])
    await mod.press("Take it now")
    await mod.press("Start")
    assert first_button(mod) == ("Resume: Fiji", "primary")
    assert mod.button("Next: Thailand")[1].style == "plain"
    await mod.press("Resume: Fiji")
    assert await state(sitting, FIJI) is State.SPEAKING
    assert first_button(mod) == ("Next: Thailand", "primary")


def first_button(user: User) -> tuple[str, str]:
    """Of the turns, on the live card."""
    handle, _ = user.button("Undo")
    parcel = user.world.recorder.cards[handle]
    rows = (block for block in parcel.card.body if isinstance(block, Actions))
    button = next(one for row in rows for one in row.buttons)
    assert isinstance(button, Button)
    return parcel.words(button.label), button.style


async def test_the_card_of_one_moderator_follows_what_another_does(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    other = await world.person("ruth", Role.MODERATOR)
    await other.say("run the floor")
    await sera.say("request the floor")
    await other.press("Next: Fiji")
    assert "Fiji has been called" in mod.screen
    assert "Fiji has been called" in other.screen


async def test_a_stale_press_changes_nothing_and_says_who_speaks(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await chai.say("request the floor")
    _, seen = mod.button("Next: Fiji")
    await mod.press("Next: Fiji")
    await mod.press("Start")
    before = await sitting.floor()
    assert isinstance(seen.does, Pointer)
    await mod.press_pointer(seen.does)
    assert "Fiji is speaking now" in mod.screen
    assert (await sitting.floor()).events == before.events


async def test_start_for_a_call_that_another_has_taken_back_takes_the_floor_from_nobody(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await chai.say("request the floor")
    await sitting.next()
    await mod.press("Next: Thailand")
    _, seen = mod.button("Start")
    await sitting.does("undo", MEETING, str((await sitting.floor()).version))
    assert isinstance(seen.does, Pointer)
    await mod.press_pointer(seen.does)
    assert "Thailand waits on the list and has not been called" in mod.screen
    assert await state(sitting, FIJI) is State.SPEAKING


async def test_the_links_lead_to_the_readers_own_desk_and_to_the_board_of_all(
    world: World, sitting: Sitting, mod: User
) -> None:
    other = await world.person("ruth", Role.MODERATOR)
    await other.say("run the floor")
    mine, theirs = links(mod), links(other)
    assert mine[0] != theirs[0]
    assert mine[1] == theirs[1]
    assert mine[0].startswith(f"{SITE}/desk/")
    grant = world.links.read("desk", mine[0].rpartition("/")[2])
    assert grant
    assert (grant.of, grant.person) == (MEETING, "mod")
    board = world.links.read("board", mine[1].rpartition("/")[2])
    assert board
    assert board.person == ""


def links(user: User) -> list[str]:
    card = user.world.recorder.cards[user.handles[-1]].card
    rows = [block for block in card.body if isinstance(block, Actions)]
    return [one.url for row in rows for one in row.buttons if isinstance(one, Link)]


async def test_asked_again_the_newer_card_takes_over(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    older = mod.handles[-1]
    await mod.say("run the floor")
    await sera.say("request the floor")
    assert "1. Fiji" in mod.screen
    assert "1. Fiji" not in mod.read(older)


async def test_who_runs_no_floor_is_not_let_in(world: World, sera: User) -> None:
    assert "Nobody has the floor" not in await sera.say("run the floor")
    assert "/desk/" not in sera.all


async def test_points_of_order_shout_and_are_taken_at_once(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await mod.press("Next: Fiji")
    await mod.press("Start")
    await chai.say("point of order")
    assert "Thailand raises a point of order" in mod.all
    card = mod.read(mod.handles[0])
    assert "❗ Thailand: point of order" in card
    await mod.press("Take it now")
    assert await state(sitting, FIJI) is State.PAUSED


async def test_who_was_not_there_is_told_to_the_other_moderators(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    other = await world.person("ruth", Role.MODERATOR)
    await other.say("menu")
    await sera.say("request the floor")
    await mod.press("Next: Fiji")
    await mod.press("Not here")
    assert "Fiji was not there when called." in other.all
    assert "Fiji was not there when called and will be called once more." in mod.read(mod.handles[0])
    assert "Fiji was not there when called." not in mod.screen


async def test_a_lost_line_comes_back_at_the_head(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await mod.press("Next: Fiji")
    await mod.press("Start")
    await chai.say("request the floor")
    await mod.press("Line lost")
    assert "Fiji: line lost" in mod.screen
    await mod.press("Is back")
    assert "1. Fiji" in mod.screen
    assert "2. Thailand" in mod.screen


async def test_somebody_online_on_deck_who_says_nothing_is_shown(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    await sera.say("request the floor")
    await sera.press("Speak online")
    assert "Fiji (online) has not said “ready” yet." in mod.screen
    await sera.press("Ready")
    assert "has not said" not in mod.screen
    floor = await sitting.floor()
    assert floor.entries[await sitting.entry(FIJI)].asked.mode is Mode.ONLINE


async def test_the_list_is_closed_and_opened_again(world: World, sitting: Sitting, mod: User) -> None:
    await mod.press("Close the list")
    assert "The list of speakers is closed." in mod.screen
    await mod.press("Open the list again")
    assert "The list of speakers is open." in mod.screen


async def test_the_limit_is_set_in_minutes(world: World, sitting: Sitting, mod: User) -> None:
    await mod.press("Limit 7:00…")
    for typed in ("0", "7:5", "-1", "61", "abc", "1:00:00"):
        await mod.fill(minutes=typed)
        assert mod.form, typed
    await mod.fill(minutes="4")
    assert (await sitting.floor()).items[ITEM.rpartition("/")[2]].limit_s == 240
    await mod.press("Limit 4:00…")
    await mod.fill(minutes="7:30")
    assert (await sitting.floor()).items[ITEM.rpartition("/")[2]].limit_s == 450
    await mod.press("Limit 7:30…")
    await mod.fill(minutes="2.5")
    assert (await sitting.floor()).items[ITEM.rpartition("/")[2]].limit_s == 150


async def test_what_undo_takes_back_is_said_before_it_is_pressed(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    assert "Undo takes back: Item 2: list opened (14:45)" in mod.screen
    await sera.say("request the floor")
    assert "Undo takes back: Fiji: on the list (14:45)" in mod.screen


async def test_the_chair_sees_who_speaks_and_what_there_is_to_know(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    await sera.say("request the floor")
    await sera.press("Details")
    given = {"group": "Pacific group", "speaker": "H.E. Ms. Koroi", "note": "Needs the slides."}
    await sera.fill(kind="statement", mode="online", **given)
    await sera.press("Ready")
    assert "1. Fiji (Online, ready)" in mod.screen
    assert "slides" not in mod.screen
    await mod.press("Next: Fiji")
    for told in ("Speaker: H.E. Ms. Koroi", "On behalf of: Pacific group", "Note: Needs the slides."):
        assert told in mod.screen


async def test_who_goes_on_has_the_floor_again_and_not_since_the_limit(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    await sera.say("request the floor")
    await mod.press("Next: Fiji")
    await mod.press("Start")
    sitting.passes(minutes=2)
    await mod.press("Pause")
    await mod.press("Resume: Fiji")
    assert "Fiji has the floor again since 14:47, after 2:0" in mod.screen
    assert "You have the floor again since 19:47 (Suva)" in sera.all
    sitting.passes(minutes=6)
    await mod.press("Pause")
    await mod.press("Resume: Fiji")
    assert "the limit of 7:00 has been reached." in mod.screen


async def test_while_the_meeting_is_suspended_nobody_can_be_called(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    await sera.say("point of order")
    await sitting.does("suspend", ITEM, "open")
    assert "Next: Fiji" not in mod.screen
    assert "Take it now" not in mod.screen
    await mod.press("Continue the meeting")
    assert "Take it now" in mod.read(mod.handles[0])


async def test_an_item_is_opened_from_the_card(world: World, sitting: Sitting) -> None:
    mod = await world.person("mod", Role.MODERATOR)
    await mod.say("run the floor")
    await mod.press("Open the list", on="2. Presentation")
    assert "The list of speakers is open." in mod.screen


async def test_once_nobody_is_left_the_next_item_can_be_opened(
    world: World, sitting: Sitting, mod: User, sera: User
) -> None:
    assert "Open the list" in mod.screen
    await sera.say("right of reply")
    assert "Open the list" not in mod.screen.replace("Open the list again", "")
    await mod.press("Next: Fiji · Right of reply")
    await mod.press("Start")
    await mod.press("End")
    await mod.press("Open the list", on="3. Preparations")
    assert "3. Preparations" in mod.screen


async def test_rights_of_reply_that_wait_behind_statements_are_counted(
    world: World, sitting: Sitting, mod: User, sera: User, chai: User
) -> None:
    await sera.say("request the floor")
    await chai.say("right of reply")
    assert "1 right of reply waits" in mod.screen
    assert "1. Fiji" in mod.screen


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
async def test_all_of_it_fits_on_every_platform(
    world: World, sitting: Sitting, mod: User, language: str
) -> None:
    """With the longest names, somebody at the microphone, two lost lines and three points of order."""
    for code in ("PRK", "LAO", "FSM", "IRN", "TLS", "PNG", "BRN", "KHM"):
        await sitting.does("add", ITEM, delegation=code, mode="online")
    for code in ("PRK", "LAO"):
        await sitting.does("start", await sitting.entry(code))
        await sitting.does("interrupt", await sitting.entry(code))
    for code in ("KOR", "PHL", "VNM"):
        await sitting.does("add", ITEM, delegation=code, kind="point-of-order")
    await sitting.does("start", await sitting.entry("FSM"))
    assert len((await sitting.floor()).entries) == 11
    words = lexicons().speaking(language, "Asia/Bangkok", world.now).words
    async with world.database.reading() as unit:
        reader = await unit.people.by_id("mod", now=world.now)
        card = world.links.opened(await draw(MEETING, unit.reading, reader), "mod")
    assert slack.message(card, words).warnings == ()
    assert teams.message(card, words).warnings == ()
