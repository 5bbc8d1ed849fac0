"""The record as CSV, for whatever counts it: one line a turn, times in UTC, lengths in seconds."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.floor.record import called_at
from bot.domain.floor.written import texts
from bot.people_csv import neutral
from bot.web.floor.record_rows import Row, rows
from bot.web.floor.scene import Scene

HEADER = (
    "item,called,asked,delegation,name,kind,motion,capacity,group,speaker,mode,state,ready,late,out_of_order,"
    "reason,asked_at,called_at,begun_at,ended_at,waited_s,spoken_s,limit_s,over_s,segments,written,words,ruling,text"
)


def table(scene: Scene) -> str:
    """With a mark in front, so that spreadsheets read it as UTF-8; what people typed is no formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER.split(","))
    filed = texts(scene.floor)
    for item, turns in rows(scene.floor, scene.now):
        for one in turns:
            line = (*cells(item, one, scene), filed.get(one.turn.entry.id, ""))
            writer.writerow([neutral(cell) for cell in line])
    return f"\ufeff{out.getvalue()}"


def cells(item: str, row: Row, scene: Scene) -> Iterator[str]:
    turn, entry, asked = row.turn, row.entry, row.entry.asked
    yield from (item, str(turn.called or ""), str(turn.asked))
    yield from (asked.delegation, scene.name(asked.delegation), asked.kind, asked.motion, asked.capacity)
    yield from (asked.group, asked.speaker, asked.mode, entry.state)
    yield from map(yes, (entry.ready, asked.late, row.out_of_order))
    yield row.reason
    yield from map(at, (asked.at, called_at(entry), entry.begun_at, entry.ended_at))
    yield from (seconds(turn.waited), seconds(turn.spoken), str(entry.limit_s or ""), seconds(turn.over))
    yield from (str(entry.segments), asked.link, str(asked.words or ""), entry.ruling)


def yes(of: bool) -> str:
    return "yes" if of else ""


def at(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def seconds(lasts: timedelta | None) -> str:
    return "" if lasts is None else f"{lasts.total_seconds():.0f}"
