"""A walk at random: the secretariat acts, relays work, crash and freeze, platforms fail, clocks jump."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TypeVar

from bot.domain.broadcast.running import cancelled, paused, recalled, resumed
from bot.domain.delivery.state import FINAL, State
from bot.outbox import Drawn, Finished, Relay
from tests.engine.delivering.ending import ended
from tests.engine.delivering.house import OF, WHERE, House, Row, Terms, done
from tests.engine.delivering.judge import Judge
from tests.engine.delivering.wire import Call, Fate

T = TypeVar("T")
RELAYS, ROUNDS, ALL = 2, 400, 6
SECOND = timedelta(seconds=1)
TIMES = (1, 5, 5, 21, 31, 31, 61, 61, 61, 130, 130, 600, 3600, 3 * 86_400)


@dataclass(frozen=True, slots=True)
class Step:
    """`number`: which relay, call, person, stretch of time; `fates`: of the calls it leads to, in turn."""

    does: str
    number: int
    fates: tuple[Fate, ...]


@dataclass
class Hands:
    """What a relay holds in memory."""

    flying: dict["asyncio.Task[Finished]", Drawn] = field(default_factory=dict)
    done: list[Finished] = field(default_factory=list)

    @property
    def held(self) -> list[str]:
        return [*(one.delivery.id for one in self.flying.values()), *(one.delivery.id for one in self.done)]


@dataclass
class Walk:
    """On a copy of the migrated database `template`; `relaying`: what sends, `watched`: by whom."""

    template: Path
    terms: Terms
    relaying: type[Relay] = Relay
    watched: type[Judge] = Judge
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    hands: list[Hands] = field(default_factory=lambda: [Hands() for _ in range(RELAYS)])
    house: House = field(init=False)
    judge: Judge = field(init=False)

    def walks(self, steps: Iterable[Step]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "focalbot.db"
            shutil.copyfile(self.template, file)
            self.house = House(file, self.terms, self.relaying)
            try:
                self.run(self.begins())
                for step in steps:
                    DOES[step.does](self, step)
                    self.holds()
                self.comes_to_its_end()
            finally:
                self.run(self.leaves())
                self.loop.close()

    async def begins(self) -> None:
        self.judge = self.watched(self.house.wire, self.terms.promise)
        self.house.wire.begins = lambda call: self.judge.begins(call, self.house.rows())
        await self.house.open()
        self.judge.reference = done(await self.house.approve()).reference

    async def leaves(self) -> None:
        for hands in self.hands:
            await ends(hands.flying)
        await self.house.world.database.dispose()

    def run(self, step: Coroutine[None, None, T]) -> T:
        return self.loop.run_until_complete(step)

    @property
    def now(self) -> datetime:
        return self.house.world.now

    def holds(self) -> None:
        self.judge.unmarked = Counter(one.delivery.id for hands in self.hands for one in hands.done)
        self.judge.moment(self.house.rows(), self.run(self.house.counts()))

    def works(self, step: Step) -> None:
        """A whole round of a relay."""
        which = step.number % RELAYS
        self.run(self.claimed(which, ALL))
        mine = [call for call in self.house.wire.calls if call.by == which]
        for call, fate in zip(mine, cycle(step.fates), strict=False):
            self.answered(call, fate)
        self.marked(which)

    def claims(self, step: Step) -> None:
        self.run(self.claimed(step.number % RELAYS, 1 + step.number % 4))

    async def claimed(self, which: int, limit: int) -> None:
        of, hands, relay = await self.house.get(), self.hands[which], self.house.relays[which]
        claimed = await relay.claim(limit)
        rows = self.house.rows() if claimed else ()
        for one in claimed:
            self.judge.claims(one.delivery, of, rows, self.now)
            if isinstance(one, Finished):
                hands.done.append(one)
            else:
                hands.flying[asyncio.create_task(relay.attempt(one))] = one
        await self.goes_as_far_as_it_can()

    async def goes_as_far_as_it_can(self) -> None:
        """Until nothing moves without an answer."""
        for _ in range(5):
            await asyncio.sleep(0)
        for hands in self.hands:
            for task in [task for task in hands.flying if task.done()]:
                hands.done.append(task.result())
                del hands.flying[task]

    def claims_and_vanishes(self, step: Step) -> None:
        """Before any call."""
        vanished = self.run(self.house.relays[step.number % RELAYS].claim(1 + step.number % 4))
        self.judge.crashes.update(one.delivery.id for one in vanished)

    def is_taken(self, step: Step) -> None:
        """And not answered yet, or never."""
        wire = self.house.wire
        for call in chosen([*wire.calls, *wire.ghosts], step.number):
            wire.take(call)

    def is_answered(self, step: Step) -> None:
        for call in chosen(self.house.wire.calls, step.number):
            self.answered(call, step.fates[0])

    def answered(self, call: Call, fate: Fate) -> None:
        self.house.wire.answer(call, fate)
        self.run(self.goes_as_far_as_it_can())

    def marks(self, step: Step) -> None:
        self.marked(step.number % RELAYS)

    def marked(self, which: int) -> None:
        finished, self.hands[which].done = self.hands[which].done, []
        before = {row.id: row for row in self.house.rows()}
        late = [one.delivery.id for one in finished if not holds(one, before[one.delivery.id])]
        held = {one.delivery.id for one in finished if holds(one, before[one.delivery.id])}
        self.run(self.house.relays[which].mark(finished))
        after = {row.id: row for row in self.house.rows()}
        self.judge.refused([(before[of], after[of]) for of in late if of not in held])
        self.judge.crashes.update(late)

    def crashes(self, step: Step) -> None:
        self.crashed(step.number % RELAYS, taken=step.number % 4 < RELAYS)

    def crashed(self, which: int, *, taken: bool) -> None:
        hands, self.hands[which] = self.hands[which], Hands()
        self.judge.crashes.update(hands.held)
        for call in [call for call in self.house.wire.calls if call.by == which]:
            self.house.wire.hang_up(call, taken=taken)
        self.run(ends(hands.flying))

    def starts_again(self, step: Step) -> None:
        """All of it, as one process on its own file does."""
        for which in range(RELAYS):
            self.crashed(which, taken=bool(step.number % 2))
        self.run(self.house.world.database.abandon())

    def time_passes(self, step: Step) -> None:
        self.house.passes(timedelta(seconds=TIMES[step.number % len(TIMES)]))

    def clocks_are_put_back(self, step: Step) -> None:
        self.house.passes(-timedelta(minutes=1 + step.number % 10))

    def corrects(self, _step: Step) -> None:
        self.run(self.house.correct())

    def pauses(self, _step: Step) -> None:
        counts, now = self.run(self.house.counts()), self.now
        self.run(
            self.house.act(
                lambda one: paused(one, counts, by="may", at=now), lambda unit, _: unit.broadcasts.hold(OF)
            )
        )

    def goes_on(self, _step: Step) -> None:
        now = self.now
        self.run(
            self.house.act(
                lambda one: resumed(one, by="may", at=now), lambda unit, _: unit.broadcasts.go_on(OF)
            )
        )

    def cancels(self, _step: Step) -> None:
        counts, now = self.run(self.house.counts()), self.now
        self.run(
            self.house.act(
                lambda one: cancelled(one, counts, by="may", at=now),
                lambda unit, _: unit.broadcasts.cancel(OF, now=now),
            )
        )

    def recalls(self, _step: Step) -> None:
        counts, now = self.run(self.house.counts()), self.now
        self.run(
            self.house.act(
                lambda one: recalled(one, counts, by="may", at=now),
                lambda unit, one: unit.broadcasts.recall(one, now=now),
            )
        )

    def acknowledges(self, step: Step) -> None:
        """Whoever has it can."""
        person = sorted(WHERE)[step.number % len(WHERE)]
        has = [row for row in self.judge.main(self.house.rows()) if row.recipient == person]
        read = [one.version for row in has for one in self.house.wire.of(row.id) if not one.withdrawn]
        if read:
            at = self.run(self.house.acknowledge(person, chosen(read, step.number)[0]))
            assert at, ("has it, and cannot acknowledge it", has)

    def reminds(self, _step: Step) -> None:
        self.run(self.house.remind())

    def comes_to_its_end(self) -> None:
        """From now on all goes well, and nobody waits for anything but time."""
        well = Step("works", 0, (Fate.TAKEN,))
        self.goes_on(well)
        for number in range(ROUNDS):
            for call in [*self.house.wire.calls]:
                self.answered(call, Fate.TAKEN)
            for which in range(RELAYS):
                self.marked(which)
            self.works(Step("works", number, (Fate.TAKEN,)))
            rows = [row for row in self.house.rows() if State(row.state) not in {*FINAL, State.PARKED}]
            if not rows:
                break
            self.house.passes(until(rows, self.now))
        self.holds()
        ended(self.house.rows(), self.run(self.house.get()), self.judge)


DOES: Mapping[str, Callable[[Walk, Step], None]] = {
    "works": Walk.works,
    "claims": Walk.claims,
    "claims and vanishes": Walk.claims_and_vanishes,
    "is taken": Walk.is_taken,
    "is answered": Walk.is_answered,
    "marks": Walk.marks,
    "crashes": Walk.crashes,
    "starts again": Walk.starts_again,
    "time passes": Walk.time_passes,
    "clocks are put back": Walk.clocks_are_put_back,
    "corrects": Walk.corrects,
    "pauses": Walk.pauses,
    "goes on": Walk.goes_on,
    "cancels": Walk.cancels,
    "recalls": Walk.recalls,
    "acknowledges": Walk.acknowledges,
    "reminds": Walk.reminds,
}
OFTEN: Mapping[str, int] = {
    "works": 10,
    "claims": 5,
    "is taken": 3,
    "is answered": 6,
    "marks": 5,
    "crashes": 2,
    "time passes": 8,
    "corrects": 2,
    "goes on": 2,
}
"""How often each is done; the others once."""


def chosen(found: Sequence[T], number: int) -> Sequence[T]:
    """One of them, if there is any."""
    return [found[number % len(found)]] if found else []


def holds(one: Finished, row: Row) -> bool:
    return row.token == one.delivery.lease_token and State(row.state) not in FINAL


async def ends(flying: dict["asyncio.Task[Finished]", Drawn]) -> None:
    for task in flying:
        task.cancel()
    await asyncio.gather(*flying, return_exceptions=True)


def until(rows: Sequence[Row], now: datetime) -> timedelta:
    """The next that is due, or a lease that runs out."""
    at = [datetime.fromisoformat(one) for row in rows for one in (row.due_at, row.lease_until) if one]
    return max(SECOND, min((one - now for one in at if one > now), default=SECOND))
