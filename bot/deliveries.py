"""What the operator sees of messages that do not get on by themselves, and does about them."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery.state import IN_DOUBT, WAITING, State
from bot.ports import Words
from bot.ports_deliveries import Stuck, StuckRow
from bot.unit import Units
from dialogs.broadcast.causes import CAUSES, UNKNOWN, next_step, reason

MOST = 1000
STATES = (State.PARKED, State.UNCERTAIN, State.FAILED, State.RETRY, State.DUE)
HEAD = ("STATE", "TO", "BY", "TRIED", "SINCE", "ABOUT", "ID")
NOTHING = "Nothing is stuck: every message has arrived, is on its way, or was not to be sent."
CHECK = "run “focalbot check”, which tries the credentials"
OPERATORS: Mapping[str, str] = {
    "cause-credentials": CHECK,
    "cause-service-host": "see whether that address is Microsoft's, and add it to TEAMS_SERVICE_HOSTS",
    "cause-platform-off": "set the platform up again, or close it",
    "cause-error": "look for the ID in the log",
    "cause-other": "look for the ID in the log, and retry",
}
"""What is left to the operator, who reads this."""
States = Collection[State]
Did = Callable[[Stuck, str, datetime], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Done:
    """By id: what was done, and what could not be."""

    done: Sequence[str]
    left: Sequence[str]


async def stuck(reading: Units, states: States) -> Sequence[StuckRow]:
    """In these states, or in any; at most MOST."""
    async with reading() as unit:
        found = await unit.stuck.list(limit=MOST)
    return [row for row in found if not states or row.state in states]


async def settled(
    units: Units, ids: Sequence[str], about: Mapping[str, str], step: Did, now: datetime
) -> Done:
    """Each in a transaction of its own, so that one that cannot be settled keeps none of the others back;
    `about`: the broadcasts whose figures it changes, by id.
    """
    ends: dict[bool, list[str]] = {True: [], False: []}
    for of in ids:
        touches = [f"broadcast:{about[of]}", "broadcasts"] if about.get(of) else []
        async with units() as unit:
            ended = await step(unit.stuck, of, now)
            await unit.outbox.touch(touches)
            await unit.commit(("outbox", *touches))
        ends[ended].append(of)
    return Done(ends[True], ends[False])


async def again(stuck: Stuck, of: str, now: datetime) -> bool:
    return await stuck.retry(of, now=now)


async def ended(stuck: Stuck, of: str, now: datetime) -> bool:
    return await stuck.close(of, now=now)


def table(rows: Sequence[StuckRow], words: Words, now: datetime) -> str:
    """One row each, and under it why and what to do."""
    if not rows:
        return f"{NOTHING}\n"
    cells = [HEAD, *(shown(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    under = [f"  {' '.join(why(row, words, now))}" for row in rows]
    told = [line for pair in zip(lines[1:], under, strict=True) for line in pair]
    return "".join(f"{line.rstrip()}\n" for line in [lines[0], *told])


def shown(row: StuckRow) -> Sequence[str]:
    since = row.since.strftime("%Y-%m-%d %H:%M UTC")
    by, to = row.platform or "–", row.name or row.recipient
    return (row.state, to, by, str(row.attempts), since, row.occurrence, row.id)


def why(row: StuckRow, words: Words, now: datetime) -> Iterator[str]:
    if row.cause:
        yield words(reason(row.cause))
    yield following(row, words, now)


def following(row: StuckRow, words: Words, now: datetime) -> str:
    """What becomes of it, or what the operator can do."""
    if row.state is State.PARKED:
        who = row.name or row.recipient
        return f"Next: ask {who} whether it has arrived; then close it, or retry."
    if row.state in IN_DOUBT:
        return f"It is looked up again at {row.due_at:%H:%M} UTC; if it is known to be there, close it."
    if row.state in WAITING and row.due_at > now:
        return f"It is tried again at {row.due_at:%H:%M} UTC; retry does so now."
    if row.state in WAITING:
        return "Next: see whether “focalbot serve” runs, and what its log says."
    operators = OPERATORS.get(CAUSES.get(row.cause, UNKNOWN).reason)
    return f"Next: {operators}." if operators else words(next_step(row.cause))
