"""What the platforms got, held against what the database says."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.delivery.state import OPEN, State
from storage.tables_broadcasts import broadcast
from storage.tables_delivery import delivery, delivery_attempt
from tests.fakes.arrivals import Arrival

CHAT = frozenset({"slack", "teams"})
NEVER_ARRIVED = frozenset({State.CANCELLED, State.EXPIRED, State.SUPPRESSED, State.FAILED})
ON_ITS_WAY = timedelta(seconds=1)
"""A call that had begun before a message's time was over."""
START_OF_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""An end before it means: stopped while it was on its way; it is sent by then, or never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Of the table of deliveries."""

    id: str
    occurrence_key: str = ""
    recipient: str = ""
    kind: str = "show"
    platform: str = ""
    state: State = State.SENT
    handle: str = ""
    subject: str = ""
    subject_version: int = 0
    attempt: int = 1
    doubts: int = 0
    repeat: bool = False
    second: bool = False
    cause: str = ""
    expires_at: datetime | None = None
    recalled_at: datetime | None = None

    @property
    def is_main(self) -> bool:
        """The message itself, no correction or reminder of it."""
        return self.kind not in {"edit", "withdraw"} and "/" not in self.occurrence_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The rows as they are in the end; `told`: handles that some attempt has reported, late ones too;
    `newest`: by broadcast, the version that everybody is to have.
    """

    rows: Sequence[Row]
    told: frozenset[str] = frozenset()
    newest: Mapping[str, int] = field(default_factory=dict)

    @property
    def messages(self) -> list[Row]:
        return [row for row in self.rows if row.kind not in {"edit", "withdraw"}]

    def of(self, platform: str) -> list[Row]:
        return [row for row in self.messages if row.platform == platform]

    def states(self, occurrence: str = "") -> Counter[str]:
        """Of all, or of that occurrence."""
        return Counter(row.state for row in self.rows if occurrence in {"", row.occurrence_key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What arrived. `repeats`: how many there may be on Teams, where nobody can look; `marked`: the words on
    one that may be a repeat, and `same`: what the two have in common, such as a reference; empty: unknown.
    """

    slack: Sequence[Arrival] = ()
    teams: Sequence[Arrival] = ()
    repeats: int = 0
    marked: str = ""
    same: str = ""

    @property
    def handles(self) -> set[str]:
        return {one.handle for one in (*self.slack, *self.teams) if one.kind == "sent"}


async def book(url: str) -> Book:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as sql:
            rows = [a_row(row) for row in (await sql.execute(select(delivery))).mappings()]
            told = (await sql.execute(select(delivery_attempt.c.handle))).scalars()
            reported = frozenset(str(handle) for handle in told)
            versions = await sql.execute(select(broadcast.c.id, broadcast.c.sent_version))
            newest = {str(of): int(version) for of, version in versions}
    finally:
        await engine.dispose()
    return Book(rows=rows, told=reported, newest=newest)


def a_row(found: RowMapping) -> Row:
    names = [one.name for one in fields(Row) if found[one.name] is not None]
    return replace(Row(id=found["id"]), **{name: found[name] for name in names})


def faults(kept: Book, log: Log) -> list[str]:
    """One line each; none where all is well."""
    return [
        *unfinished(kept),
        *lost(kept, log),
        *doubled_on_slack(kept, log),
        *repeated_on_teams(kept, log),
        *too_late(kept, log),
        *superseded(kept),
    ]


def unfinished(kept: Book) -> Iterator[str]:
    yield from (f"{row.id} is still {row.state}" for row in kept.rows if row.state in OPEN)


def lost(kept: Book, log: Log) -> Iterator[str]:
    """`sent` is said only of what the platform has."""
    handles = log.handles
    for row in kept.messages:
        said = row.state == State.SENT and row.platform in CHAT and not published(row)
        if said and row.handle not in handles:
            yield f"{row.id} is sent, but {row.handle} never arrived"


def published(row: Row) -> bool:
    """A home tab, which holds no messages."""
    return "/home:" in str(row.handle)


def doubled_on_slack(kept: Book, log: Log) -> Iterator[str]:
    known = {row.id: row for row in kept.messages}
    arrived = Counter(one.delivery for one in log.slack if one.kind == "sent")
    yield from (f"{of} arrived {times} times" for of, times in arrived.items() if times > 1)
    yield from (f"{of} arrived and is unknown" for of in arrived if of not in known)
    yield from (
        f"{of} arrived and is {known[of].state}"
        for of in arrived
        if of in known and known[of].state in NEVER_ARRIVED and not known[of].second
    )


def repeated_on_teams(kept: Book, log: Log) -> Iterator[str]:
    """What no row knows by its handle had its answer lost: it was sent once more, or waits for a person."""
    told = kept.told | {row.handle for row in kept.rows}
    untold = [one for one in log.teams if one.kind == "sent" and one.handle not in told]
    if len(untold) > log.repeats:
        yield f"{len(untold)} repeats on Teams, {log.repeats} can be explained"
    if log.same:
        yield from unmarked(log)


def unmarked(log: Log) -> Iterator[str]:
    seen = set[str]()
    for one in log.teams:
        if one.kind == "sent" and log.same in one.text:
            if one.conversation in seen and log.marked not in one.text:
                yield f"{one.handle} is a repeat and does not say so"
            seen.add(one.conversation)


def too_late(kept: Book, log: Log) -> Iterator[str]:
    arrived = {one.handle: one for one in (*log.slack, *log.teams) if one.kind == "sent"}
    for row in kept.messages:
        one, expires = arrived.get(row.handle), row.expires_at
        if one and expires and START_OF_TIME < expires < one.at - ON_ITS_WAY:
            yield f"{row.id} arrived at {one.at:%H:%M:%S.%f}, and was to by {expires:%H:%M:%S.%f}"
        if one and row.state in NEVER_ARRIVED and not row.doubts:
            yield f"{row.id} is {row.state} and arrived"


def superseded(kept: Book) -> Iterator[str]:
    """Who is reached in chat has the newest version by now, as a message or by an edit that was refused."""
    refused = {(row.subject, row.recipient) for row in kept.rows if changes_in_vain(row)}
    for row in kept.rows:
        newest = kept.newest.get(row.subject, 0)
        behind = row.is_main and row.state == State.SENT and row.subject_version < newest
        if behind and row.platform in CHAT and (row.subject, row.recipient) not in refused:
            yield f"{row.id} was left with version {row.subject_version} of {newest}"


def changes_in_vain(row: Row) -> bool:
    return row.kind == "edit" and row.state == State.FAILED


def last_words(arrivals: Iterable[Arrival]) -> dict[str, str]:
    """What stands there in the end, by handle; nothing where it was taken back."""
    words = dict[str, str]()
    for one in arrivals:
        if one.kind == "withdrawn":
            words.pop(one.handle, None)
        else:
            words[one.handle] = one.text
    return words


def missing(kept: Book, occurrence: str, people: Collection[str]) -> set[str]:
    """Who was to get it and stands in no row."""
    return set(people) - {row.recipient for row in kept.rows if row.occurrence_key == occurrence}
