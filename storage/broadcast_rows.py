"""Between a broadcast and its rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping

from bot.domain.broadcast.broadcast import Broadcast, Text, Version
from storage.typed import a_table, plain, thawed

OWN = ("number", "fallback", "by", "at", "approved_by", "approved_at")


def broadcast_row(one: Broadcast) -> dict[str, object]:
    return {
        "phase": one.phase,
        "author": one.author,
        "sent_version": one.sent_version,
        "requested_at": one.requested_at,
        "recalled_at": one.recalled_at,
        "terms": terms(one),
        "changes": one.changes,
    }


def new_row(one: Broadcast, begun_at: datetime) -> dict[str, object]:
    return broadcast_row(one) | {"id": one.id, "reference": one.reference, "begun_at": begun_at}


def terms(one: Broadcast) -> dict[str, object]:
    kept = a_table(plain(replace(one, versions=())))
    return {name: value for name, value in kept.items() if name != "versions"}


def version_rows(one: Broadcast) -> list[dict[str, object]]:
    return [version_row(one.id, version) for version in one.versions]


def version_row(of: str, one: Version) -> dict[str, object]:
    own = {name: getattr(one, name) for name in OWN}
    return own | {"broadcast": of, "texts": plain(one.texts)}


def a_broadcast(row: RowMapping, versions: Iterable[RowMapping]) -> Broadcast:
    return replace(thawed(Broadcast, row["terms"]), versions=tuple(map(a_version, versions)))


def a_version(row: RowMapping) -> Version:
    texts = {language: thawed(Text, text) for language, text in a_table(row["texts"]).items()}
    return Version(texts=texts, **{name: row[name] for name in OWN})
