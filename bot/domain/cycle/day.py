"""What falls on one day of one person goes in one message, the most urgent first."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.cycle.due import Reader
from bot.domain.cycle.touch import RANK, Manner, Touch
from bot.domain.wall_clock import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`day`: by the clocks of the reader; `touches`: what its message gains now, never none."""

    reader: Reader
    day: date
    touches: tuple[Touch, ...]

    @property
    def key(self) -> str:
        """One message a day and person."""
        return f"day/{self.day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """By person: keys of touches they were told or are about to be, and days whose message has gone."""

    told: Mapping[str, Collection[str]] = field(default_factory=dict)
    gone: Mapping[str, Collection[date]] = field(default_factory=dict)


def merged(found: Iterable[tuple[Reader, Touch]], past: Past, now: datetime) -> Iterator[Day]:
    """`found`: what is due; a message that has not gone yet takes what comes later, else that waits a day."""
    for reader, touches in gathered(found, past).items():
        today = shown(now, reader.zone).date()
        if today not in past.gone.get(reader.person.id, ()):
            yield Day(reader=reader, day=today, touches=tuple(sorted(touches, key=urgency)))


def gathered(found: Iterable[tuple[Reader, Touch]], past: Past) -> Mapping[Reader, set[Touch]]:
    by = dict[Reader, set[Touch]]()
    for reader, touch in found:
        known = touch.key in past.told.get(reader.person.id, ())
        if touch.manner is Manner.DAY and not known:
            by.setdefault(reader, set()).add(touch)
    return by


def urgency(touch: Touch) -> tuple[int, datetime, str]:
    """Of the same rank, what ends first."""
    return RANK.index(touch.series), touch.until, touch.key
