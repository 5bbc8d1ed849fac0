"""One's own settings, in force in the very reply."""

from dataclasses import replace

import pytest

from bot.cards import Pointer
from bot.chat import Address
from tests.worlds import World

FRENCH = {
    "language": "fr",
    "time_zone": "Pacific/Fiji",
    "quiet_from": "22",
    "quiet_until": "6",
    "reach": "last",
}


async def test_present_values_are_shown_and_stand_in_the_form(world: World) -> None:
    ana = await world.focal_point("ana")
    assert "Your settings" in await ana.say("settings")
    assert "English" in ana.screen
    await ana.press("Change")
    assert ana.form
    assert (ana.form.default("language"), ana.form.default("quiet_from")) == ("en", "20")


async def test_a_new_language_is_spoken_in_the_very_reply(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("settings")
    await ana.press("Change")
    await ana.fill(**FRENCH)
    assert "Français" in ana.screen
    assert "Fidji" in ana.screen
    async with world.database.reading() as unit:
        one = await unit.people.at(Address("test", "ana"), now=world.now)
    assert one
    kept = (one.language, one.time_zone, one.quiet_from, one.quiet_until, one.reach)
    assert kept == ("fr", "Pacific/Fiji", 22, 6, "")


async def test_word_by_word_what_stands_is_kept_by_skipping(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("settings")
    await ana.says("1", "skip", "suva", "21", "25")
    assert "from 0 to 23" in ana.screen
    await ana.says("7", "skip")
    assert "Suva" in ana.screen
    assert "21:00 to 07:00" in ana.screen


async def test_a_platform_where_nobody_knows_them_is_refused(world: World) -> None:
    ana = await world.focal_point("ana")
    await ana.say("settings")
    await ana.press("Change")
    await ana.fill(**FRENCH | {"reach": "slack"})
    assert ana.form
    assert list(ana.form.problems) == ["reach"]


async def test_who_has_an_address_can_be_reached_by_mail_where_letters_go_out(world: World) -> None:
    world.database.by_mail = True
    ana = await world.focal_point("ana")
    async with world.database.unit() as unit:
        one = await unit.focal_points.locked("ana")
        assert one
        await unit.focal_points.save(replace(one.person, email="ana@mfa.gov.fj"))
        await unit.commit()
    await ana.say("settings")
    await ana.press("Change")
    await ana.fill(**FRENCH | {"reach": "email"})
    assert "courrier électronique" in ana.screen
    assert not ana.form


@pytest.mark.parametrize("by_mail", [False, True])
async def test_nobody_is_reached_by_mail_without_an_address_or_a_mail_server(
    world: World, by_mail: bool
) -> None:
    world.database.by_mail = by_mail
    ana = await world.focal_point("ana")
    await ana.say("settings")
    await ana.press("Change")
    await ana.fill(**FRENCH | {"reach": "email"})
    assert ana.form
    assert list(ana.form.problems) == ["reach"]


async def test_nobody_changes_the_settings_of_somebody_else(world: World) -> None:
    ana, sec = await world.focal_point("ana"), await world.secretariat()
    await ana.say("settings")
    _, button = ana.button("Change")
    assert isinstance(button.does, Pointer)
    screen = await sec.press_pointer(button.does)
    assert "Time zone" not in screen
