"""Every story is told on each platform, by forms and in words; and once in each other language."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.players import Browser, Player, SlackPlayer, TeamsPlayer
from tests.stage import Stage, staged
from tests.stories.telling import Teller

SPEAKERS = {
    "en": "fji-focal-point",
    "zh": "chn-focal-point",
    "ru": "kaz-focal-point",
    "fr": "vnm-focal-point",
}


@dataclass(frozen=True)
class Way:
    platform: type[Player]
    forms: bool
    locale: str = "en"
    secretariat: type[Player] = TeamsPlayer

    def __str__(self) -> str:
        return f"{self.platform.__name__}-{'form' if self.forms else 'words'}-{self.locale}"


WAYS = (
    Way(Browser, forms=True, secretariat=SlackPlayer),
    Way(Browser, forms=False),
    Way(SlackPlayer, forms=True),
    Way(SlackPlayer, forms=False, secretariat=Browser),
    Way(TeamsPlayer, forms=True, secretariat=SlackPlayer),
    Way(TeamsPlayer, forms=False, secretariat=Browser),
    Way(SlackPlayer, forms=True, locale="zh"),
    Way(TeamsPlayer, forms=False, locale="ru", secretariat=Browser),
    Way(Browser, forms=False, locale="fr", secretariat=SlackPlayer),
)


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


@pytest.fixture(params=WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    assert isinstance(request.param, Way)
    return request.param


@pytest.fixture
def delegate(stage: Stage, way: Way) -> Teller:
    return Teller(way.platform(stage, SPEAKERS[way.locale], way.locale), way.forms)


@pytest.fixture
def colleague(stage: Stage, way: Way) -> Teller:
    """Of the same delegation, on another platform."""
    name = SPEAKERS[way.locale].replace("focal-point", "alternate")
    return Teller(way.secretariat(stage, name, way.locale), way.forms)


@pytest.fixture
def secretariat(stage: Stage, way: Way) -> Teller:
    return Teller(way.secretariat(stage, "secretariat"), way.forms)
