"""The secretariat hears once that messages do not go out as they should, and once that it is over."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot import scheduler
from bot.alarms import Watch
from bot.cards import say
from bot.chat import Address
from bot.domain.people import Person, Role
from bot.errors import Unavailable, Unreachable
from bot.unit import Delivery
from storage.database import Database
from tests.worlds import Recorder, User, World, network

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LATE, LATE_OVER = "Messages are late", "Messages go out in time again"
STILL, FAILING = "Nothing has happened by itself", "Many messages do not arrive"


@dataclass
class Town:
    """A world with two of the secretariat, and replicas that watch."""

    world: World
    secretariat: tuple[User, User]
    replicas: list[Watch] = field(default_factory=list)

    def replica(self, *platforms: str) -> Watch:
        world = self.world
        watch = Watch(
            units=world.database.unit,
            reading=world.database.reading,
            platforms=platforms or ("test",),
            now=lambda: world.now,
            fresh=world.fresh,
        )
        self.replicas.append(watch)
        return watch

    async def looks(self, times: int = 2) -> None:
        """Of every replica at the same moment, a quarter of a minute apart."""
        for _ in range(times):
            await asyncio.gather(*(one.run() for one in self.replicas))
            self.world.now += 15 * SECOND

    async def put(self, of: str, due: timedelta, to: str = "ana") -> None:
        new = Delivery(
            id=of, occurrence_key=of, recipient=to, what=say("help-card"), place=Address("test", to)
        )
        async with self.world.database.unit() as unit:
            await unit.outbox.add(replace(new, due_at=self.world.now - due), now=self.world.now)
            await unit.commit()

    async def tick(self) -> None:
        await scheduler.tick(self.world.database.unit, self.world.now, self.world.fresh)

    def heard(self, text: str) -> list[int]:
        """How often each of the secretariat has read this."""
        return [one.all.count(text) for one in self.secretariat]


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    database = Database.of(database_url, network())
    world = World(database)
    await world.focal_point("ana")
    yield Town(world, (await world.secretariat("lee"), await world.secretariat("kim")))
    await database.dispose()


async def test_lateness_is_told_once_to_all_of_the_secretariat_and_once_that_it_is_over(town: Town) -> None:
    town.replica()
    town.replica()
    await town.tick()
    await town.put("d1", due=6 * MINUTE)
    await town.looks(4)
    await town.tick()
    await town.world.settle()
    assert town.heard(LATE) == [1, 1]
    assert "focalbot deliveries list" in town.secretariat[0].screen

    await town.looks(4)
    await town.world.settle()
    assert town.heard(LATE) == [1, 1]
    assert town.heard(LATE_OVER) == [1, 1]


async def test_a_second_time_is_another_incident(town: Town) -> None:
    town.replica()
    for number in (1, 2):
        await town.tick()
        await town.put(f"d{number}", due=6 * MINUTE)
        await town.looks()
        await town.world.settle()
        await town.tick()
        await town.looks()
        await town.world.settle()
    assert town.heard(LATE) == [2, 2]
    assert town.heard(LATE_OVER) == [2, 2]


async def test_what_is_seen_at_one_look_only_is_passing(town: Town) -> None:
    town.replica()
    await town.tick()
    await town.put("d1", due=6 * MINUTE)
    await town.looks(1)
    await town.world.settle()
    await town.looks(3)
    await town.world.settle()
    assert town.heard(LATE) == [0, 0]


async def test_ticks_that_stand_still_are_told_by_whoever_still_runs(town: Town) -> None:
    town.replica()
    await town.tick()
    await town.looks(4)
    assert town.heard(STILL) == [0, 0]
    await town.looks(3)
    await town.world.settle()
    assert town.heard(STILL) == [1, 1]

    await town.tick()
    await town.looks(1)
    await town.world.settle()
    assert town.heard("What is due happens by itself again") == [1, 1]


async def test_a_bot_that_has_never_ticked_is_told_of_too(town: Town) -> None:
    town.replica()
    await town.looks(7)
    await town.world.settle()
    assert town.heard(STILL) == [1, 1]


async def failing(town: Town, people: int = 12) -> None:
    """Nobody of so many can be reached at the platform any more."""
    await town.tick()
    for number in range(people):
        await town.put(f"f{number}", due=MINUTE, to=f"p{number}")
    town.world.recorder.fails = [Unreachable("blocked") for _ in range(people)]
    await town.world.relayed()


async def test_many_failures_are_told_with_their_number(town: Town) -> None:
    town.replica()
    await failing(town)
    await town.looks()
    await town.world.settle()
    assert town.heard(f"{FAILING}: 12 of 12") == [1, 1]


async def test_a_few_failures_are_for_the_report_alone(town: Town) -> None:
    town.replica()
    await failing(town, people=9)
    await town.looks()
    await town.world.settle()
    assert town.heard(FAILING) == [0, 0]


async def test_what_is_wrong_with_a_platform_comes_by_another(town: Town) -> None:
    other, mail = Recorder(), Recorder()
    platforms = {"test": town.world.recorder, "other": other, "email": mail}
    town.world.relay = replace(town.world.relay, platforms=platforms)
    async with town.world.database.unit() as unit:
        await unit.people.bind(Address("other", "lee-elsewhere"), "lee")
        sol = Person(id="sol", email="sol@example.org", roles=frozenset({Role.SECRETARIAT}))
        await unit.people.add(sol, Address("test", "sol"))
        await unit.commit()
    await town.secretariat[0].say("menu")
    await failing(town)
    town.replica("test", "other", "email")
    await town.looks()
    await town.world.settle()
    [at_lee], [at_sol] = other.cards.values(), mail.cards.values()
    assert at_lee.words(at_lee.card.title).startswith(FAILING)
    assert at_sol.place == Address("email", "sol@example.org")
    assert town.heard(FAILING) == [0, 1]


async def test_a_database_that_is_away_does_not_end_the_watch(town: Town) -> None:
    watch = town.replica()

    def away() -> datetime:
        raise Unavailable

    town.replicas = [replace(watch, now=away)]
    await town.looks(1)
    town.replicas = [watch]
    await town.tick()
    await town.put("d1", due=6 * MINUTE)
    await town.looks()
    await town.world.settle()
    assert town.heard(LATE) == [1, 1]


async def test_it_ends_with_what_it_has_begun(town: Town) -> None:
    watch = town.replica()
    await town.put("d1", due=6 * MINUTE)
    await town.looks(1)
    await watch.end()
    await town.looks(3)
    await town.world.settle()
    assert town.heard(LATE) == [0, 0]
