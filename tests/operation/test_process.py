"""The service as a process: killed in the middle, stopped in order, refused where it must not start."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest
from aiohttp import ClientError, ClientSession

from bot import clock
from tests.fakes import slack_requests as slack_in
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.teams import fake_teams
from tests.operation.serving import Serving, served
from tests.stage import environment

ANA = slack_in.Account(user="U1", team="T1")
PEOPLE = """country,name,role,agency,email,language,time_zone,bodies,teams,slack
Fiji,Ana Koroi,focal point,MFA,ana@example.org,en,,,,T1/U1
"""
OFFER = ("submit an offer", "Rice breeding", "Four weeks.", "Agriculture", "Training", "skip all")
ANYWHERE = pytest.param(OFFER, marks=pytest.mark.proof, id="anywhere")


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
async def environ(slack: FakeSlack, sqlite_url: str) -> AsyncIterator[Mapping[str, str]]:
    async with fake_teams() as teams:
        yield environment(sqlite_url, slack, teams)


@pytest.fixture
async def listed(environ: Mapping[str, str], tmp_path: Path) -> Mapping[str, str]:
    """With Ana on the focal points list."""
    file = tmp_path / "people.csv"
    await asyncio.to_thread(file.write_text, PEOPLE)
    command = (*focalbot(), "people", "import", str(file))
    process = await asyncio.create_subprocess_exec(*command, env={**environ})
    assert await process.wait() == 0
    return environ


def focalbot() -> tuple[str, ...]:
    return (str(Path(__file__).parents[2] / ".venv" / "bin" / "python"), "-m", "bot")


async def send(serving: Serving, body: slack_in.Json) -> bool:
    """As Slack: whether it was acknowledged."""
    async with ClientSession() as http:
        try:
            status, _ = await slack_in.send(http, f"{serving.url}/slack/events", body, clock.now())
        except ClientError:
            return False
    return status == 200


async def until(slack: FakeSlack, text: str) -> str:
    """The newest message of Ana's chat, once it holds this."""
    async with asyncio.timeout(20):
        while text not in str(newest := [*slack.channels["D1"].values()][-1:]):
            await slack.called_next()
    return str(newest)


def offers(url: str) -> list[str]:
    with closing(sqlite3.connect(url.partition(":///")[2])) as database:
        rows = database.execute("SELECT json_extract(terms, '$.title') FROM listing").fetchall()
    return [str(title) for (title,) in rows]


@pytest.mark.parametrize("last", [pytest.param((OFFER[0], OFFER[3], OFFER[5]), id="at-each-stage"), ANYWHERE])
async def test_a_dialog_goes_on_where_the_kill_hit_it(
    listed: Mapping[str, str], slack: FakeSlack, last: tuple[str, ...]
) -> None:
    url = listed["FOCALBOT_DATABASE_URL"]
    serving = Serving(listed)
    await serving.start()
    for typed in OFFER:
        assert await send(serving, slack_in.said(ANA, typed))
        if typed in last:
            assert await serving.end(signal.SIGKILL) == -signal.SIGKILL
            await serving.start()
    await until(slack, "Offer of Fiji: Rice breeding")
    assert await serving.end(signal.SIGTERM) == 0
    assert offers(url) == ["Rice breeding"]


async def test_what_was_acknowledged_is_answered_once_after_a_kill(
    listed: Mapping[str, str], slack: FakeSlack
) -> None:
    slack.fail("chat.postMessage", Fault(hang=True, accepted=True))
    async with served(listed) as serving:
        assert await send(serving, slack_in.said(ANA, "menu"))
        await until(slack, "Submit an offer")
    assert len(slack.channels["D1"]) == 1


async def test_it_stops_in_order_while_a_message_hangs(listed: Mapping[str, str], slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", Fault(hang=True))
    async with served(listed) as serving:
        assert await send(serving, slack_in.said(ANA, "menu"))
        while not slack.called("chat.postMessage"):
            await slack.called_next()
        begun = perf_counter()
        assert await serving.end(signal.SIGTERM) == 0
        assert perf_counter() - begun < 15
        with closing(sqlite3.connect(listed["FOCALBOT_DATABASE_URL"].partition(":///")[2])) as database:
            states = {state for (state,) in database.execute("SELECT state FROM delivery")}
    assert "sending" not in states
    assert "uncertain" in states


async def test_a_sound_service_complains_of_nothing(listed: Mapping[str, str], slack: FakeSlack) -> None:
    async with served(listed) as serving:
        assert await send(serving, slack_in.said(ANA, "menu"))
        await until(slack, "Submit an offer")
        assert await serving.end(signal.SIGTERM) == 0
    assert serving.log == []


async def test_a_second_process_on_the_same_file_is_refused(environ: Mapping[str, str]) -> None:
    async with served(environ) as first:
        second = Serving(environ)
        await second.start()
        assert await second.end(signal.SIGTERM) == 1
        assert "in use by another focalbot" in "".join(second.log)
        assert first.process
        assert first.process.returncode is None


async def test_a_wrong_configuration_is_refused_line_by_line(environ: Mapping[str, str]) -> None:
    wrong = Serving({**environ, "FOCALBOT_SECRET_KEY": "short", "SLACK_BOT_TOKEN": "xoxp-1"})
    await wrong.start()
    assert await wrong.end(signal.SIGTERM) == 1
    assert [line.partition(":")[0] for line in wrong.log] == ["SLACK_BOT_TOKEN", "FOCALBOT_SECRET_KEY"]
