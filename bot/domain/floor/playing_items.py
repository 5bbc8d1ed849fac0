"""How lists open, close, stand still and finish."""

from dataclasses import replace

from bot.domain.floor import event as happened
from bot.domain.floor.entry import State
from bot.domain.floor.event import Event
from bot.domain.floor.ground import Ground
from bot.domain.floor.item import ListState
from bot.domain.floor.play import Plays, plays


def _opened(ground: Ground, _: Event, change: happened.Opened) -> None:
    ground.items[change.item] = replace(ground.items[change.item], state=ListState.OPEN, closed_at=None)
    ground.current = change.item


def _taken_up(ground: Ground, _: Event, change: happened.TakenUp) -> None:
    ground.current = change.item


def _closed(ground: Ground, event: Event, change: happened.Closed) -> None:
    ground.items[change.item] = replace(ground.items[change.item], state=ListState.CLOSED, closed_at=event.at)


def _finished(ground: Ground, _: Event, change: happened.Finished) -> None:
    ground.items[change.item] = replace(ground.items[change.item], state=ListState.FINISHED, voting=False)


def _suspended(ground: Ground, event: Event, change: happened.Suspended) -> None:
    ground.items[change.item] = replace(ground.items[change.item], suspended=True)
    for entry in _who_speaks(ground, change.item):
        ground[entry].stops(event.at)


def _continued(ground: Ground, event: Event, change: happened.Continued) -> None:
    ground.items[change.item] = replace(ground.items[change.item], suspended=False)
    for entry in _who_speaks(ground, change.item):
        ground[entry].runs(event.at)


def _who_speaks(ground: Ground, item: str) -> list[str]:
    return [
        entry.id for entry in ground.every() if entry.state is State.SPEAKING and entry.asked.item == item
    ]


def _vote_begun(ground: Ground, _: Event, change: happened.VoteBegun) -> None:
    ground.items[change.item] = replace(ground.items[change.item], voting=True)


def _vote_ended(ground: Ground, _: Event, change: happened.VoteEnded) -> None:
    ground.items[change.item] = replace(ground.items[change.item], voting=False)


def _limited(ground: Ground, _: Event, change: happened.Limited) -> None:
    ground.items[change.item] = replace(ground.items[change.item], limit_s=change.limit_s)


ITEMS: Plays = dict(
    [
        plays(happened.Opened, _opened),
        plays(happened.TakenUp, _taken_up),
        plays(happened.Closed, _closed),
        plays(happened.Finished, _finished),
        plays(happened.Suspended, _suspended),
        plays(happened.Continued, _continued),
        plays(happened.VoteBegun, _vote_begun),
        plays(happened.VoteEnded, _vote_ended),
        plays(happened.Limited, _limited),
    ]
)
