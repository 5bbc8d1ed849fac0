"""A broadcast is begun, written in more languages, given a time, and measured before approval."""

import pytest

from bot.asking import finished, sending
from bot.cards import Pointer, say
from bot.domain.people import Role
from tests.dialogs.broadcasts import FIRST, begun, for_delegates, kept
from tests.words.readers import words
from tests.worlds import World


async def test_one_view_says_all_that_there_is(world: World) -> None:
    await world.focal_point("ana")
    sec = await begun(world, expires="2022-04-01")
    for told in (
        "Broadcast NB-2022-001",
        "A draft.",
        "English: Call for inputs",
        "Please send your inputs by Friday.",
        "get the text in: English",
        "all on the list: 2 people",
        "as soon as it is approved",
        "1 Apr 2022",
        "If we cannot tell whether it arrived: Send once more",
        "Asks for an acknowledgement",
    ):
        assert told in sec.screen, told


async def test_no_form_says_that_it_sends_anything(world: World) -> None:
    sec = await world.secretariat()
    await sec.say("broadcast")
    await sec.press("Open as a form")
    assert sec.form
    assert words()(sending(sec.form)) == "Continue"
    await sec.fill(**FIRST)
    assert words()(sending(sec.form)) == "Keep"
    assert words()(finished(sec.form)) == "New broadcast: kept"


async def test_a_form_that_comes_twice_begins_one(world: World) -> None:
    sec = await begun(world)
    await sec.again()
    await sec.again(event="another")
    assert "NB-2022-002" not in await sec.say("broadcasts")


async def test_typed_from_beginning_to_end(world: World) -> None:
    sec = await world.secretariat()
    await sec.say("broadcast")
    await sec.says("English", "Call for inputs", "Please send your inputs.", "skip")
    screen = await sec.says("yes", "no", "1", "skip")
    assert "Broadcast NB-2022-001" in screen


async def test_a_language_more(world: World) -> None:
    sec = await begun(world)
    await sec.press("Add a language")
    await sec.fill(language="fr", subject="Appel à contributions", body="Merci d’envoyer vos contributions.")
    assert "French: Appel à contributions" in sec.screen
    assert "English: Call for inputs" in sec.screen
    await sec.press("Change", on="Call for inputs")
    assert sec.form
    assert sec.form.default("body") == FIRST["body"]


async def test_a_language_is_taken_out_again_but_never_the_last(world: World) -> None:
    sec = await begun(world)
    await sec.press("Add a language")
    await sec.fill(language="fr", subject="Appel à contributions", body="Merci d’envoyer vos contributions.")
    await sec.press("Take this language out")
    assert list((await kept(world)).versions[0].texts) == ["fr"]
    assert "get nothing until their language is added" in sec.screen
    one = await kept(world)
    screen = await sec.press_pointer(Pointer("broadcast.drop", f"{one.id}/fr"))
    assert "the only text there is" in screen


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("body", "x" * 3412, "Text, English: 3412 characters; Slack takes 3000. Shorten it by 412"),
        ("body", "&" * 700, "Text, English: 3500 characters; Slack takes 3000"),
        ("subject", "x" * 151, "Subject, English: 151 characters; Slack takes 150. Shorten it by 1 char"),
    ],
)
async def test_what_is_too_long_is_named_with_platform_and_by_how_much(
    world: World, field: str, text: str, told: str
) -> None:
    sec = await begun(world, **{field: text})
    assert told in sec.screen
    assert "Ask for approval" not in sec.screen
    texts = (await kept(world)).versions[0].texts
    assert text in {texts["en"].subject, texts["en"].body}


async def test_a_window_that_holds_less_than_the_text_takes_nothing_away(world: World) -> None:
    sec = await begun(world, body="word " * 700)
    await sec.press("Change", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="word " * 590)
    assert sec.form
    assert sec.form.problems["body"].key == "broadcast-window-cut"
    assert len((await kept(world)).versions[0].texts["en"].body) == len("word " * 700) - 1


