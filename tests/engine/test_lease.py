"""A request that was held up until its lease was over is not written."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import ClientConnectionError, ClientSession, web
from aiohttp.test_utils import TestServer

from bot import app
from bot.lease import leased


@asynccontextmanager
async def heard() -> AsyncIterator[tuple[str, list[str]]]:
    """An address, and what was said to it."""
    said: list[str] = []

    async def hear(request: web.Request) -> web.Response:
        said.append(await request.text())
        return web.Response()

    served = web.Application()
    served.router.add_post("/", hear)
    async with TestServer(served, host="127.0.0.1") as server:
        yield str(server.make_url("/")), said


async def say(session: ClientSession, url: str, text: str) -> int:
    async with session.post(url, data=text) as answer:
        return answer.status


async def test_a_message_is_written_while_it_is_ours() -> None:
    async with heard() as (url, said), app.session() as session:
        with leased(timedelta(seconds=20)):
            assert await say(session, url, "one") == 200
        assert await say(session, url, "two") == 200
        with leased(timedelta(seconds=-0.1)), pytest.raises(ClientConnectionError):
            await say(session, url, "three")
        assert await say(session, url, "four") == 200
        assert said == ["one", "two", "four"]


async def test_each_call_goes_by_its_own_lease() -> None:
    async with heard() as (url, said), app.session() as session:

        async def within(rest: float, text: str) -> None:
            with leased(timedelta(seconds=rest)):
                await say(session, url, text)

        ended = await asyncio.gather(within(20, "one"), within(-1, "two"), return_exceptions=True)
        assert said == ["one"]
        assert isinstance(ended[1], ClientConnectionError)
