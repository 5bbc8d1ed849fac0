"""A desk beside the chat: what is pressed on its page reaches everybody where they are, and back."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot import sample_meeting
from bot.cards import Page
from bot.chat import Json
from tests.players import SlackPlayer, TeamsPlayer
from tests.stage import Stage, staged
from tests.stories.telling import Teller

MEETING, ITEM = "roundtable-2022", "roundtable-2022/2"
SITE = "https://bot.example.org"


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        async with stage.parts.database.unit() as unit:
            await sample_meeting.call(unit, stage.parts.clock(), replayed=False)
            await unit.commit()
        yield stage


@pytest.fixture
async def chair(stage: Stage) -> Teller:
    """Runs the floor in Slack."""
    chair = Teller(SlackPlayer(stage, "moderator", "en"), forms=True)
    await chair.says("run the floor")
    return chair


def desk(stage: Stage) -> str:
    """Where a browser that asks the service itself reaches what the link in the chat names."""
    return stage.parts.links.address(Page("desk", MEETING), "moderator").replace(SITE, stage.url)


async def does(stage: Stage, verb: str, of: str, saw: str = "", origin: str = SITE, **given: str) -> Json:
    body = {"id": f"{verb}-{of[-1]}", "verb": f"floor.{verb}", "of": of, "saw": saw, "given": given}
    async with stage.http.post(f"{desk(stage)}/do", json=body, headers={"Origin": origin}) as answer:
        found: Json = {"status": answer.status} | (await answer.json() if answer.status in {200, 409} else {})
    await stage.settle()
    return found


def entry(of: Json) -> str:
    """Of the first who waits."""
    listed = of["list"]
    assert isinstance(listed, dict)
    return str(listed["waiting"][0]["id"])


async def test_the_link_in_the_chat_is_the_moderators_own(stage: Stage, chair: Teller) -> None:
    assert f"{SITE}/desk/" in str(stage.slack.calls)
    async with stage.http.get(desk(stage)) as answer:
        assert answer.status == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


async def test_what_is_pressed_at_the_desk_is_seen_in_chat(stage: Stage, chair: Teller) -> None:
    fiji = Teller(TeamsPlayer(stage, "fji-focal-point", "en"), forms=True)
    await fiji.says("menu")
    assert (await does(stage, "open", ITEM, "inscription"))["status"] == 200
    await fiji.commands("floor.request")
    added = await does(stage, "add", ITEM, delegation="MYS")
    one = entry(added)
    assert "Malaysia (In the room)" in await chair.look()
    assert (await does(stage, "next", MEETING, f",{one}"))["status"] == 200
    assert fiji.words("floor-stands-called") in await fiji.look()
    assert "Fiji has been called" in await chair.look()


async def test_no_other_site_presses_for_the_moderator(stage: Stage, chair: Teller) -> None:
    for origin in (stage.url, "https://evil.example", "null"):
        assert await does(stage, "open", ITEM, "inscription", origin=origin) == {"status": 403}


async def test_the_chat_stays_as_it_is_for_who_presses_at_the_desk(stage: Stage, chair: Teller) -> None:
    before = len(chair.player.talk)
    await does(stage, "open", ITEM, "inscription")
    await does(stage, "open", ITEM, "nonsense")
    await chair.look()
    assert len(chair.player.talk) == before
    assert "The list of speakers is open." in chair.screen


async def test_files_of_the_pages_are_served_by_the_service_and_by_the_playground(stage: Stage) -> None:
    async with ClientSession() as http:
        for site in (stage.url, stage.pages):
            for name in ("desk.js", "board.js", "desk.css", "look.css", "icon.svg", "texts-ru.json"):
                async with http.get(f"{site}/static/{name}") as answer:
                    assert answer.status == 200, (site, name)