async def test_a_link_that_is_none_is_asked_again_on_its_own_page(world: World) -> None:
    sec = await world.secretariat()
    await sec.say("broadcast")
    await sec.press("Open as a form")
    await sec.fill(**FIRST, link="see the site")
    assert sec.form
    assert sec.form.page == 1
    assert sec.form.problems == {"link": say("not-an-address", typed="see the site")}
    await sec.fill(**FIRST, link="https://www.unescap.org")
    assert sec.form.page == 2


async def test_a_link_that_is_none_is_asked_again_in_words(world: World) -> None:
    sec = await world.secretariat()
    await sec.say("broadcast")
    screen = await sec.says("English", "Call for inputs", "Please send your inputs.", "see the site")
    assert "see the site" in screen
    assert "https://" in screen


@pytest.mark.parametrize(("language", "named"), [("en", "English"), ("fr", "Français"), ("zh", "中文")])
async def test_the_form_begins_in_the_language_of_its_author(world: World, language: str, named: str) -> None:
    sec = await world.person("sec", Role.SECRETARIAT, language=language)
    asked = await sec.say({"en": "broadcast", "fr": "communication", "zh": "群发"}[language])
    assert named in asked
    label = words(language)(say("open-as-form"))
    await sec.press(label)
    assert sec.form
    assert sec.form.default("language") == language


async def test_in_words_the_language_is_kept_by_a_press(world: World) -> None:
    sec = await world.secretariat()
    assert "Your answer so far: English" in await sec.say("broadcast")
    assert "Subject" in await sec.press("Keep this answer")


async def test_a_missing_translation_is_named_where_no_other_text_stands_in(world: World) -> None:
    await world.focal_point("bao", "VNM", language="fr")
    sec = await begun(world, others="no")
    assert "which 1 recipient reads: French" in sec.screen
    assert "Ask for approval" not in sec.screen
    await sec.press("Replies and expiry")
    await sec.fill(needs_ack="yes", promise="never-twice", fallback="ru")
    assert sec.form
    assert sec.form.problems == {"fallback": say("broadcast-no-such-text")}
    await sec.fill(fallback="en")
    assert "recipient reads" not in sec.screen
    assert "Ask a person" in sec.screen


async def test_a_time_in_a_zone_is_shown_at_home_and_here(world: World) -> None:
    sec = await begun(world)
    await sec.press("When it goes")
    await sec.fill(when="at")
    await sec.fill(on="2022-04-01", hour="9", zone="Pacific/Fiji")
    assert "1 Apr 2022, 04:00" in sec.screen
    assert "Bangkok" in sec.screen


async def test_by_each_ones_own_clock(world: World) -> None:
    sec = await begun(world)
    await sec.press("When it goes")
    await sec.fill(when="local")
    await sec.fill(on="2022-04-01", hour="9:00")
    assert "1 Apr 2022, 09:00 by each recipient’s own clock" in sec.screen


async def test_an_odd_time_is_asked_again_and_one_that_has_passed_is_named(world: World) -> None:
    sec = await begun(world, expires="2022-03-30")
    await sec.press("When it goes")
    await sec.fill(when="at")
    await sec.fill(on="2022-03-23", hour="25:00")
    assert sec.form
    assert sec.form.problems == {"hour": say("broadcast-time-odd", typed="25:00")}
    await sec.fill(hour="8:00")
    assert "has passed. Give a later one" in sec.screen
    assert "Ask for approval" not in sec.screen
    await sec.press("When it goes")
    await sec.fill(when="at")
    await sec.fill(on="2022-03-31", hour="8:00")
    assert "it would expire" in sec.screen


async def test_whoever_asked_for_approval_reads_why_that_is_gone(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    assert "A draft. Nobody gets it" in sec.screen
    await sec.press("Ask for approval")
    await other.press("Change", on="Call for inputs")
    await other.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    assert "Jonas changed it on" in sec.screen
    assert "the request for approval is withdrawn" in sec.screen
