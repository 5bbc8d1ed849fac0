from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.adapters.teams.rig import Rig, rig
from tests.fakes.teams import FakeTeams, fake_teams


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def fake() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTeams, session: ClientSession) -> AsyncIterator[Rig]:
    async with rig(fake, session) as made:
        yield made


@pytest.fixture
async def open_bot(fake: FakeTeams, session: ClientSession) -> AsyncIterator[Rig]:
    """As `focalbot playground` runs it: whoever calls from this machine needs no token."""
    async with rig(fake, session, open_to_loopback=True) as made:
        yield made
