"""Whatever happens to a broadcast, in whatever order: its figures add up, and nothing goes that must not."""

import asyncio
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.delivery.state import State
from storage.broadcast_changes import THERE
from storage.broadcast_messages import correction
from storage.broadcasts import Broadcasts
from storage.database import Database
from storage.tables_delivery import delivery
from tests.databases import NETWORK
from tests.storage.broadcast_machine import Step, played

WHAT = (
    *("claim", "claim", "claim", "send", "send", "limit", "doubt", "refuse", "crash", "wait"),
    *("correct", "pause", "resume", "cancel", "recall", "remind", "acknowledge", "retry", "close"),
)
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 20)), min_size=5, max_size=40)
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
DEEP = settings(max_examples=2000, deadline=None, suppress_health_check=QUIET)
FILES = count(1)
D = delivery.c


def play(template: Path, place: Path, steps: Sequence[Step], *, ends: bool) -> None:
    file = place / f"{next(FILES)}.db"
    shutil.copyfile(template, file)

    async def told() -> None:
        database = Database.of(f"sqlite+aiosqlite:///{file}", NETWORK)
        try:
            await played(database, steps, ends=ends)
        finally:
            await database.dispose()

    asyncio.run(told())
    file.unlink()


@QUICK
@given(steps=STEPS, ends=st.booleans())
def test_a_broadcast_keeps_its_word(
    sqlite_template: Path, tmp_path: Path, steps: Sequence[Step], ends: bool
) -> None:
    play(sqlite_template, tmp_path, steps, ends=ends)


@pytest.mark.proof
@DEEP
@given(steps=STEPS, ends=st.booleans())
def test_any_broadcast_keeps_its_word(
    sqlite_template: Path, tmp_path: Path, steps: Sequence[Step], ends: bool
) -> None:
    play(sqlite_template, tmp_path, steps, ends=ends)


async def nothing(*_: object, **__: object) -> int:
    return 0


async def only_what_is_due(self: Broadcasts, of: str, *, now: datetime) -> int:
    """Not what is tried again."""
    due = update(delivery).where(D.subject == of, D.state == State.DUE)
    return (await self.sql.execute(due.values(state=State.CANCELLED, ended_at=now))).rowcount


async def only_who_has_it(self: Broadcasts, of: Broadcast, *, now: datetime) -> int:
    return await self.follow(of, correction, now, THERE, D.subject_version < of.sent_version)


FAULTS: Mapping[str, tuple[Callable[..., object], str]] = {
    "caught_up": (nothing, "claim correct send"),
    "hold": (nothing, "pause claim"),
    "cancel": (only_what_is_due, "claim limit cancel wait claim"),
    "correct": (only_who_has_it, "correct claim"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_machine_finds_what_it_is_there_to_find(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault, told = FAULTS[name]
    steps = [(what, 0) for what in told.split()]
    play(sqlite_template, tmp_path, steps, ends=False)
    monkeypatch.setattr(Broadcasts, name, fault)
    with pytest.raises(AssertionError):
        play(sqlite_template, tmp_path, steps, ends=False)
