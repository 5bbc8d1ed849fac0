"""A broadcast on a real database, on its way to people of every kind, and what is done with it meanwhile."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.chat import Address
from bot.domain.broadcast.broadcast import Broadcast, Moment, Text, Version, When
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import Look, approved, begun, corrected, edited, requested
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.broadcast.running import reminded
from bot.domain.delivery.state import Promise
from bot.domain.people import Person, Refused, Role
from bot.outbox import Relay
from bot.paces import paces
from bot.ports_broadcasts import Planned
from bot.unit import UnitOfWork
from storage.database import Database
from tests.engine.delivering.wire import EMAIL, SLACK, TEAMS, Platform, Wire
from tests.worlds import World, lexicons, network

BANGKOK, OF = "Asia/Bangkok", "one"
WHERE: Mapping[str, tuple[str, str, str]] = {
    "ana": (SLACK, "FJI", "ana@example.org"),
    "ben": (SLACK, "THA", ""),
    "cal": (TEAMS, "KAZ", "cal@example.org"),
    "dan": (TEAMS, "IDN", ""),
    "eve": ("", "IND", "eve@example.org"),
    "fay": ("", "CHN", ""),
}
"""Platform, delegation and e-mail address, if there is one."""
Step = Callable[[Broadcast], Broadcast | Refused]
Effect = Callable[[UnitOfWork, Broadcast], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`local`: at that time by everybody's clock, empty: now; `expires`: in Bangkok, empty: never."""

    promise: Promise = Promise.MUST_ARRIVE
    local: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery as it is kept; instants as they are written."""

    id: str
    key: str
    recipient: str
    kind: str
    state: str
    version: int
    token: str
    due_at: str | None
    lease_until: str | None
    platform: str | None
    doubts: int
    acked_at: str | None
    expires_at: str | None
    edits: str | None


ROWS = """SELECT id, occurrence_key, recipient, kind, state, subject_version, lease_token, due_at,
 lease_until, platform, doubts, acked_at, expires_at, edits FROM delivery WHERE subject != '' ORDER BY seq"""


@dataclass
class House:
    """Two relays on one database, as two replicas would be."""

    file: Path
    terms: Terms
    relaying: type[Relay] = Relay
    wire: Wire = field(default_factory=Wire)
    world: World = field(init=False)
    relays: list[Relay] = field(default_factory=list)

    async def open(self) -> None:
        self.world = World(Database.of(f"sqlite+aiosqlite:///{self.file}", network()))
        self.relays = [self.relay(number) for number in range(2)]
        async with self.world.database.unit() as unit:
            for person in people():
                place = WHERE.get(person.id, ("", "", ""))[0]
                await unit.people.add(person, *([Address(place, person.id)] if place else []))
            await unit.broadcasts.begun(self.draft(), year=2022)
            await unit.commit()

    def relay(self, number: int) -> Relay:
        return self.relaying(
            units=self.world.database.unit,
            reading=self.world.database.reading,
            platforms={name: Platform(name, self.wire, number) for name in (SLACK, TEAMS, EMAIL)},
            lexicon=lexicons(),
            links=self.world.links,
            now=lambda: self.world.now,
            paces=paces(teams=40, slack=5, mail=10),
            chance=lambda: 0.5,
            counted=self.world.attempts.append,
        )

    def draft(self) -> Broadcast:
        version = Version(number=1, texts=said(1), fallback="en", by="may", at=self.world.now)
        one, terms = begun(OF, version=version, by="may"), self.terms
        wanted = replace(
            one,
            promise=terms.promise,
            needs_ack=True,
            when=When.LOCAL if terms.local else When.NOW,
            at=Moment(local=terms.local) if terms.local else None,
            expires=Moment(local=terms.expires, zone=BANGKOK) if terms.expires else None,
        )
        return done(edited(one, wanted, by="may", at=self.world.now))

    async def act(self, step: Step, effect: Effect) -> Broadcast | Refused:
        """By the rules, then on what is to be sent, in one transaction."""
        async with self.world.database.unit() as unit:
            one = await unit.broadcasts.locked(OF)
            assert one
            after = step(one)
            if isinstance(after, Broadcast):
                await effect(unit, after)
                await unit.broadcasts.save(after)
                await unit.commit()
            return after

    async def approve(self) -> Broadcast | Refused:
        now = self.world.now
        asked = await self.act(lambda one: requested(one, (), ("may", "tan"), by="may", at=now), nothing)
        look = Look(asked.version if isinstance(asked, Broadcast) else 1, now)
        return await self.act(lambda one: approved(one, look, (), by="tan", at=now), self.send)

    async def send(self, unit: UnitOfWork, one: Broadcast) -> None:
        now = self.world.now
        if one.sent_version > 1:
            await unit.broadcasts.correct(one, now=now)
        else:
            await unit.broadcasts.plan(one, self.planned(one), now=now)

    def planned(self, one: Broadcast) -> Iterator[Planned]:
        for person in people():
            if person.id in WHERE:
                then = due(one, zone_of(person, BANGKOK), now=self.world.now)
                yield Planned(person=person.id, due_at=then.at, local=then.local, zone=then.zone)

    async def correct(self) -> Broadcast | Refused:
        now = self.world.now
        found = await self.get()
        text = said(found.version + 1)
        written = await self.act(lambda one: corrected(one, text, "en", by="may", at=now), nothing)
        return written if isinstance(written, Refused) else await self.approve()

    async def acknowledge(self, person: str, version: int) -> datetime | None:
        async with self.world.database.unit() as unit:
            at = await unit.broadcasts.acknowledge(OF, person, at=self.world.now, version=version)
            await unit.commit()
        return at

    async def remind(self) -> Broadcast | Refused:
        now = self.world.now
        async with self.world.database.reading() as unit:
            silent = await unit.broadcasts.silent(OF)
        return await self.act(
            lambda one: reminded(one, len(silent), by="may", at=now),
            lambda unit, one: unit.broadcasts.remind(one, silent, now=now),
        )

    async def get(self) -> Broadcast:
        async with self.world.database.reading() as unit:
            one = await unit.broadcasts.get(OF)
        assert one
        return one

    async def counts(self) -> Counts:
        async with self.world.database.reading() as unit:
            return await unit.broadcasts.counts(OF)

    def rows(self) -> list[Row]:
        """What is committed, whatever anybody holds in memory."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as sql:
            return [Row(*row) for row in sql.execute(ROWS)]

    def passes(self, time: timedelta) -> None:
        """On clocks and in fact; backwards only on clocks."""
        self.world.now += time
        self.wire.elapsed += max(0.0, time.total_seconds())


async def nothing(_unit: UnitOfWork, _one: Broadcast) -> None:
    return


def said(version: int) -> dict[str, Text]:
    return {"en": Text(subject="Call for offers", body=f"Version {version}")}


def people() -> Iterator[Person]:
    for name, (_, delegation, email) in WHERE.items():
        roles = frozenset({Role.FOCAL_POINT})
        yield Person(id=name, name=name, roles=roles, delegation=delegation, email=email, language="en")
    for name in ("may", "tan"):
        yield Person(id=name, name=name, roles=frozenset({Role.SECRETARIAT}), language="en")


def done(outcome: Broadcast | Refused) -> Broadcast:
    assert isinstance(outcome, Broadcast), outcome
    return outcome
