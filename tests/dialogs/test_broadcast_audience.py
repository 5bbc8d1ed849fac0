"""Whom a broadcast is for: said in fields, checked at once, shown back in one sentence with a head count."""

import pytest

from bot.cards import say
from bot.domain.broadcast.audience import Audience, Trait
from bot.domain.people import Person, Role
from bot.wording import LANGUAGES
from dialogs.broadcast.traits import asked_again, in_words
from tests.dialogs.broadcasts import begun, kept
from tests.words.readers import words
from tests.worlds import User, World

WHOM = Audience(
    of=(Trait(kind="role", of=Role.FOCAL_POINT),),
    who=((Trait(kind="body", of="network"),),),
    without=(Trait(kind="acknowledged", of="NB-2026-003"),),
    exclude=(Trait(kind="member", of="FJI"),),
)


async def asked(world: World) -> User:
    await world.focal_point("ana")
    await world.focal_point("bao", "VNM", language="fr")
    sec = await begun(world)
    await sec.press("Whom it is for")
    return sec


async def test_all_that_is_filled_in_narrows_it(world: World) -> None:
    sec = await asked(world)
    await sec.fill(roles="focal point", members="Fiji, Viet Nam", without="fiji")
    await sec.fill()
    await sec.fill(languages="fr")
    assert "all focal points of Fiji and Viet Nam reading French, except Fiji: 1 person" in sec.screen


async def test_it_is_asked_again_as_it_was_answered(world: World) -> None:
    sec = await asked(world)
    await sec.fill(roles="focal point", members="Fiji, Viet Nam", without="fiji")
    await sec.fill()
    await sec.fill(languages="fr")
    await sec.press("Whom it is for")
    assert sec.form
    assert sec.form.default("roles") == "focal point"
    assert sec.form.default("members") == "FJI,VNM"
    assert sec.form.default("without") == "FJI"
    await sec.fill(roles="focal point", members="FJI,VNM")
    await sec.fill()
    await sec.fill()
    assert "all focal points of Fiji and Viet Nam: 2 people" in sec.screen


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Fiji, Vietnamm", "Did you mean Viet Nam?"),
        ("Brazil", "Brazil is not in the network"),
        ("Thailand", "Nobody on the list acts for Thailand"),
        ("Atlantis", "“Atlantis” is no member of the network"),
    ],
)
async def test_an_unknown_member_is_named_and_nothing_is_lost(world: World, typed: str, problem: str) -> None:
    sec = await asked(world)
    await sec.fill(members=typed)
    await sec.fill()
    await sec.fill()
    assert sec.form
    assert problem in words("en")(sec.form.problems["members"])
    assert sec.form.typed["members"] == typed


async def test_members_and_people_are_left_out_side_by_side(world: World) -> None:
    sec = await asked(world)
    async with world.database.unit() as unit:
        await unit.people.add(Person(id="li", name="Li", email="li@example.org", roles=frozenset(Role)))
        await unit.commit()
    await sec.fill(without="Fiji, Li@example.org")
    await sec.fill()
    await sec.fill()
    assert "all on the list, except Fiji and li@example.org: 2 people" in sec.screen
    await sec.press("Whom it is for")
    await sec.fill(without="Fiji, nobody@example.org")
    await sec.fill()
    await sec.fill()
    assert sec.form
    assert "nobody@example.org" in words("en")(sec.form.problems["without"])


async def test_nobody_at_all_is_a_fault_that_keeps_approval_away(world: World) -> None:
    sec = await asked(world)
    await sec.fill(roles="director-general")
    await sec.fill()
    await sec.fill()
    assert "Audience: it fits nobody on the list" in sec.screen
    assert "Ask for approval" not in sec.screen
    assert "all Directors-General: 0 people" in sec.screen


async def test_only_the_references_that_there_are(world: World) -> None:
    sec = await asked(world)
    await sec.fill()
    await sec.fill(unacknowledged="nb-2022-001")
    await sec.fill()
    assert "all on the list who have not acknowledged NB-2022-001" in sec.screen
    await sec.press("Whom it is for")
    await sec.fill()
    await sec.fill(unacknowledged="NB-2021-009")
    await sec.fill()
    assert sec.form
    assert sec.form.problems["unacknowledged"] == say("broadcast-unknown-broadcast", typed="NB-2021-009")


async def test_who_has_answered_and_who_has_not(world: World) -> None:
    sec = await asked(world)
    await sec.fill()
    await sec.fill(unanswered="network")
    await sec.fill()
    assert "who have not expressed interest in South-South Network" in sec.screen
    assert (await kept(world)).audience.without == (Trait(kind="answered", of="interest:network"),)


async def test_a_pasted_table_with_strangers_names_their_rows(world: World) -> None:
    sec = await asked(world)
    await sec.fill()
    await sec.fill()
    await sec.fill(addresses="name,email\nAna,ana@example.org\nX,nobody@example.org\nY,none")
    assert sec.form
    told = words("en")(sec.form.problems["addresses"])
    assert told.startswith("3 rows are not right:\nRow 2:")
    assert "Row 3: nobody@example.org is not on the focal points list" in told
    assert "Row 4: “none” is no e-mail address" in told


async def test_of_many_rows_that_are_wrong_the_first_are_named(world: World) -> None:
    sec = await asked(world)
    await sec.fill()
    await sec.fill()
    await sec.fill(addresses="\n".join(f"nobody{number}@example.org" for number in range(7)))
    assert sec.form
    told = words("en")(sec.form.problems["addresses"])
    assert told.startswith("7 rows are not right, among them:\nRow 1:")
    assert "nobody6" not in told


async def test_one_of_several_languages_or_platforms_is_enough(world: World) -> None:
    sec = await asked(world)
    await sec.fill(members="Fiji, Viet Nam")
    await sec.fill()
    await sec.fill(languages="en,fr", platforms="teams,slack")
    assert "reading English or French" in sec.screen
    assert "reached on Microsoft Teams or Slack" in sec.screen
    assert "of Fiji and Viet Nam" in sec.screen


def test_in_one_sentence() -> None:
    assert words("en")(in_words(WHOM)) == (
        "all focal points of South-South Network of Technical Cooperation Providers "
        "who have not acknowledged NB-2026-003, except Fiji"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_one_sentence_of_every_language(language: str) -> None:
    told = words(language)(in_words(WHOM))
    assert "NB-2026-003" in told
    assert "{" not in told
    assert "audience" not in told


def test_everything_that_can_be_said_is_asked_again() -> None:
    again = asked_again(WHOM)
    assert again["bodies"] == "network"
    assert again["unacknowledged"] == "NB-2026-003"
    assert again["without"] == "FJI"
