"""The record of a floor in rows: each turn as it was asked, called and taken."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.floor.entry import Entry
from bot.domain.floor.event import Called
from bot.domain.floor.floor import Floor
from bot.domain.floor.fold import in_force
from bot.domain.floor.record import Turn, recorded

MINUTE = 60


class Row(NamedTuple):
    """`out_of_order`: called before its turn; `reason`: of that, else of its place or its end."""

    turn: Turn
    out_of_order: bool
    reason: str

    @property
    def entry(self) -> Entry:
        return self.turn.entry


def rows(floor: Floor, now: datetime) -> Iterator[tuple[str, Sequence[Row]]]:
    """By item, in the order of the agenda; items nobody has asked to speak on are left out."""
    calls = {
        event.change.entry: event.change
        for event in in_force(floor.events)
        if isinstance(event.change, Called)
    }
    for item in floor.items:
        turns = recorded(floor, now, item).turns
        if turns:
            yield item, [row(turn, calls) for turn in turns]


def row(turn: Turn, calls: Mapping[str, Called]) -> Row:
    call = calls.get(turn.entry.id)
    out_of_order = bool(call and call.out_of_order)
    return Row(turn, out_of_order, (call.reason if call else "") or turn.entry.why)


def length(lasts: timedelta | None) -> str:
    """`7:05`, hours as minutes; nothing where it is not known."""
    if lasts is None:
        return ""
    seconds = round(lasts.total_seconds())
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
