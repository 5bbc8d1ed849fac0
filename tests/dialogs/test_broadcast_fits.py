"""The fullest cards of a broadcast fit on every platform, in every language."""

import pytest

from adapters.slack import render as slack
from adapters.teams import render as teams
from bot.domain.people import Person, Role
from bot.wording import LANGUAGES
from tests.dialogs.broadcasts import begun, kept
from tests.words.readers import catalogue
from tests.worlds import User, World

SIGNS = {"en": "Inputs, please. ", "fr": "Merci d’avance. ", "ru": "Просим прислать. ", "zh": "请提交意见。"}
BODIES = {language: (text * 600)[:2990] for language, text in SIGNS.items()}
ALL_ROLES = ",".join(Role)


async def full(world: World, **first: str) -> tuple[User, User]:
    """In four languages, each as long as fits, for an audience of many words."""
    given = {
        "language": "en",
        "subject": "S" * 150,
        "body": BODIES["en"],
        "link": "https://e.org/" + "x" * 480,
    }
    sec = await begun(world, **given | first)
    for language in ("fr", "ru", "zh"):
        await sec.press("Add a language")
        await sec.fill(**given | first | {"language": language, "body": first.get("body", BODIES[language])})
    await sec.press("Whom it is for")
    await sec.fill(roles=ALL_ROLES, members="Fiji; Viet Nam; Thailand", without="China")
    await sec.fill(unacknowledged="NB-2022-001")
    await sec.fill(languages="en,fr,ru,zh")
    return sec, await world.secretariat("jonas")


async def people(world: World) -> None:
    for code in ("FJI", "VNM", "THA", "CHN"):
        for number in range(4):
            await world.focal_point(f"{code.casefold()}{number}", code)
    async with world.database.unit() as unit:
        for number in range(7):
            name = f"{number} {'N' * 110}"
            roles = frozenset({Role.FOCAL_POINT})
            await unit.people.add(Person(id=f"x{number}", name=name, roles=roles, delegation="FJI"))
        await unit.commit()


def fits(user: User) -> None:
    for handle in user.handles:
        parcel = user.world.recorder.cards[handle]
        assert slack.message(parcel.card, parcel.words).warnings == (), user.read(handle)[:200]
        assert teams.message(parcel.card, parcel.words).warnings == (), user.read(handle)[:200]


async def test_nothing_is_cut(world: World) -> None:
    await people(world)
    sec, other = await full(world)
    await sec.press("Ask for approval")
    preview = await other.press("Open the preview")
    assert "Approve and send" in preview
    await other.press("Read in full", on="Просим")
    await sec.press("Open the preview")
    await sec.press("See it as a delegation")
    await sec.fill(member="Fiji")
    await other.press("Approve and send")
    for user in (sec, other, world.stranger("fji0")):
        fits(user)
    await sec.press("Who has it and who not")
    await sec.press("All recipients")
    fits(sec)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_is_cut_of_an_impossible_draft(world: World, language: str) -> None:
    """Many faults, texts that no platform takes, and the card still shows each next step."""
    await people(world)
    sec, other = await full(world, body="&" * 9000, subject="S" * 300)
    async with world.database.unit() as unit:
        await unit.focal_points.save(Person(id="jonas", name="Jonas", language=language))
        await unit.commit()
    label, one = catalogue(language).text, await kept(world)
    await other.say(label("command-broadcasts.page"))
    await other.press(label("view"))
    await other.press(label("do.broadcast-preview"))
    assert one.reference in other.screen
    assert label("do.broadcast-view") in other.screen
    fits(other)
    fits(sec)
