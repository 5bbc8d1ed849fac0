"""Delegates and two chairs at one list while replicas are killed: nothing is lost, nothing happens twice."""

import asyncio
import csv
import io
import signal
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import pytest
from aiohttp import ClientError

from bot import clock
from bot.domain.floor.entry import Entry, State
from bot.domain.floor.event import Called, Ended, Event, Interrupted, Paused, Requested, Resumed, Started
from bot.domain.floor.floor import Floor, begun_again, folded
from storage.database import Database
from tests.databases import NETWORK
from tests.fakes import slack_requests as slack_in
from tests.operation.hall import Hall, Platform, hall
from tests.operation.watch import ORIGIN, Watch, entries, holder
from tests.players import SlackPlayer, TeamsPlayer
from tests.sitting import ITEM, MEETING
from tests.stage import Json
from tests.storage.floor_clients import Dice
from tests.stories.telling import Teller

pytestmark = pytest.mark.proof
LASTS, KILLS, WORDS = 20, 5, "request the floor"
STANDS = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})
DELEGATES: dict[str, Platform] = {
    "fji-focal-point": SlackPlayer,
    "fji-alternate": TeamsPlayer,
    "mys-focal-point": TeamsPlayer,
    "ind-focal-point": SlackPlayer,
    "sgp-focal-point": TeamsPlayer,
    "chn-focal-point": SlackPlayer,
}
OWN = ("do.withdraw", "do.defer", "do.ready", "do.online", "do.room")
ADDED = ("THA", "PAK", "PHL", "VNM", "LKA", "BGD", "IDN")


@dataclass(frozen=True, slots=True)
class Request:
    """The three words of a delegation, by the id that the platform gave them."""

    id: str
    delegation: str
    sent: datetime
    acknowledged: datetime


@dataclass
class Storm:
    """`pressed`: what the desks were answered, by the id of the press."""

    place: Hall
    desks: Sequence[Watch]
    dice: Dice
    over: float
    requests: list[Request] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    kills: int = 0

    async def rage(self) -> None:
        delegates = (self.delegate(self.place.someone(kind, name)) for name, kind in DELEGATES.items())
        chairs = (self.chair(number, desk) for number, desk in enumerate(self.desks))
        async with asyncio.timeout(LASTS * 8):
            await asyncio.gather(self.killing(), *delegates, *chairs)

    def rages(self) -> bool:
        return monotonic() < self.over or self.kills < KILLS

    async def killing(self) -> None:
        while self.rages():
            await asyncio.sleep(0.5 + self.dice.throw(15, "when", self.kills) / 10)
            one = self.place.serving[self.dice.throw(2, "whom", self.kills)]
            assert await one.end(signal.SIGKILL) == -signal.SIGKILL
            self.kills += 1
            await one.start()

    async def delegate(self, one: Teller) -> None:
        """Asks, and does something to its turn, each until it is acknowledged."""
        name, turn = one.player.name, 0
        while self.rages():
            turn += 1
            label = one.words(OWN[self.dice.throw(len(OWN), "what", name, turn)])
            found = self.place.button(one, label, "")
            if found is None or self.dice.throw(2, "asks", name, turn):
                await self.asks(one, turn)
            else:
                await self.sends(one, pressing(self.place, one, *found), turn)
            await asyncio.sleep(0.3 + self.dice.throw(6, "pause", name, turn) / 10)

    async def asks(self, one: Teller, turn: int) -> None:
        body, name, sent = saying(self.place, one), one.player.name, clock.now()
        await self.sends(one, body, turn)
        self.requests.append(Request(tag(body), name[:3].upper(), sent, clock.now()))

    async def sends(self, one: Teller, body: Json, turn: int) -> None:
        """At times once more after that, to both replicas at once."""
        self.told.add(tag(body))
        tries = 0
        while not await self.sent(one, body, self.dice.throw(2, one.player.name, turn, tries)):
            tries += 1
            await asyncio.sleep(0.2)
        if self.dice.throw(4, "again", one.player.name, turn) == 0:
            await asyncio.gather(*(self.sent(one, body, replica) for replica in (0, 1)))

    async def sent(self, one: Teller, body: Json, replica: int) -> bool:
        url = self.place.serving[replica].url
        try:
            status = await self.status(one, body, url)
        except (ClientError, TimeoutError):
            return False
        assert status in {200, 202, 503}, status
        return status != 503

    async def status(self, one: Teller, body: Json, url: str) -> int:
        if isinstance(one.player, SlackPlayer):
            return (await slack_in.send(self.place.http, f"{url}/slack/events", body, clock.now()))[0]
        headers = self.place.teams.signer.header()
        async with self.place.http.post(f"{url}/api/messages", json=body, headers=headers) as answer:
            return answer.status

    async def chair(self, number: int, desk: Watch) -> None:
        turn = 0
        while self.rages():
            turn += 1
            if wished := wish(desk.now, Dice(f"{self.dice.seed} {number} {turn}")):
                await self.presses(desk, f"storm-{number}-{turn}", wished)
            await asyncio.sleep(0.1 + self.dice.throw(4, "pause", number, turn) / 10)

    async def presses(self, desk: Watch, press: str, wished: Json) -> None:
        body: Json = {"id": press, "saw": "", "given": {}, **wished}
        while (status := await self.answered(desk, body)) not in {200, 409}:
            assert status in {0, 429, 503}, status
            await asyncio.sleep(0.2)
        self.pressed[press] = status

    async def answered(self, desk: Watch, body: Json) -> int:
        """0 where nobody answers."""
        with suppress(ClientError, TimeoutError):
            url = f"{desk.url}/do"
            async with self.place.http.post(url, json=body, headers={"Origin": ORIGIN}) as answer:
                await answer.read()
                return answer.status
        return 0


