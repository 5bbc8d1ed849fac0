"""What a button carries is forged: every verb, with other people's records, by those who may not."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.cards import Pointer
from bot.chat import Carries, Filled, Pressed
from bot.domain.people import Role
from dialogs import ACTIONS, FORMS
from storage.tables import assignment, draft
from storage.tables_exchange import interest, listing
from storage.tables_people import admission
from tests.worlds import FIJI, THAILAND, User, World

SECRET = "Mangroves of a quiet bay"
OFFER = ("submit an offer", SECRET, "Four weeks.", "Agriculture", "Training", "skip all")
PROVEN = [pytest.param(who, marks=pytest.mark.proof) for who in ("stranger", "observer", "moderator")]
EVERYBODY = [*PROVEN, pytest.param("neighbour", marks=pytest.mark.proof)]
NEED = ("submit a need", f"{SECRET} too", "Four weeks.", "Agriculture", "Training", "skip all")


async def rows(world: World) -> str:
    async with world.database.reading() as unit:
        tables = (listing, interest, assignment, admission)
        kept = [(await unit.sql.execute(select(table))).all() for table in tables]
        drafts = select(draft).where(draft.c.owner == FIJI)
        return str([*kept, (await unit.sql.execute(drafts)).all()])


async def ids(world: World) -> Sequence[str]:
    """Of all records and drafts, and of all people."""
    async with world.database.reading() as unit:
        tables = (listing, interest, assignment, admission, draft)
        found = [(await unit.sql.execute(select(table.c.id))).scalars().all() for table in tables]
    return [*(one for some in found for one in some), "ana", "sec", "nothing", ""]


@pytest.fixture
async def fiji(world: World) -> User:
    """With a need and an offer, an interest, and a form half filled in."""
    await world.secretariat()
    ana = await world.focal_point("ana", FIJI)
    await ana.says(*OFFER)
    await ana.says(*NEED)
    await ana.says("register interest", "1", "1", "skip all")
    await ana.says("submit an offer", f"{SECRET} again")
    return ana


async def forger(world: World, who: str) -> User:
    match who:
        case "stranger":
            return world.stranger("eve")
        case "neighbour":
            return await world.focal_point("eve", THAILAND)
        case "observer":
            return await world.person("eve", Role.OBSERVER, delegation="unossc")
        case _:
            return await world.person("eve", Role.MODERATOR)


@pytest.mark.parametrize("who", ["neighbour in part", *EVERYBODY])
async def test_no_forged_pointer_changes_or_shows_anything(world: World, fiji: User, who: str) -> None:
    eve, before = await forger(world, who.removesuffix(" in part")), await rows(world)
    verbs = (*ACTIONS, *FORMS, "nonsense", "draft.", ".", "")
    for number, of in enumerate(await ids(world)):
        for verb in verbs[number % 4 :: 4] if who.endswith("in part") else verbs:
            if of or verb not in FORMS:
                world.turns.buckets.kept.clear()
                await world.turns.handle(eve.inbound(Pressed(Pointer(verb, of, "1"))))
    await world.settle()
    assert await rows(world) == before
    assert SECRET not in eve.all


@pytest.mark.parametrize("who", ["neighbour", *PROVEN])
async def test_nobody_fills_in_the_form_of_others(world: World, fiji: User, who: str) -> None:
    eve, before = await forger(world, who), await rows(world)
    for of in await ids(world):
        for version in (None, 0, 1, 99, -1):
            for whole in (True, False):
                page = Filled(of, version, {"title": "Mine", "nonsense": "x", "": None}, whole=whole)
                world.turns.buckets.kept.clear()
                await world.turns.handle(eve.inbound(page, Carries.FORM))
    await world.settle()
    assert await rows(world) == before
    assert SECRET not in eve.all


@pytest.mark.parametrize(
    "given",
    [
        {"nonsense": "x"},
        {"description": "x", "__class__": "x"},
        {"description": "x" * 10_000},
        {"description": "Four weeks", "sector": "no such", "modality": "training"},
        {"description": "Four weeks", "sector": "311", "modality": "no such,training"},
        {},
    ],
)
async def test_what_no_form_of_ours_holds_is_asked_again(
    world: World, fiji: User, given: dict[str, str]
) -> None:
    async with world.database.reading() as unit:
        mine = (
            await unit.sql.execute(select(draft.c.id, draft.c.version).where(draft.c.became.is_(None)))
        ).one()
    before = await rows(world)
    await fiji.sends(fiji.inbound(Filled(mine.id, mine.version, dict(given)), Carries.FORM))
    assert fiji.form
    assert "description" in fiji.form.questions
    assert await rows(world) == before
