"""How those who wait change places."""

from bot.domain.floor import event as happened
from bot.domain.floor.event import Event
from bot.domain.floor.ground import Ground
from bot.domain.floor.play import Plays, plays


def _deferred(ground: Ground, event: Event, change: happened.Deferred) -> None:
    draft = ground[change.entry]
    draft.goes_to(ground.end_of_category(draft, event.number), change.reason)


def _offered(ground: Ground, _: Event, change: happened.SwapOffered) -> None:
    ground.offer(change.entry, change.other)


def _swapped(ground: Ground, _: Event, change: happened.Swapped) -> None:
    one, other = ground[change.entry], ground[change.other]
    ones, others = one.place, other.place
    one.goes_to(others, moved=True)
    other.goes_to(ones, moved=True)


def _moved(ground: Ground, event: Event, change: happened.Moved) -> None:
    entry, before = change.entry, change.before
    place = ground.right_before(before, entry, event.number) if before else ground.right_behind(entry)
    ground[entry].goes_to(place, change.reason, moved=True)


def _interleaved(ground: Ground, _: Event, change: happened.Interleaved) -> None:
    drafts = [ground[entry] for entry in change.entries]
    places = sorted(draft.place for draft in drafts)
    for draft, place in zip(drafts, places, strict=True):
        if draft.place != place:
            draft.goes_to(place, moved=True)


def _drawn(ground: Ground, _: Event, change: happened.Drawn) -> None:
    for rank, entry in enumerate(change.entries):
        draft = ground[entry]
        draft.goes_to(draft.by_nature(rank))


PLACES: Plays = dict(
    [
        plays(happened.Deferred, _deferred),
        plays(happened.SwapOffered, _offered),
        plays(happened.Swapped, _swapped),
        plays(happened.Moved, _moved),
        plays(happened.Interleaved, _interleaved),
        plays(happened.Drawn, _drawn),
    ]
)