def tag(body: Json) -> str:
    """What ends the key of the event that this leads to."""
    return str(body.get("event_id") or body.get("trigger_id") or body["id"])


def saying(place: Hall, one: Teller) -> Json:
    if isinstance(one.player, SlackPlayer):
        return slack_in.said(place.account(one.player.name), WORDS)
    return place.talker(one.player.name).message(WORDS)


def pressing(place: Hall, one: Teller, handle: str, button: Json) -> Json:
    if isinstance(one.player, SlackPlayer):
        return slack_in.pressed(place.account(one.player.name), button, ts=handle)
    return place.talker(one.player.name).press(button, handle)


def wish(seen: Json, dice: Dice) -> Json | None:
    """What a chair does about the list as it was told last, which may be another one by now."""
    if not seen:
        return None
    has, waits, following = holder(seen), entries(seen), seen["next"]
    assert isinstance(following, dict)
    choices: list[Json] = [
        {"verb": "floor.add", "of": ITEM, "given": {"delegation": ADDED[dice.throw(len(ADDED), "added")]}}
    ]
    if has:
        verbs = {"called": ("start", "start", "pass"), "speaking": ("pause", "end", "interrupt")}
        chosen = verbs.get(str(has["state"]), ("resume",))
        choices.append({"verb": f"floor.{chosen[dice.throw(len(chosen), 'verb')]}", "of": has["id"]})
    if following["calls"]:
        saw = f"{following['speaker']},{following['calls']}"
        choices.append({"verb": "floor.next", "of": MEETING, "saw": saw})
    if waits:
        moved, before = (waits[dice.throw(len(waits), which)]["id"] for which in ("moved", "before"))
        choices.append({"verb": "floor.move", "of": moved, "saw": before})
    choices += [{"verb": "floor.return", "of": one["id"]} for one in entries(seen, "interrupted")[:1]]
    return choices[dice.throw(len(choices), "choice")]


@pytest.fixture
async def storm(postgres_url: str) -> AsyncIterator[Storm]:
    async with hall(postgres_url, replicas=2) as place:
        chairs = place.someone(TeamsPlayer, "moderator"), place.someone(SlackPlayer, "secretariat")
        for one in chairs:
            await place.asks(one, "floor.run")
        desks = [await place.page(one, "desk") for one in chairs]
        await desks[0].did("open", ITEM, "inscription")
        yield Storm(place, desks, Dice("floor"), monotonic() + LASTS)


