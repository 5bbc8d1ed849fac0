import signal
from collections.abc import AsyncIterator
from types import FrameType

import pytest

from storage.database import Database
from tests.sparing import spare
from tests.worlds import World, network

pytest_plugins = ["tests.databases"]


def interrupted(number: int, frame: FrameType | None) -> None:
    """As usual. Where it is the usual handler itself, asyncio puts one of its own there for each fixture and
    test, and to take it away it spells out what the fixture gave: that took half of the time of all tests.
    """
    signal.default_int_handler(number, frame)


signal.signal(signal.SIGINT, interrupted)
spare()


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    database = Database.of(sqlite_url, network())
    yield World(database)
    await database.dispose()
