"""A broadcast approved for a crowd on both platforms, and the processes that carry it there, to be killed."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from adapters.slack.installations import Installation
from adapters.slack.secrets import vault
from adapters.teams.references import Reference
from bot import clock
from bot.cards import say
from bot.chat import Address
from bot.domain.broadcast.broadcast import Broadcast, Moment, Phase, Text, Version
from bot.domain.delivery.state import IN_DOUBT, OPEN, Promise
from bot.domain.people import Assignment, Person, Role
from bot.ports_broadcasts import Planned
from storage.database import Database
from storage.installations import Installations
from storage.people import account_row, assignment_row, person_row
from storage.sql import for_each
from storage.tables import account, assignment, person
from storage.tables_platforms import slack_room, teams_reference
from storage.unit_of_work import Unit
from tests.fakes.arrivals import Arrival
from tests.fakes.checker import Book, Log, book, faults
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams_activities import BOT
from tests.operation.serving import Serving
from tests.stage import environment
from tests.worlds import lexicons, network

KEY = "k3y-of-32-signs-for-tests-only-0"
SOON = {"FOCALBOT_LEASE_S": "3", "FOCALBOT_LOOK_UP_GAP_S": "1"}
UNHURRIED = SOON | {"FOCALBOT_LEASE_S": "20"}
ON_BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.proof))
PATIENCE, GLANCE = 60.0, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """So many on Slack in so many workspaces, and on Teams in tenants; `NUMBER % workspaces` is theirs."""

    slack: int = 1
    teams: int = 1
    workspaces: int = 1
    tenants: int = 1

    @property
    def addresses(self) -> Mapping[str, Address]:
        """By person."""
        on_slack = {
            f"s{one}": Address("slack", f"T{one % self.workspaces}/U{one}") for one in range(self.slack)
        }
        return on_slack | {
            f"t{one}": Address("teams", f"{self.tenant(one)}/aad-t{one}") for one in range(self.teams)
        }

    def tenant(self, number: int) -> str:
        return f"tenant-{number % self.tenants}"


@dataclass
class Dispatch:
    """`replicas` serve one database; `broadcast` is approved and planned, and nobody has it yet."""

    url: str
    environ: Mapping[str, str]
    crowd: Crowd
    slack: FakeSlack
    teams: FakeTeams
    database: Database
    broadcast: Broadcast
    replicas: list[Serving] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, *replicas: Serving) -> None:
        await asyncio.gather(*(one.start() for one in replicas or self.replicas))

    async def kill(self, *replicas: Serving) -> None:
        for one in replicas or self.replicas:
            assert await one.end(signal.SIGKILL) == -signal.SIGKILL

    async def again(self) -> None:
        await self.kill()
        await self.start()

    async def book(self) -> Book:
        """Also of a database that is just coming back."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await book(self.url)
                except (DBAPIError, OSError):
                    await asyncio.sleep(GLANCE)

    async def until(self, *states: str, seconds: float = PATIENCE) -> Book:
        """Every row is in one of these."""
        async with asyncio.timeout(seconds):
            while set((found := await self.book()).states()) - set(states):
                await asyncio.sleep(GLANCE)
        return found

    async def over(self, seconds: float = PATIENCE) -> Book:
        """Nothing is on its way and nothing in doubt, but for what waits for a person."""
        moving = {*OPEN, *IN_DOUBT} - {"parked"}
        async with asyncio.timeout(seconds):
            while set((found := await self.book()).states()) & moving:
                await asyncio.sleep(GLANCE)
        return found

    def faults(self, kept: Book, repeats: int = 0) -> list[str]:
        log = Log(
            slack=self.slack.arrived,
            teams=self.teams.arrived,
            repeats=repeats,
            marked=perhaps(),
            same=self.broadcast.reference,
        )
        return faults(kept, log)

    async def counted(self) -> None:
        """The counts add up to the audience."""
        async with self.database.reading() as unit:
            counts = await unit.reading.broadcasts.counts(self.broadcast.id)
        assert counts.audience == len(self.crowd.addresses)

    async def recall(self) -> None:
        """Decided by somebody, as the dialog does it."""
        now = clock.now()
        async with self.database.unit() as unit:
            kept = await unit.broadcasts.locked(self.broadcast.id)
            assert kept
            changed = replace(kept, recalled_at=now)
            await unit.broadcasts.save(changed)
            assert await unit.broadcasts.recall(changed, now=now) == len(self.crowd.addresses)
            await unit.commit(("outbox",))

    def got(self, platform: str) -> int:
        """How many messages have arrived."""
        fake = self.slack if platform == "slack" else self.teams
        return sum(one.kind == "sent" for one in fake.arrived)


def perhaps() -> str:
    return lexicons().speaking("en", "UTC", clock.now()).words(say("perhaps-a-repeat"))


def repeats(one: Arrival) -> bool:
    """It says that it may be a repeat."""
    return perhaps() in one.text


