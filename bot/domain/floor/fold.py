"""The present from what has happened: each event in its turn, what was taken back left out."""

from collections.abc import Iterable, Sequence

from bot.domain.floor.event import Event, Undone
from bot.domain.floor.ground import Ground
from bot.domain.floor.play import Plays
from bot.domain.floor.playing_items import ITEMS
from bot.domain.floor.playing_places import PLACES
from bot.domain.floor.playing_requests import REQUESTS
from bot.domain.floor.playing_turns import TURNS

_PLAYS: Plays = {**REQUESTS, **PLACES, **TURNS, **ITEMS}


def played(ground: Ground, events: Iterable[Event]) -> Ground:
    for event in events:
        _PLAYS[type(event.change)](ground, event)
        if ground.offers:
            ground.void_offers()
    return ground


def taken_back(events: Iterable[Event]) -> frozenset[int]:
    return frozenset(event.change.of for event in events if isinstance(event.change, Undone))


def in_force(events: Sequence[Event]) -> list[Event]:
    gone = taken_back(events)
    return [event for event in events if event.number not in gone]
