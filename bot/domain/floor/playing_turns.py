"""How turns are called, begin, stand still and end; the only place where the clock runs."""

from bot.domain.floor import event as happened
from bot.domain.floor.draft import Draft
from bot.domain.floor.entry import State
from bot.domain.floor.event import Event
from bot.domain.floor.ground import Ground
from bot.domain.floor.order import at_head
from bot.domain.floor.play import Plays, plays

_LISTED, _CALLED, _SPEAKING, _PAUSED = State.LISTED, State.CALLED, State.SPEAKING, State.PAUSED


def _called(ground: Ground, event: Event, change: happened.Called) -> None:
    _make_room(ground, event, change.ends, change.pauses)
    for entry in change.passes:
        _not_there(ground, ground[entry], event)
    draft = ground[change.entry]
    draft.state, draft.called_at = _CALLED, event.at
    ground.current = draft.asked.item
    if change.begins:
        _begins(ground, draft, event)


def _started(ground: Ground, event: Event, change: happened.Started) -> None:
    _make_room(ground, event, change.ends, change.pauses)
    _begins(ground, ground[change.entry], event)


def _make_room(ground: Ground, event: Event, ends: tuple[str, ...], pauses: tuple[str, ...]) -> None:
    for entry in ends:
        ground[entry].ends(State.FINISHED, event.at)
    for entry in pauses:
        _gives_way(ground[entry], event)


def _gives_way(draft: Draft, event: Event) -> None:
    if draft.state is not _CALLED:
        return _pauses(draft, event)
    draft.state, draft.called_at = _LISTED, None
    return draft.goes_to(at_head(draft.asked, draft.list, event.number))


def _begins(ground: Ground, draft: Draft, event: Event) -> None:
    if draft.limit_s is None:
        draft.limit_s = ground.limit_s(draft)
    draft.runs(event.at)


def _pauses(draft: Draft, event: Event) -> None:
    draft.stops(event.at)
    draft.state = _PAUSED


def _paused(ground: Ground, event: Event, change: happened.Paused) -> None:
    _pauses(ground[change.entry], event)


def _resumed(ground: Ground, event: Event, change: happened.Resumed) -> None:
    _make_room(ground, event, change.ends, change.pauses)
    ground[change.entry].runs(event.at)


def _ended(ground: Ground, event: Event, change: happened.Ended) -> None:
    ground[change.entry].ends(State.CUT_OFF if change.cut_off else State.FINISHED, event.at)


def _passed(ground: Ground, event: Event, change: happened.Passed) -> None:
    _not_there(ground, ground[change.entry], event)


def _not_there(ground: Ground, draft: Draft, event: Event) -> None:
    """The first time it goes to the end of its category, the second time the turn is not taken."""
    draft.passes += 1
    draft.ready = False
    if draft.passes > 1:
        return draft.ends(State.NOT_TAKEN, event.at)
    draft.goes_to(ground.end_of_category(draft, event.number))
    draft.state, draft.called_at = _LISTED, None
    return None


def _interrupted(ground: Ground, event: Event, change: happened.Interrupted) -> None:
    draft = ground[change.entry]
    draft.stops(event.at)
    draft.state, draft.ready, draft.why = State.INTERRUPTED, False, change.reason


def _returned(ground: Ground, event: Event, change: happened.Returned) -> None:
    draft = ground[change.entry]
    draft.state, draft.called_at = _LISTED, None
    draft.goes_to(at_head(draft.asked, draft.list, event.number))


def _ruled(ground: Ground, _: Event, change: happened.Ruled) -> None:
    ground[change.entry].ruling = change.ruling


def _undone(ground: Ground, event: Event, change: happened.Undone) -> None:
    """What had set this clock going may have been taken back since."""
    if change.entry in ground and ground[change.entry].since is not None:
        ground[change.entry].spoken, ground[change.entry].since = change.spoken, event.at


TURNS: Plays = dict(
    [
        plays(happened.Called, _called),
        plays(happened.Started, _started),
        plays(happened.Paused, _paused),
        plays(happened.Resumed, _resumed),
        plays(happened.Ended, _ended),
        plays(happened.Passed, _passed),
        plays(happened.Interrupted, _interrupted),
        plays(happened.Returned, _returned),
        plays(happened.Ruled, _ruled),
        plays(happened.Undone, _undone),
    ]
)
