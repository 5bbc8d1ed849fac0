"""One kind of event brought to what it does."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.floor.event import Change, Event
from bot.domain.floor.ground import Ground

C = TypeVar("C", bound=Change)
Play = Callable[[Ground, Event], None]
Plays = Mapping[type[object], Play]


def plays(kind: type[C], does: Callable[[Ground, Event, C], None]) -> tuple[type[object], Play]:
    def play(ground: Ground, event: Event) -> None:
        if isinstance(event.change, kind):
            does(ground, event, event.change)

    return kind, play
