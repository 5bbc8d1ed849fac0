"""The secretariat keeps the focal points list."""

from datetime import date

from bot.cards import Pointer, say
from bot.domain.people import Assignment, Listed, Role
from tests.worlds import User, World

NEW = {"name": "Ana Waqa", "email": "Ana@MFA.gov.fj", "role": "focal point", "acting": "country"}


async def on_list(world: World, email: str) -> Listed:
    async with world.database.reading() as unit:
        found = await unit.focal_points.by_email(email)
    assert found
    return found


async def added(world: World, **rest: str) -> User:
    sec = await world.secretariat()
    await sec.say("focal points")
    await sec.press("Add a person")
    await sec.fill(**NEW)
    await sec.fill(country="Fiji")
    await sec.fill(**rest)
    return sec


async def test_somebody_is_added_in_two_pages_and_shown(world: World) -> None:
    await added(world, agency="Ministry of Foreign Affairs", language="fr", until="2022-12-31")
    one = await on_list(world, "ana@mfa.gov.fj")
    [role] = one.roles
    assert (one.person.name, one.person.language) == ("Ana Waqa", "fr")
    assert (role.role, role.delegation, role.until) == (Role.FOCAL_POINT, "FJI", date(2022, 12, 31))
    screen = await world.stranger("sec").say("focal points")
    assert "Ana Waqa" in screen
    assert "Focal point, Fiji" in screen


async def test_adding_the_same_email_gives_one_role_more(world: World) -> None:
    sec = await added(world)
    await sec.press("Add a person")
    await sec.fill(**NEW | {"role": "moderator", "acting": "nobody"})
    await sec.fill()
    one = await on_list(world, "ana@mfa.gov.fj")
    assert [role.role for role in one.roles] == [Role.FOCAL_POINT, Role.MODERATOR]
    assert one.roles[1].delegation == ""


async def test_a_role_that_does_not_fit_is_asked_again_and_nothing_is_added(world: World) -> None:
    sec = await added(world)
    await sec.press("Add a person")
    await sec.fill(**NEW)
    await sec.fill(country="Viet Nam")
    await sec.fill()
    assert sec.form
    assert sec.form.problems == {"acting": say("acts-for-another")}
    assert len((await on_list(world, "ana@mfa.gov.fj")).roles) == 1


async def test_dates_the_wrong_way_round_are_asked_again(world: World) -> None:
    sec = await added(world, since="2022-12-31", until="2022-01-01")
    assert sec.form
    assert sec.form.problems == {"until": say("dates-reversed")}


async def test_search_finds_by_country_name_agency_and_email(world: World) -> None:
    sec = await added(world, agency="Ministry of Foreign Affairs")
    for words in ("fiji", "Waqa", "foreign", "ana@mfa", "WAQA ministry"):
        await sec.say("find a person")
        assert "Ana Waqa" in await sec.say(words), words
    await sec.say("find a person")
    assert "Nobody was found" in await sec.say("100%")


async def test_a_long_list_turns_its_pages_and_keeps_the_search(world: World) -> None:
    sec = await world.secretariat()
    for number in range(7):
        await world.focal_point(f"fiji{number}")
        await world.focal_point(f"thai{number}", "THA")
    await sec.say("find a person")
    screen = await sec.say("fiji")
    assert "Fiji0" in screen
    assert "Fiji5" not in screen
    screen = await sec.press("More")
    assert "Fiji6" in screen
    assert "Thai" not in screen
    assert "Fiji0" in await sec.press("Earlier")


async def test_a_role_is_changed_and_the_person_is_told(world: World) -> None:
    ana, sec = await world.focal_point("ana"), await world.secretariat()
    await sec.says("find a person", "ana")
    await sec.press("View")
    await sec.press("Change")
    assert sec.form
    assert sec.form.default("role") == "focal point"
    await sec.fill(role="alternate", until="2022-12-31")
    assert "Alternate, Fiji" in sec.screen
    assert "until 31 Dec 2022" in sec.screen
    assert "has changed: Alternate, Fiji" in ana.screen


async def test_an_ended_role_opens_nothing_any_more(world: World) -> None:
    ana, sec = await world.focal_point("ana"), await world.secretariat()
    assert "Submit a need" in await ana.say("menu")
    await sec.says("find a person", "ana")
    await sec.press("View")
    await sec.press("End")
    assert "has ended: Focal point, Fiji" in ana.screen
    assert "You are not on the list" in await ana.say("menu")
    assert "has ended on" in await sec.press("End")


async def test_an_old_card_ends_nothing(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await world.secretariat(), await world.secretariat("sec2")
    for one in (sec, other):
        await one.says("find a person", "ana")
        await one.press("View")
    _, button = other.button("End")
    await sec.press("Change")
    await sec.fill(role="adviser")
    assert "Adviser, Fiji" in other.screen
    assert button.does is not other.button("End")[1].does
    assert isinstance(button.does, Pointer)
    await other.press_pointer(button.does)
    assert "has changed since you saw it" in other.screen


async def test_leave_is_noted_and_taken_back(world: World) -> None:
    await world.focal_point("ana")
    sec = await world.secretariat()
    await sec.says("find a person", "ana")
    await sec.press("View")
    await sec.press("On leave")
    await sec.fill(until="2022-03-01")
    assert sec.form
    assert "until" in sec.form.problems
    await sec.fill(until="2022-04-30")
    assert "on leave until 30 Apr 2022" in sec.screen
    await sec.press("Back from leave")
    assert "on leave until" not in sec.screen


async def test_nobody_of_the_secretariat_locks_themselves_out(world: World) -> None:
    sec = await world.secretariat()
    await sec.says("find a person", "sec")
    await sec.press("View")
    assert "You cannot take the secretariat’s role from yourself" in await sec.press("End")
    await sec.press("Change")
    await sec.fill(role="observer")
    assert sec.form
    assert "role" in sec.form.problems
    assert "Focal points" in await sec.say("menu")


async def test_a_role_can_be_added_to_somebody(world: World) -> None:
    ana, sec = await world.focal_point("ana"), await world.secretariat()
    await sec.says("find a person", "ana")
    await sec.press("View")
    await sec.press("Add a role")
    await sec.fill(role="moderator", acting="nobody")
    assert "Moderator" in sec.screen
    assert "new role on the list of focal points: Moderator" in ana.screen


async def test_others_see_nothing_of_the_list(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("focal points")
    assert "Add a person" not in ana.all
    held = Assignment(id="r", person="ana", role=Role.FOCAL_POINT)
    assert held.person not in (await ana.say("find a person"))
