"""The playground's desk: its link comes in chat, and holds over a restart, as the clock does."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from stat import S_IMODE

import pytest
from aiohttp import ClientSession

from bot.chat import Json
from tests.operation.playing import playground

MODERATOR = "moderator"
ITEM = "roundtable-2022/2"


async def asked(http: ClientSession, bot: str) -> str:
    """The desk's link, as the moderator finds it in the chat."""
    said = {"id": "1", "as": MODERATOR, "text": "run the floor"}
    async with http.post(f"{bot}/playground/say", json=said) as answer:
        assert answer.status == 200
    async with asyncio.timeout(10):
        async for talk in newer(http, bot):
            if found := re.search(r'href="([^"]*/desk/[^"]*)"', talk):
                return html.unescape(found[1])
    raise AssertionError("no link came")


async def newer(http: ClientSession, bot: str) -> AsyncIterator[str]:
    async with http.get(f"{bot}/playground/events?as={MODERATOR}") as events:
        async for line in events.content:
            if line.startswith(b"data: "):
                yield str(json.loads(line[6:]))


@asynccontextmanager
async def shown(http: ClientSession, desk: str) -> AsyncIterator[Json]:
    async with http.get(f"{desk}/events") as events:
        async for line in events.content:
            if line.startswith(b"data: ") and b'"holder"' in line:
                found: Json = json.loads(line[6:])
                yield found
                return


async def does(http: ClientSession, desk: str, verb: str, of: str, saw: str = "", **given: str) -> Json:
    body = {"id": f"press-{verb}", "verb": f"floor.{verb}", "of": of, "saw": saw, "given": given}
    origin = "/".join(desk.split("/")[:3])
    async with http.post(f"{desk}/do", json=body, headers={"Origin": origin}) as answer:
        assert answer.status == 200, await answer.text()
        found: Json = await answer.json()
    return found


def moved_to(link: str, bot: str) -> str:
    """The same link at another port."""
    return f"{bot}/desk/{link.rpartition('/')[2]}"


@pytest.mark.proof
async def test_the_link_holds_over_a_restart_and_so_does_the_clock(tmp_path: Path) -> None:
    async with ClientSession() as http:
        async with playground(tmp_path, "--at", "2022-03-24T14:45+07:00") as bot:
            link = await asked(http, bot)
            assert link.startswith(f"{bot}/desk/")
            await does(http, link, "open", ITEM, "inscription")
            listed = await does(http, link, "add", ITEM, delegation="FJI")
            entry = re.search(r"'id': '([0-9a-f]{32})'", str(listed))
            assert entry
            await does(http, link, "start", entry[1])
            async with shown(http, link) as before:
                since = holder(before)["since"]
        later = playground(tmp_path, "--at", "2022-03-24T15:00+07:00")
        async with later as again, shown(http, moved_to(link, again)) as after:
            assert holder(after)["since"] == since
            now = datetime.fromisoformat(str(after["now"]))
            assert (now - datetime.fromisoformat(str(since))).total_seconds() > 600
    assert S_IMODE((tmp_path / "var" / "playground.key").stat().st_mode) == 0o600


def holder(of: Json) -> Json:
    found = of["holder"]
    assert isinstance(found, dict)
    return found