async def test_nothing_is_lost_or_doubled(storm: Storm, postgres_url: str) -> None:
    await storm.rage()
    database = Database.of(postgres_url, NETWORK)
    try:
        async with database.reading() as unit:
            floor = await unit.floors.get(MEETING)
    finally:
        await database.dispose()
    assert floor
    assert [event.number for event in floor.events] == [*range(1, len(floor.events) + 1)]
    each_press_once(storm, floor)
    each_request_answered(storm, floor)
    for desk in storm.desks:
        await desk.shows(lambda told: told["version"] == floor.version)
    assert await recorded(storm) == naive(floor.events)
    assert [line for one in storm.place.serving for line in one.log if '"ERROR"' in line] == []


def each_press_once(storm: Storm, floor: Floor) -> None:
    """What was answered with 200 has one event, what was refused has none; and nobody else did anything."""
    keys = Counter(event.key.rpartition("/")[2] for event in floor.events if event.moderator)
    assert Counter(one for one in keys.elements() if one.startswith("storm-")) == Counter(
        press for press, status in storm.pressed.items() if status == 200
    )
    by_delegates = [event.key for event in floor.events if not event.moderator]
    assert len(by_delegates) == len({*by_delegates})
    assert [key for key in by_delegates if not key.endswith(tuple(storm.told))] == []


def each_request_answered(storm: Storm, floor: Floor) -> None:
    """Listed by it, or it stood in line when it asked; and nobody is listed who stands there already."""
    line = stood(floor)
    asked = {event.key for event in floor.events if isinstance(event.change, Requested)}
    for event, (_, some) in zip(floor.events[1:], line, strict=False):
        if isinstance(event.change, Requested):
            assert event.change.asked.delegation not in {one.asked.delegation for one in some}
    for one in storm.requests:
        if not any(key.endswith(one.id) for key in asked):
            assert any(
                one.delegation == entry.asked.delegation for entry in during(line, one.sent, one.acknowledged)
            ), one


def stood(floor: Floor) -> Sequence[tuple[datetime, Sequence[Entry]]]:
    """Who stood in line from when on."""
    found, now = [], begun_again(floor)
    for event in floor.events:
        now = folded(now, [event])
        found.append((event.at, [one for one in now.entries.values() if one.state in STANDS]))
    return found


def during(
    line: Sequence[tuple[datetime, Sequence[Entry]]], begins: datetime, ends: datetime
) -> Sequence[Entry]:
    starts = [at for at, _ in line]
    first = max((place for place, at in enumerate(starts) if at <= begins), default=0)
    return [one for at, some in line[first:] if at <= ends for one in some]


def naive(events: Sequence[Event]) -> Mapping[str, list[float]]:
    """Seconds of each turn by delegation, as somebody with a stopwatch would have noted them."""
    whose: dict[str, str] = {}
    since: dict[str, datetime] = {}
    spoke: dict[str, timedelta] = {}
    for event in events:
        change, at = event.change, event.at
        if isinstance(change, Requested):
            whose[change.entry] = change.asked.delegation
        for stops in stopped(change):
            if begun := since.pop(stops, None):
                spoke[stops] = spoke.get(stops, timedelta()) + at - begun
        if isinstance(change, Started | Resumed) or (isinstance(change, Called) and change.begins):
            since[change.entry] = at
    turns: dict[str, list[float]] = {}
    for entry, delegation in whose.items():
        if entry not in since:
            turns.setdefault(delegation, []).append(round(spoke.get(entry, timedelta()).total_seconds()))
    return {delegation: sorted(some) for delegation, some in turns.items()}


def stopped(change: object) -> Sequence[str]:
    match change:
        case Paused(entry) | Ended(entry) | Interrupted(entry):
            return (entry,)
        case Called() | Started():
            return (*change.ends, *change.pauses)
        case Resumed():
            return change.ends
        case _:
            return ()


async def recorded(storm: Storm) -> Mapping[str, list[float]]:
    """The same of the record, but for who speaks still."""
    desk = storm.desks[0]
    async with storm.place.http.get(f"{desk.url}/record", allow_redirects=False) as answer:
        address = answer.headers["Location"].replace(ORIGIN, desk.url.partition("/desk/")[0])
    async with storm.place.http.get(f"{address}/csv") as answer:
        rows = csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig")))
    turns: dict[str, list[float]] = {}
    for row in rows:
        if row["state"] != "speaking":
            turns.setdefault(row["delegation"], []).append(float(row["spoken_s"]))
    return {delegation: sorted(some) for delegation, some in turns.items()}
