"""A broadcast's report for a spreadsheet: a line a recipient, times in UTC, words as its reader speaks."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.cards import Say
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Reached
from bot.people_csv import neutral
from bot.ports import Words
from bot.web.personal.report_rows import channel, delegation, details, next_for, state

HEADER = (
    "reference,person,delegation,delegation_name,channel,state,state_in_words,why,cause,first_cause,next_step,"
    "version,attempts,repeated,due_at,sent_at,acknowledged_at,recalled_at,acknowledged_version"
)
MARK = "\ufeff"
"""By which spreadsheets know that it is UTF-8."""


def header() -> str:
    return MARK + lines([HEADER.split(",")])


def table(rows: Iterable[Reached], of: Broadcast, words: Words) -> str:
    """What people typed is no formula."""
    return lines([neutral(cell) for cell in cells(one, of, words)] for one in rows)


def lines(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def cells(one: Reached, of: Broadcast, words: Words) -> Iterator[str]:
    yield from (of.reference, one.name, one.delegation)
    yield words(delegation(one)) if one.delegation else ""
    yield words(channel(one)) if one.platform else ""
    yield from (one.state, words(state(one)), "; ".join(map(words, details(one, of.sent_version))))
    yield from (one.cause, one.first_cause, worded(next_for(one, of), words))
    yield from (str(one.version or ""), str(one.attempts), "yes" if one.repeated else "")
    yield from map(at, (one.due_at, one.sent_at, one.acked_at, one.recalled_at))
    yield str(one.acked_version or "")


def worded(said: Say | None, words: Words) -> str:
    return words(said) if said else ""


def at(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
