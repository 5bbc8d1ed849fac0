"""Whatever eight clients do to one list at once, it is as if they had done it one after the other.

The numbers of the events are that order. It must fit what the clients saw: no answer before its question, and
each refusal and each list that was shown true at some moment between the two.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context

import pytest

from bot.domain.floor.command import Limit
from bot.domain.floor.entry import ListName
from bot.domain.floor.event import Drawn, Event, Interleaved
from bot.domain.floor.floor import Rules
from bot.domain.meetings import Item, Meeting, Sitting
from bot.domain.people import Refused
from storage.database import Database
from tests.databases import NETWORK
from tests.domain.floor.naive import Naive
from tests.domain.floor.paper import Heading, Sheet
from tests.storage.floor_clients import CLIENTS, Call, Look, played

TURNS, FEW, MANY, PROCESSES = 6, 5, 200, 3
Seen = Sequence[Call | Look]
Players = Callable[[str, str], Seen]
"""URL and meeting → what all clients saw."""
Doctor = Callable[[Sequence[Event], Seen], tuple[Sequence[Event], Seen]]


@dataclass
class Sequential:
    """The model after each event, none at first."""

    after: list[Naive]

    @classmethod
    def of(cls, log: Sequence[Event], seen: Seen) -> "Sequential":
        rules = Rules()
        naive = Naive(Sheet({"1": Heading("1", rules, limit_s=rules.limit_s)}))
        found = cls([copied(naive)])
        for event in log:
            order = event.change.entries if isinstance(event.change, Interleaved | Drawn) else ()
            no = naive.carried_out(doer(event, seen).command, order, granted=True)
            assert no == "", f"event {event.number} was not possible then: {no}"
            found.after.append(copied(naive))
        return found

    def explains(self, call: Call, version: int) -> bool:
        """That is what it would have answered then, without doing anything."""
        no = copied(self.after[version]).carried_out(call.command)
        return no is None if call.found is None else bool(no)

    def order(self, version: int) -> tuple[tuple[str, ...], ...]:
        sheet = self.after[version].sheet
        return tuple(tuple(sheet.order("1", of)) for of in ListName)


def copied(naive: Naive) -> Naive:
    return Naive(naive.sheet, [replace(line) for line in naive.book])


def doer(event: Event, seen: Seen) -> Call:
    """Who was told so, or else the one who asked in vain whether it had been kept."""
    calls = [one for one in seen if isinstance(one, Call) and one.command.key == event.key]
    told = [one for one in calls if one.found == event]
    assert len(told) <= 1, f"event {event.number} was done by two"
    return told[0] if told else min(calls, key=lambda one: one.back_at)


def assert_linear(log: Sequence[Event], seen: Seen) -> None:
    assert [event.number for event in log] == list(range(1, len(log) + 1))
    assert len({event.key for event in log}) == len(log), "a command was carried out twice"
    model = Sequential.of(log, seen)
    done = {id(doer(event, seen)): event.number for event in log}
    placed: list[tuple[float, int]] = []
    for one in sorted(seen, key=lambda one: one.back_at):
        since = max((version for back_at, version in placed if back_at < one.asked_at), default=0)
        version = done.get(id(one)) or moment(one, since, model)
        assert version > since if id(one) in done else version >= since, f"{one} is true too late"
        placed.append((one.back_at, version))


def moment(one: Call | Look, since: int, model: Sequential) -> int:
    """The first version from then on at which it is true."""
    if isinstance(one, Look):
        assert one.order == model.order(one.version), one
        return one.version
    assert not isinstance(one.found, Event), f"{one} is not in the log"
    for version in range(since, len(model.after)):
        if model.explains(one, version):
            return version
    raise AssertionError(f"{one} was never true")


async def history(database: Database, players: Players, meeting: str) -> tuple[Sequence[Event], Seen]:
    await convened(database, meeting)
    url = database.url.render_as_string(hide_password=False)
    seen = await asyncio.to_thread(players, url, meeting)
    async with database.reading() as unit:
        floor = await unit.floors.get(meeting)
    assert floor
    return floor.events, seen


async def histories(url: str, players: Players, times: int) -> None:
    database = Database.of(url, NETWORK)
    done = calls = 0
    for number in range(times):
        log, seen = await history(database, players, f"meeting-{number}")
        assert_linear(log, seen)
        done, calls = done + len(log), calls + sum(isinstance(one, Call) for one in seen)
    await database.dispose()
    assert calls > done > 0.2 * calls, "some must be refused, and many must not"


async def convened(database: Database, meeting: str) -> None:
    sitting = Sitting(*(datetime.fromisoformat(f"2022-03-24T{at}") for at in ("14:30", "17:00")))
    async with database.unit() as unit:
        item = Item(number="1", title={"en": "Country interventions"}, floor=True)
        await unit.meetings.add(
            Meeting(
                id=meeting,
                title={"en": "Roundtable"},
                body="network",
                zone="Asia/Bangkok",
                sittings=(sitting,),
                items=(item,),
            ),
        )
        await unit.commit()


def in_one_process(url: str, meeting: str) -> Seen:
    return played(url, meeting, range(len(CLIENTS)), TURNS)


@contextmanager
def in_processes() -> Iterator[Players]:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:

        def players(url: str, meeting: str) -> Seen:
            shares = [range(first, len(CLIENTS), PROCESSES) for first in range(PROCESSES)]
            parts = [pool.submit(played, url, meeting, share, TURNS) for share in shares]
            return [one for part in parts for one in part.result()]

        yield players


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
async def test_eight_clients_on_sqlite(sqlite_url: str, times: int) -> None:
    await histories(sqlite_url, in_one_process, times)


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
async def test_eight_clients_in_three_processes_on_postgres(postgres_url: str, times: int) -> None:
    with in_processes() as players:
        await histories(postgres_url, players, times)


def an_old_list(log: Sequence[Event], seen: Seen) -> tuple[Sequence[Event], Seen]:
    """Shown to somebody who looked when all was over."""
    end = max(one.back_at for one in seen)
    oldest = next(one for one in seen if isinstance(one, Look) and one.version < len(log))
    return log, [*seen, replace(oldest, asked_at=end + 1, back_at=end + 2)]


def an_answer_before_its_question(log: Sequence[Event], seen: Seen) -> tuple[Sequence[Event], Seen]:
    """The first to be carried out was asked for after the last."""
    end = max(one.back_at for one in seen)
    late = doer(log[0], seen)
    return log, [replace(one, asked_at=end + 1, back_at=end + 2) if one is late else one for one in seen]


def a_refusal_without_reason(log: Sequence[Event], seen: Seen) -> tuple[Sequence[Event], Seen]:
    """The limit can be set at any time."""
    call = next(one for one in seen if isinstance(one, Call) and one.command.moderator)
    command = replace(call.command, key="without reason", wish=Limit("1", 300, 0))
    return log, [*seen, replace(call, command=command, found=Refused("floor-limit-odd"))]


def an_event_lost(log: Sequence[Event], seen: Seen) -> tuple[Sequence[Event], Seen]:
    return log[:-1], seen


@pytest.mark.parametrize(
    "doctored",
    [an_old_list, an_answer_before_its_question, a_refusal_without_reason, an_event_lost],
)
async def test_what_cannot_have_been_is_found(sqlite_url: str, doctored: Doctor) -> None:
    database = Database.of(sqlite_url, NETWORK)
    log, seen = await history(database, in_one_process, "meeting")
    await database.dispose()
    assert_linear(log, seen)
    with pytest.raises(AssertionError):
        assert_linear(*doctored(log, seen))
