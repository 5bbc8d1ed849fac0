from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.worlds import World, network

pytest_plugins = ["tests.databases"]


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    database = Database.of(sqlite_url, network())
    yield World(database)
    await database.dispose()
