"""Installations in a real database: sealed, renewed once, and gone when the app is removed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.installations import Installation
from bot.cards import Card, say
from storage.database import Database
from storage.installations import Installations, States
from tests.adapters.slack.rig import ANA, START, Rig, installed, many, parcel, rig
from tests.fakes import slack_requests as requests
from tests.worlds import network


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database.of(f"sqlite+aiosqlite:///{tmp_path / 'focal.db'}", network())
    await made.migrate()
    yield made
    await made.dispose()


@pytest.fixture
async def slack(database: Database) -> AsyncIterator[Rig]:
    kept = Installations(database.unit, database.reading, Installation)
    async with rig(many, stores=(kept, States(database.unit))) as made:
        yield made


async def test_the_token_in_the_file_is_sealed(slack: Rig, tmp_path: Path) -> None:
    await slack.slack.installations.put(installed(token="xoxb-1"))
    await slack.answered(requests.said(ANA, "menu"))
    assert b"xoxb-1" not in await asyncio.to_thread(written, tmp_path)


def written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_an_ageing_token_is_renewed_once_for_many_messages(slack: Rig) -> None:
    old = installed(token="xoxb-1", refresh_token="xoxe-1")
    await slack.slack.installations.put(replace(old, expires_at=START + timedelta(minutes=5)))
    slack.fake.grants["xoxe-1"] = {"access_token": "xoxb-2", "refresh_token": "xoxe-2", "expires_in": 43200}
    cards = [parcel(Card(say("hello")), "T1/C1", str(n)) for n in range(8)]
    await asyncio.gather(*(slack.slack.deliver(card) for card in cards))
    assert len(slack.fake.called("oauth.v2.access")) == 1
    found = await slack.slack.installations.get("T1")
    assert found is not None
    assert found.expires_at == START + timedelta(hours=12)


async def test_a_removed_app_is_forgotten_and_a_late_notice_changes_nothing(slack: Rig) -> None:
    removed = requests.uninstalled(ANA, START)
    await slack.slack.installations.put(replace(installed(), installed_at=START + timedelta(minutes=1)))
    slack.hours.pass_(minutes=2)
    await slack.answered(removed)
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 200
    await slack.answered(requests.uninstalled(ANA, slack.hours.at))
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 403


async def test_a_state_is_taken_by_one_of_many_at_once(slack: Rig) -> None:
    states = slack.slack.states
    await states.issue("state", now=START, expires_at=START + timedelta(minutes=10))
    taken = await asyncio.gather(*(states.consume("state", now=START) for _ in range(10)))
    assert sorted(taken) == [False] * 9 + [True]
