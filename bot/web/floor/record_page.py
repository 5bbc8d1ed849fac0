"""The record as a page to read and to print, in its reader's language."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from bot.cards import Say, say
from bot.domain.floor.entry import Entry
from bot.domain.floor.fairness import middle
from bot.domain.floor.record import Record, Share, recorded
from bot.domain.floor.written import texts
from bot.web.floor.entries import kind
from bot.web.floor.record_html import (
    LINE,
    LINK,
    LIST,
    OUT_OF_ORDER,
    PAGE,
    PARAGRAPH,
    ROW,
    SECTION,
    joined,
    moment,
    table,
)
from bot.web.floor.record_log import log_table
from bot.web.floor.record_rows import Row, length, rows
from bot.web.floor.scene import Scene

TURNS = (
    "called",
    "asked",
    "delegation",
    "kind",
    "mode",
    "asked-at",
    "waited",
    "spoken",
    "limit",
    "over",
    "became",
)
SHARES = ("turns", "spoken", "waited", "written")


def page(scene: Scene, names: Mapping[str, str], language: str, csv: str) -> str:
    """`names` of who did what, by person."""
    title = scene.text("record-title", meeting=Say("titled", dict(scene.meeting.title)))
    as_of = scene.text("record-as-of", at=scene.at(scene.now), version=scene.floor.version)
    meta = " · ".join(filter(None, (days(scene), scene.meeting.room, as_of)))
    sections = joined(every(scene, names))
    return str(PAGE.format(language=language, title=title, meta=meta, csv=csv, sections=sections))


def days(scene: Scene) -> str:
    """On which it met, by the calendar of the room."""
    met = dict.fromkeys(one.starts.date().isoformat() for one in scene.meeting.sittings)
    return scene.words(Say("list", {day: say("day", day=day) for day in met}))


def every(scene: Scene, names: Mapping[str, str]) -> Iterator[Markup]:
    whole = recorded(scene.floor, scene.now)
    for item, turns in rows(scene.floor, scene.now):
        yield section(item_title(item, scene), turns_table(turns, scene))
    yield section(scene.text("record-delegations"), shares_table(whole, scene))
    yield section(scene.text("record-modes"), modes_table(whole, scene))
    if whole.written:
        filed = texts(scene.floor)
        lines = joined(written(turn.entry, filed.get(turn.entry.id, ""), scene) for turn in whole.written)
        yield section(scene.text("record-written"), LIST.format(lines=lines))
    yield section(scene.text("record-log"), log_table(scene, names))


def section(title: str, body: Markup) -> Markup:
    return SECTION.format(title=title, body=body)


def item_title(number: str, scene: Scene) -> str:
    found = scene.meeting.item(number)
    return f"{number}. {scene.titled(found.title)}" if found else number


def written(entry: Entry, text: str, scene: Scene) -> Markup:
    """Who filed it, how long it is, and the statement itself or where it is to be read."""
    asked = entry.asked
    parts = (
        scene.name(asked.delegation),
        asked.group,
        scene.text("record-words", count=asked.words) if asked.words else "",
        LINK.format(to=asked.link) if asked.link else "",
    )
    lines = joined(PARAGRAPH.format(text=line) for line in text.splitlines() if line.strip())
    return LINE.format(text=Markup(" · ").join(filter(None, parts)), statement=lines)


def turns_table(turns: Sequence[Row], scene: Scene) -> Markup:
    body = ((OUT_OF_ORDER if one.out_of_order else ROW, [*turn_cells(one, scene)]) for one in turns)
    return table(TURNS, body, scene)


def turn_cells(row: Row, scene: Scene) -> Iterator[str | int]:
    turn, entry, asked = row.turn, row.entry, row.entry.asked
    yield turn.called or "–"
    yield turn.asked
    yield " · ".join(filter(None, (scene.name(asked.delegation), asked.group, asked.speaker)))
    yield scene.words(kind(entry))
    yield scene.text(f"mode-{asked.mode}")
    yield moment(asked.at, scene)
    yield length(turn.waited)
    yield length(turn.spoken) if entry.begun_at else ""
    yield length_of(entry.limit_s)
    yield length(turn.over) if turn.over else ""
    yield outcome(row, scene)


def outcome(row: Row, scene: Scene) -> str:
    became = scene.text(f"record-state-{row.entry.state}")
    called = scene.text("record-out-of-order") if row.out_of_order else ""
    why = " · ".join(filter(None, (called, row.reason, row.entry.ruling)))
    return f"{became} – {why}" if why else became


def length_of(seconds: int | None) -> str:
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


def shares_table(of: Record, scene: Scene) -> Markup:
    named = {scene.name(delegation): share for delegation, share in of.delegations.items()}
    return counted("delegation", named, of.total, scene)


def modes_table(of: Record, scene: Scene) -> Markup:
    named = {scene.text(f"mode-{mode}"): share for mode, share in of.modes.items()}
    return counted("side", named, of.total, scene)


def counted(of: str, shares: Mapping[str, Share], total: Share, scene: Scene) -> Markup:
    body = ((ROW, share_cells(name, share)) for name, share in shares.items())
    return table((of, *SHARES), body, scene, share_cells(scene.text("record-total"), total))


def share_cells(name: str, share: Share) -> Sequence[str | int]:
    return name, share.turns, length(share.spoken), length(middle(share.waits)), share.written or ""
