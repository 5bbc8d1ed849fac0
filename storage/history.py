"""What is the same for every record with a history: its columns, and the history as JSON."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.history import Change, History, Record, Status


def record_row(one: Record) -> dict[str, object]:
    return {
        "id": one.id,
        "owner": one.owner,
        "status": one.status,
        "submitted_at": one.history[0].at,
        "changed_at": one.newest.at,
        "history": [[change.status, change.by, change.at.isoformat(), change.note] for change in one.history],
    }


def a_history(plain: Iterable[tuple[str, str, str, str]]) -> History:
    return tuple(
        Change(Status(status), by, datetime.fromisoformat(at), note) for status, by, at, note in plain
    )
