"""What has happened on a floor as rows: the verb, and the fields of the change as JSON."""

import re
from collections.abc import Mapping
from typing import get_args

from sqlalchemy import RowMapping

from bot.domain.floor.event import Change, Event
from storage.typed import plain, thawed


def spelled(kind: type) -> str:
    """`CarriedOver` is `carried-over`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


CHANGES: Mapping[str, type[Change]] = {spelled(kind): kind for kind in get_args(Change)}


def event_row(meeting: str, event: Event) -> dict[str, object]:
    return {
        "meeting": meeting,
        "number": event.number,
        "key": event.key,
        "at": event.at,
        "by": event.by,
        "moderator": event.moderator,
        "verb": spelled(type(event.change)),
        "change": plain(event.change),
        "told": plain(event.told),
    }


def a_change(verb: str, kept: object) -> Change:
    """Raises ValueError where a newer version of this program has written it."""
    kind = CHANGES.get(verb)
    if kind is None:
        raise ValueError(verb)
    return thawed(kind, kept)


def an_event(row: RowMapping) -> Event:
    return Event(
        number=row["number"],
        key=row["key"],
        at=row["at"],
        by=row["by"],
        moderator=row["moderator"],
        change=a_change(row["verb"], row["change"]),
        told=tuple((str(entry), int(ahead)) for entry, ahead in row["told"]),
    )
