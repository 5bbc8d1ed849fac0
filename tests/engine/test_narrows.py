"""What may go twice if the process dies is called one after the other, each once the one before is stored."""

import asyncio
from collections import deque

import pytest

from bot.cards import say
from bot.domain.delivery.following import Ended as Outcome
from bot.domain.delivery.following import How
from bot.narrows import Ended, Narrows
from bot.outbox import Finished
from bot.outgoing import Attempt, Delivery
from tests.worlds import START


def finished(of: str) -> Finished:
    one = Delivery(id=of, occurrence_key=of, recipient="ana", what=say("help-card"), due_at=START)
    becomes = one.course(START)
    return Finished(Attempt(delivery=one, ended=Outcome(How.SENT), becomes=becomes, at=START))


class Wire:
    """Answers a call when it is told to; `begun`: calls in their order, `told`: what is to be stored."""

    def __init__(self, patience: float) -> None:
        self.narrows = Narrows(shortest=patience, longest=patience)
        self.begun: deque[str] = deque()
        self.told: asyncio.Queue[Ended] = asyncio.Queue()
        self.answers: dict[str, asyncio.Event] = {}
        self.news = asyncio.Condition()

    async def call(self, of: str) -> Finished:
        self.begun.append(of)
        async with self.news:
            self.news.notify_all()
        await self.answers[of].wait()
        return finished(of)

    def send(self, *names: str) -> list["asyncio.Task[None]"]:
        self.answers |= {of: asyncio.Event() for of in names}
        return [asyncio.create_task(self.passing(of)) for of in names]

    async def passing(self, of: str) -> None:
        await self.narrows.passed(lambda: self.call(of), self.told.put_nowait)

    async def calls(self, *names: str) -> None:
        """Until just these have been begun."""
        async with asyncio.timeout(5), self.news:
            await self.news.wait_for(lambda: list(self.begun) == list(names))


async def turns() -> None:
    """As many as a step could take."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_next_is_called_once_the_one_before_is_stored() -> None:
    wire = Wire(patience=60)
    tasks = wire.send("one", "two")
    await wire.calls("one")
    wire.answers["one"].set()
    first = await wire.told.get()
    await turns()
    assert list(wire.begun) == ["one"]
    first.stored.set()
    wire.answers["two"].set()
    (await wire.told.get()).stored.set()
    await asyncio.gather(*tasks)
    assert list(wire.begun) == ["one", "two"]


async def test_who_is_not_answered_soon_lets_the_next_one_in_and_is_told_of_later() -> None:
    wire = Wire(patience=0.02)
    tasks = wire.send("slow", "quick")
    wire.answers["quick"].set()
    await wire.calls("slow", "quick")
    (await wire.told.get()).stored.set()
    wire.answers["slow"].set()
    late = await wire.told.get()
    await asyncio.gather(*tasks)
    assert late.finished.delivery.id == "slow"


@pytest.mark.parametrize("first", ["one", "two"])
async def test_a_call_that_is_dropped_holds_nobody_up(first: str) -> None:
    """Under way, or still waiting."""
    wire = Wire(patience=60)
    tasks = dict(zip(("one", "two", "three"), wire.send("one", "two", "three"), strict=True))
    await wire.calls("one")
    tasks.pop(first).cancel()
    for of in tasks:
        wire.answers[of].set()
        (await wire.told.get()).stored.set()
    await asyncio.gather(*tasks.values())
    assert list(wire.begun) == (["one", "two", "three"] if first == "one" else ["one", "three"])
    assert wire.narrows.waiting == 0


@pytest.mark.parametrize(("lasts", "found"), [(9, [0.25, 0.25, 0.25]), (11, [0.25, 0.05, 0.012])])
def test_where_many_wait_for_long_the_next_one_goes_sooner(lasts: float, found: list[float]) -> None:
    assert [Narrows(clock=lambda: lasts, waiting=many).patience for many in (0, 4, 100)] == found


def test_after_each_that_is_not_answered_soon_the_next_one_goes_sooner() -> None:
    assert [Narrows(late=many).patience for many in (0, 1, 2, 5)] == [0.25, 0.125, 0.0625, 0.012]
