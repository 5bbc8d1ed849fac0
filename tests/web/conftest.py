from collections.abc import AsyncIterator

import pytest

from tests.databases import sqlite_template, sqlite_url
from tests.web.town import Town, town

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.fixture
async def here(sqlite_url: str) -> AsyncIterator[Town]:
    async with town(sqlite_url) as made:
        yield made
