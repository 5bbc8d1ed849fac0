from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.worlds import World, network


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    database = Database.of(f"sqlite+aiosqlite:///{tmp_path / 'focal.db'}", network())
    await database.migrate()
    yield World(database)
    await database.dispose()