def approved(promise: Promise, expires: datetime | None) -> Broadcast:
    at = clock.now()
    text = Text(subject="Rice breeding", body="The call closes on Friday.")
    first = Version(
        number=1, texts={"en": text}, fallback="en", by="sec", at=at, approved_by="dep", approved_at=at
    )
    return Broadcast(
        id="broadcast-1",
        reference="",
        author="sec",
        phase=Phase.APPROVED,
        sent_version=1,
        versions=(first,),
        promise=promise,
        expires=Moment(local=expires.strftime("%Y-%m-%dT%H:%M"), zone="UTC") if expires else None,
        approved_by="dep",
        approved_at=at,
    )


async def planned(database: Database, crowd: Crowd, wanted: Broadcast) -> Broadcast:
    """In one transaction, as an approval does it."""
    now = clock.now()
    async with database.unit() as unit:
        kept = await unit.broadcasts.begun(wanted, year=now.year)
        people = [Planned(person=of, due_at=now) for of in crowd.addresses]
        assert await unit.broadcasts.plan(kept, people, now=now) == len(people)
        await unit.commit()
    return kept


async def sown(database: Database, crowd: Crowd, teams: FakeTeams, *, met: bool = True) -> None:
    """Everybody is on the list and has the bot installed; `met`: has been written to in Slack."""
    async with database.unit() as unit:
        await listed(unit, crowd.addresses)
        rows = [row for one in range(crowd.teams) for row in references(crowd, one, teams)]
        for row in rows:
            await unit.sql.execute(insert(teams_reference).values(row))
        opened = [room(at) for at in crowd.addresses.values() if met and at.platform == "slack"]
        await for_each(unit.sql, insert(slack_room), opened)
        await unit.commit()
    installations = Installations(database.unit, database.reading, Installation)
    for team in range(crowd.workspaces):
        token = vault(KEY).sealed(f"xoxb-{team}")
        await installations.put(
            Installation(id=f"T{team}", installed_at=clock.now(), token=token, bot_user="UBOT")
        )


def room(person: Address) -> Mapping[str, object]:
    """The chat that the fake opens for this one."""
    team, _, user = person.id.partition("/")
    return {"place": person.id, "channel": f"D{user[1:]}", "opened_by": team, "opened_at": clock.now()}


async def listed(unit: Unit, addresses: Mapping[str, Address]) -> None:
    members = [member.id for member in network().members]
    people = [Person(id=of, name=of, language="en") for of in addresses]
    roles = [
        Assignment(id=f"{of}/1", person=of, role=Role.FOCAL_POINT, delegation=members[number % len(members)])
        for number, of in enumerate(addresses)
    ]
    await unit.sql.execute(insert(person), [person_row(one) for one in people])
    await unit.sql.execute(insert(assignment), [assignment_row(one) for one in roles])
    await unit.sql.execute(insert(account), [account_row(at, of) for of, at in addresses.items()])


def references(crowd: Crowd, number: int, teams: FakeTeams) -> Sequence[Mapping[str, object]]:
    tenant, name = crowd.tenant(number), f"t{number}"
    teams.tenants[f"a:{name}"] = tenant
    known = Reference(
        service=teams.service,
        tenant=tenant,
        conversation=f"a:{name}",
        bot=BOT,
        user=f"29:{name}",
        aad=f"aad-{name}",
        personal=True,
    )
    return [{"place": place, "stored": asdict(known)} for place in (f"a:{name}", f"{tenant}/aad-{name}")]


@asynccontextmanager
async def dispatch(
    url: str,
    crowd: Crowd,
    *,
    replicas: int = 1,
    promise: Promise = Promise.MUST_ARRIVE,
    expires: datetime | None = None,
    through: str = "",
    met: bool = True,
    more: Mapping[str, str] = SOON,
) -> AsyncIterator[Dispatch]:
    """Nothing is started yet. `through`: the URL by which the replicas reach the database; `more`
    settings of theirs; `met`: whoever is on Slack has been written to before.
    """
    async with AsyncExitStack() as stack:
        tokens = {f"xoxb-{team}": f"T{team}" for team in range(crowd.workspaces)}
        slack = await stack.enter_async_context(FakeSlack(tokens=tokens))
        teams = await stack.enter_async_context(fake_teams())
        database = Database.of(url, network())
        stack.push_async_callback(database.dispose)
        await sown(database, crowd, teams, met=met)
        kept = await planned(database, crowd, approved(promise, expires))
        environ = {**many(environment(through or url, slack, teams)), **SOON, **more}
        made = Dispatch(url, environ, crowd, slack, teams, database, kept)
        made.replicas = [Serving(environ) for _ in range(replicas)]
        for one in made.replicas:
            stack.push_async_callback(gone, one)
        yield made


async def gone(one: Serving) -> None:
    if one.process:
        await one.end(signal.SIGKILL)


def many(environ: Mapping[str, str]) -> dict[str, str]:
    """Workspaces that have each installed the app."""
    own = {name: value for name, value in environ.items() if name != "SLACK_BOT_TOKEN"}
    return own | {"SLACK_CLIENT_ID": "client", "SLACK_CLIENT_SECRET": "client-secret"}
