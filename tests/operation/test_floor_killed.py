"""Killed in mid-speech: the speaker speaks on, and nothing that was acknowledged is lost or happens twice."""

import asyncio
from contextlib import suppress
from time import monotonic

import pytest
from aiohttp import ClientError

from bot import clock
from tests.fakes import slack_requests as slack_in
from tests.operation.hall import Hall, hall
from tests.operation.watch import Watch, codes, entries, holder, spoken
from tests.players import SlackPlayer, TeamsPlayer
from tests.sitting import ITEM, MEETING
from tests.stage import Json
from tests.stories.telling import Teller

pytestmark = pytest.mark.proof
WORDS = "request the floor"
NEAR = 1.0


async def test_the_speaker_speaks_on_after_a_kill(sqlite_url: str) -> None:
    async with hall(sqlite_url) as place:
        chair, desk, board = await begun(place)
        people = [place.account(f"{code}-focal-point") for code in ("fji", "ind", "sgp", "chn")]
        first, *further = [slack_in.said(one, WORDS) for one in people]
        await place.to_slack(first)
        await place.asks(place.someone(TeamsPlayer, "mys-focal-point"), "floor.request")
        speaks = holder(await desk.next())
        begins = monotonic()
        acknowledged = await killed_amid(place, further)
        opened = desk.opened, board.opened
        await place.begin()
        after = await desk.fresh()
        assert (holder(after)["id"], holder(after)["since"]) == (speaks["id"], speaks["since"])
        assert abs(spoken(holder(after), clock.now()) - (monotonic() - begins)) < NEAR
        assert len(codes(after)) > acknowledged > 0
        for body in (first, *further, *further):
            await place.to_slack(body)
        assert sorted(codes(await desk.fresh())) == ["CHN", "IND", "MYS", "SGP"]
        await they_come_back(place, desk, board, opened)
        await the_chair_goes_on(place, chair, desk, str(speaks["id"]))
        await nobody_is_told_twice(place)


async def killed_amid(place: Hall, requests: list[Json]) -> int:
    """How many were acknowledged."""
    under_way = [asyncio.create_task(tried(place, body)) for body in requests]
    await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    await place.kill()
    return sum([await one for one in under_way])


async def begun(place: Hall) -> tuple[Teller, Watch, Watch]:
    """The chair, the desk and the board; the list of item 2 is open."""
    chair = place.someone(TeamsPlayer, "moderator")
    await place.asks(chair, "floor.run")
    desk, board = await place.page(chair, "desk"), await place.page(chair, "board")
    await desk.did("open", ITEM, "inscription")
    return chair, desk, board


async def tried(place: Hall, body: Json) -> bool:
    """Whether it was acknowledged."""
    with suppress(ClientError):
        await place.to_slack(body)
        return True
    return False


async def they_come_back(place: Hall, desk: Watch, board: Watch, opened: tuple[int, int]) -> None:
    """By themselves, to the list as it stands."""
    version = (await desk.fresh())["version"]
    await place.until(lambda: desk.opened > opened[0] and board.opened > opened[1])
    for page in (desk, board):
        await page.shows(lambda told: told["version"] == version)
        assert holder(page.now)["code"] == "FJI"


async def the_chair_goes_on(place: Hall, chair: Teller, desk: Watch, speaks: str) -> None:
    """By the button drawn before the kill, which says what was seen then."""
    await place.press(chair, "do.pause", speaks)
    await desk.shows(lambda told: holder(told).get("state") == "paused")
    await place.press(chair, "floor-resume", delegation="Fiji")
    await desk.shows(lambda told: holder(told).get("state") == "speaking")
    following = str(entries(desk.now)[0]["id"])
    await desk.did("next", MEETING, f"{speaks},{following}")


async def nobody_is_told_twice(place: Hall) -> None:
    """Slack is asked before a message in doubt is sent again."""
    fiji, malaysia = (
        place.someone(SlackPlayer, "fji-focal-point"),
        place.someone(TeamsPlayer, "mys-focal-point"),
    )
    await place.hears(malaysia, "floor-stands-called")
    ids = [mark(sent) for sent in place.chat(fiji).values()]
    assert len(ids) == len(set(ids))


def mark(sent: Json) -> str:
    match sent:
        case {"metadata": {"event_payload": {"id": str(found)}}}:
            return found
        case _:
            return ""


async def test_one_of_two_replicas_is_killed_and_the_other_goes_on(postgres_url: str) -> None:
    async with hall(postgres_url, replicas=2) as place:
        _, desk, board = await begun(place)
        far = place.watch("board", board.path.partition("/")[2], replica=1)
        fiji, malaysia = (place.someone(TeamsPlayer, f"{code}-focal-point") for code in ("fji", "mys"))
        await place.asks(fiji, "floor.request")
        now = await desk.next()
        speaks = holder(now)
        for page in (board, far):
            await page.shows(lambda told: holder(told).get("state") == "speaking")
        await place.kill(0)
        place.url = place.serving[1].url
        await place.asks(malaysia, "floor.request")
        for page in (desk, board, far):
            await page.shows(lambda told: told["version"] == 5)
            assert holder(page.now)["since"] == speaks["since"]
        after = await desk.did("next", MEETING, f"{speaks['id']},{entries(desk.now)[0]['id']}")
        assert (holder(after)["code"], codes(after, "ended")) == ("MYS", ["FJI"])
        await place.hears(malaysia, "floor-stands-called")
        assert far.opened == 1
