"""Letters of a real process: sent over an encrypted line, and not lost when it is stopped in the middle."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

import pytest

from bot import clock
from bot.cards import say
from bot.domain.people import Assignment, Person, Role
from bot.unit import Delivery
from storage.database import Database
from tests.fakes.mail import FakeMail, Fault
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import fake_teams
from tests.operation.serving import served
from tests.stage import environment
from tests.worlds import network

CLERK = "clerk@escap.example.org"
MARK = "You may have received this message before"


@dataclass(frozen=True)
class Office:
    environ: Mapping[str, str]
    mail: FakeMail
    file: str

    def states(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as sql:
            return [state for (state,) in sql.execute("SELECT state FROM delivery")]


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    """Somebody who is in no chat is to be told something."""
    async with FakeMail(security="starttls") as mail, FakeSlack() as slack, fake_teams() as teams:
        sending = {"SMTP_URL": mail.url, "MAIL_FROM": "bot@example.org"}
        await told(sqlite_url)
        environ = environment(sqlite_url, slack, teams) | sending
        yield Office(environ, mail, sqlite_url.partition("///")[2])


async def told(url: str) -> None:
    database = Database.of(url, network())
    role = Assignment(id="r-clerk", person="clerk", role=Role.SECRETARIAT)
    news = Delivery(id="d1", occurrence_key="news", recipient="clerk", what=say("admissions-none"))
    async with database.unit() as unit:
        await unit.focal_points.add(Person(id="clerk", name="Lee", email=CLERK))
        await unit.focal_points.assign(role)
        await unit.outbox.add(news, now=clock.now())
        await unit.commit()
    await database.dispose()


async def test_the_service_sends_letters_and_stops_in_order(office: Office) -> None:
    async with served(office.environ) as serving, asyncio.timeout(20):
        await office.mail.got(1)
        assert await serving.end(signal.SIGTERM) == 0
    (letter,) = office.mail.to(CLERK)
    assert (letter.delivery, letter.encrypted) == ("d1", True)
    assert office.states() == ["sent"]


@pytest.mark.proof
async def test_a_letter_under_way_when_the_service_stops_comes_again_and_says_so(office: Office) -> None:
    office.mail.fail("letter", Fault(hang=True, accepted=True))
    async with served(office.environ) as serving, asyncio.timeout(40):
        await office.mail.stalls.begun.wait()
        began = perf_counter()
        assert await serving.end(signal.SIGTERM) == 0
        assert perf_counter() - began < 15
    assert office.states() == ["uncertain"]
    async with served(office.environ), asyncio.timeout(20):
        await office.mail.got(2)
    first, second = office.mail.to(CLERK)
    assert (first.delivery, MARK in first.text) == ("d1", False)
    assert (second.delivery, MARK in second.text) == ("d1", True)
