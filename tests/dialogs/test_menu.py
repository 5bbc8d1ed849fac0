"""The menu and the help of each role; the home screen; drafts."""

import pytest

from bot.cards import Pointer
from bot.chat import Happened
from bot.domain.people import Role
from tests.worlds import World

EVERYBODY = ["Meetings", "Drafts", "Settings", "Help"]
DELEGATE = [
    "Register interest",
    "Submit a need",
    "Submit an offer",
    "My needs and offers",
    "Request the floor",
]
SECRETARIAT = [
    "New broadcast",
    "Broadcasts",
    "People waiting",
    "Expressions of interest",
    "Needs and offers to clear",
    "Focal points",
]
OBSERVER = [one for one in DELEGATE if one != "Submit a need"]


def labels(screen: str) -> list[str]:
    return [line.partition(". ")[2] for line in screen.splitlines() if line.strip()[:1].isdigit()]


@pytest.mark.parametrize(
    ("role", "delegation", "shown"),
    [
        (Role.FOCAL_POINT, "FJI", DELEGATE + EVERYBODY),
        (Role.ADVISER, "FJI", DELEGATE + EVERYBODY),
        (Role.OBSERVER, "undp", OBSERVER + EVERYBODY),
        (Role.MODERATOR, "", [EVERYBODY[0], "Run the floor", *EVERYBODY[1:]]),
        (Role.SECRETARIAT, "", [EVERYBODY[0], "Run the floor", *SECRETARIAT, *EVERYBODY[1:]]),
    ],
)
async def test_each_role_sees_its_own_menu_and_nothing_else(
    world: World, role: Role, delegation: str, shown: list[str]
) -> None:
    user = await world.person("ana", role, delegation=delegation)
    assert labels(await user.say("menu")) == shown
    assert labels(await user.say("help")) == shown


async def test_help_says_what_can_be_typed_and_what_is_kept(world: World) -> None:
    ana = await world.focal_point("ana")
    screen = await ana.say("help")
    for word in ("“Menu”", "“back”", "“skip”", "“skip all”", "“cancel”", "What is kept"):
        assert word in screen


async def test_every_button_of_the_menu_leads_somewhere(world: World) -> None:
    sec = await world.secretariat()
    ana = await world.focal_point("ana")
    for user in (ana, sec):
        for label in labels(await user.say("menu")):
            await user.say("menu")
            answer = await user.say(label)
            assert "not understood" not in answer
            assert "went wrong" not in answer
            await user.say("cancel")


async def test_words_that_may_mean_several_things_are_asked_back(world: World) -> None:
    ana = await world.focal_point("ana")
    assert "No list of speakers is open now" in await ana.say("floor pls")
    screen = await ana.say("submit")
    assert "Submit an offer" in screen
    assert "Focal points" not in screen


async def test_the_home_screen_holds_the_menu_open_drafts_and_own_records(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Coast protection")
    await ana.say("cancel")
    await ana.sends(ana.inbound(Happened("home-opened")))
    assert "Submit an offer" in ana.screen
    assert "Open drafts" in ana.screen
    assert "Ana worked on this on" in ana.screen
    await ana.press("Delete", on="Open drafts")
    assert "No draft is open" in ana.screen


async def test_a_cancelled_form_is_kept_and_can_be_continued(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.says("submit an offer", "Coast protection")
    question = ana.screen
    assert "Nothing was sent. The draft is kept for 30 days." in await ana.say("cancel")
    await ana.press("Continue")
    assert ana.form
    await ana.sends(ana.inbound(Happened("form-not-shown", ana.form.draft.id)))
    assert ana.screen == question


async def test_a_colleague_is_offered_the_draft_or_a_new_one(world: World) -> None:
    ana, ben = await world.focal_point("ana"), await world.focal_point("ben")
    await ana.says("submit an offer", "Coast protection")
    screen = await ben.say("submit an offer")
    assert "Ana worked on this on" in screen
    assert labels(screen) == ["Continue", "Start a new one", "Delete"]
    await ben.say("1")
    assert "ben" in ana.screen.casefold()
    mei = await world.focal_point("mei", "THA")
    assert "Ana" not in await mei.say("submit an offer")


async def test_drafts_of_the_delegation_are_listed_and_deleted(world: World) -> None:
    ana, ben = await world.focal_point("ana"), await world.focal_point("ben")
    await ana.says("submit an offer", "Coast protection")
    await ana.say("cancel")
    assert "Ana worked on this on" in await ben.say("drafts")
    await ben.press("Delete")
    assert "No draft is open" in ben.screen
    assert "Continue" not in ana.screen


async def test_somebody_elses_draft_can_not_be_deleted(world: World) -> None:
    ana, mei = await world.focal_point("ana"), await world.focal_point("mei", "THA")
    await ana.says("submit an offer", "Coast protection")
    await ana.say("cancel")
    _, button = ana.button("Delete")
    assert isinstance(button.does, Pointer)
    await mei.press_pointer(button.does)
    assert "Ana worked on this on" in await ana.say("drafts")


async def test_who_answers_a_draft_that_a_colleague_deletes_is_told_and_free_again(
    world: World,
) -> None:
    ana, ben = await world.focal_point("ana"), await world.focal_point("ben")
    await ana.says("submit an offer", "Coast protection")
    await ben.say("drafts")
    await ben.press("Delete")
    assert "no longer" in (await ana.say("Lessons on the beach")).casefold()
    assert "No meeting is announced" in await ana.say("meetings")
