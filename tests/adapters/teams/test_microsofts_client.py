"""Microsoft's own client, offline, against `focalbot playground`: what README tells people to try."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat import Json
from tests.fakes import teams_cards as seen
from tests.fakes.microsoft import NotToBeHad, OfflineClient, offline_client, unpacked
from tests.operation.playing import playground

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return unpacked(tmp_path_factory.mktemp("client"))
    except NotToBeHad as why:
        pytest.skip(str(why))


@pytest.fixture
async def client(package: Path, tmp_path: Path) -> AsyncIterator[OfflineClient]:
    async with (
        playground(tmp_path) as bot,
        offline_client(package, f"{bot}/api/messages") as client,
    ):
        yield client


def answers(card: Json) -> Json:
    """Something fit for every field that has to be filled in."""
    return {str(one["id"]): answer(one) for one in seen.inputs(card) if one["isRequired"]}


def answer(one: Json) -> object:
    match one:
        case {"choices": [{"value": str(first)}, *_]}:
            return first
        case {"type": "Input.Number", "min": int(least)}:
            return least
        case {"type": "Input.Date"}:
            return "2030-12-31"
        case _:
            return "Wells for the outer islands"


async def introduced(client: OfflineClient) -> None:
    await client.say("hello")
    assert any("be fji-focal-point" in text for text in seen.texts(await client.hears()))
    await client.say("be fji-focal-point")
    assert any("You are now: Adi Litia Koroi" in text for text in seen.texts(await client.hears()))
    menu = await client.hears()
    assert seen.action(menu, "Submit an offer")


async def test_an_offer_is_submitted_in_forms_with_an_error_on_the_way(client: OfflineClient) -> None:
    await introduced(client)
    await client.press("Submit an offer")
    first = await client.hears()
    assert not seen.faults(first)
    await client.press("Continue", {**answers(first), "title": ""})
    assert any(one.get("color") == "Attention" for one in seen.elements(client.card))
    pages = 0
    while "page-of" in repr(seen.actions(client.card)) and pages < 9:
        pages += 1
        sending = "Send" if "page 4 of 4" in repr(client.card) else "Continue"
        replaced = await client.press(sending, answers(client.card))
        if not isinstance(replaced["value"], dict):
            await client.hears()
    assert pages > 1
    assert any("Wells for the outer islands" in text for text in seen.texts(client.card))
    assert not seen.faults(client.card)


async def test_in_a_group_the_bot_answers_only_when_mentioned_and_privately(client: OfflineClient) -> None:
    await introduced(client)
    await client.say("what was said", in_group=True)
    await client.say("<at>Test Bot</at> menu", in_group=True)
    await client.hears()
    await client.hears()
    own = [card for place, _, card in client.shown[-2:] if place == client.conversation]
    group = [card for place, _, card in client.shown[-2:] if place == client.group]
    assert len(own) == len(group) == 1
    assert seen.action(own[0], "Submit an offer")
    assert not seen.actions(group[0])


async def test_being_installed_is_greeted_once_however_it_is_told(client: OfflineClient) -> None:
    await introduced(client)
    await client.event("install")
    await client.hears()
    before = len(client.shown)
    await client.event("botAdded")
    await client.say("help")
    await client.hears()
    assert len(client.shown) == before + 1
