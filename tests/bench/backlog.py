"""How long the relay needs to claim fifty of ten thousand and of a million that wait, and to see that
nothing is due.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from sqlalchemy import (
    JSON,
    Insert,
    Integer,
    String,
    bindparam,
    cast,
    false,
    insert,
    literal,
    select,
    text,
    true,
)

from bot.clock import now
from bot.domain.delivery.state import Urgency
from bot.links import links
from bot.outbox import Relay
from storage.columns import Instant
from storage.database import Database
from storage.tables_delivery import delivery
from tests.worlds import SITE, lexicons, network

FEW, MANY, FIFTY, TIMES, CHUNK = 10_000, 1_000_000, 50, 20, 10_000
CLAIM_MS, TIMES_LONGER, POLL_MS = 10, 3, 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Backlog:
    """Milliseconds, the median of several; `poll`: with as many that are not due yet."""

    name: str
    claims: Sequence[float]
    polls: Sequence[float]

    @property
    def reached(self) -> bool:
        few, many = self.claims
        return max(self.claims) < CLAIM_MS and many < TIMES_LONGER * few and max(self.polls) < POLL_MS


async def measured(name: str, url: str, few: int = FEW, many: int = MANY) -> Backlog:
    database = Database.of(url, network())
    await database.migrate()
    try:
        figures = [await timed(database, begin, upto) for begin, upto in ((0, few), (few, many))]
    finally:
        await database.dispose()
    return Backlog(name, [claim for claim, _ in figures], [poll for _, poll in figures])


async def timed(database: Database, begin: int, upto: int) -> tuple[float, float]:
    at = now() - DAY
    await filled(database, begin, upto, at)
    relay = relaying(database, now)
    claim = await once(relay, FIFTY)
    return claim, await once(replace(relay, now=lambda: at - DAY), 0)


def relaying(database: Database, at: Callable[[], datetime]) -> Relay:
    """As without any pace: what is measured is the way to what is due."""
    return Relay(
        units=database.unit,
        reading=database.reading,
        platforms={},
        lexicon=lexicons(),
        links=links("k3y-of-32-signs-for-tests-only-0", SITE, now),
        now=at,
        chance=lambda: 0.0,
        counted=lambda _attempt: None,
    )


async def filled(database: Database, begin: int, upto: int, due_at: datetime) -> None:
    """Each to a conversation of its own; the numbers are counted out by the database."""
    for first in range(begin, upto, CHUNK):
        last = min(first + CHUNK, upto) - 1
        async with database.unit() as unit:
            await unit.sql.execute(ROWS, {"first": first, "last": last, "due_at": due_at})
            await unit.commit()
    async with database.unit() as unit:
        await unit.sql.execute(text("ANALYZE delivery"))
        await unit.commit()


def rows() -> Insert:
    whole = bindparam("first", type_=Integer)
    numbers = select(whole.label("number")).cte(recursive=True)
    further = select(numbers.c.number + 1).where(numbers.c.number < bindparam("last", type_=Integer))
    every = numbers.union_all(further)
    of = literal("d").concat(cast(every.c.number, String))
    values = {
        "id": of,
        "occurrence_key": literal("backlog"),
        "recipient": of,
        "kind": literal("say"),
        "what": literal(["say", "help-card", {}], JSON),
        "platform": literal("slack"),
        "place": literal("T1/").concat(of),
        "settled": true(),
        "lane": literal("slack T1/").concat(of),
        "typeable": false(),
        "urgency": literal(int(Urgency.BULK)),
        "state": literal("due"),
        "attempt": literal(0),
        "due_at": bindparam("due_at", type_=Instant),
    }
    return insert(delivery).from_select([*values], select(*values.values()))


ROWS = rows()


async def once(relay: Relay, claimed: int) -> float:
    took = list[float]()
    for _ in range(TIMES):
        begun = perf_counter()
        found = await relay.round(FIFTY)
        took.append(1000 * (perf_counter() - begun))
        if len(found.deliveries) != claimed:
            raise LookupError(len(found.deliveries))
    return median(took)


def line(one: Backlog) -> str:
    claims, polls = (" and ".join(f"{ms:.1f}" for ms in each) for each in (one.claims, one.polls))
    return (
        f"Claim of {FIFTY} among {FEW} and {MANY}, {one.name}: {claims} ms (to reach: {CLAIM_MS} ms,"
        f" less than {TIMES_LONGER} times); a poll that finds nothing due: {polls} ms"
        f" (to reach: {POLL_MS} ms) – {'reached' if one.reached else 'missed'}"
    )
