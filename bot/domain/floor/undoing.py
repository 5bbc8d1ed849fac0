"""What can be taken back, and how the clock stood before it."""

from collections.abc import Sequence

from bot.domain.floor import event as happened
from bot.domain.floor.command import Command, Undo
from bot.domain.floor.concern import concerned
from bot.domain.floor.event import Event, Undone
from bot.domain.floor.floor import Floor, begun_again, folded, speaking
from bot.domain.floor.fold import in_force, taken_back
from bot.domain.floor.keeping import still_holds
from bot.domain.people import Refused, refused


def undone(floor: Floor, _: Command, wish: Undo) -> Undone | Refused:
    event = next((event for event in floor.events if event.number == wish.of), None)
    if event is None or isinstance(event.change, Undone):
        return refused("floor-nothing-to-undo")
    if wish.of in taken_back(floor.events):
        return refused("floor-undone-already")
    standing = in_force(floor.events)
    if any(_stands_in_the_way(later, event) for later in standing if later.number > event.number):
        return refused("floor-stale-undo")
    if event.number <= _too_long_ago(floor, standing):
        return refused("floor-undo-too-old")
    before = folded(begun_again(floor), [one for one in standing if one.number < event.number])
    if not _still_hold(before, [one for one in standing if one.number > event.number]):
        return refused("floor-stale-undo")
    return _with_clock(before, event)


def _stands_in_the_way(later: Event, event: Event) -> bool:
    """What delegations did meanwhile is kept, except where it was built on just this."""
    if isinstance(later.change, Undone):
        return False
    built_on = not event.moderator or isinstance(event.change, _LISTS)
    return later.moderator or (built_on and bool(concerned(later.change) & concerned(event.change)))


def _still_hold(before: Floor, later: Sequence[Event]) -> bool:
    now = before
    for event in later:
        if isinstance(event.change, Undone):
            continue
        if not still_holds(now, event):
            return False
        now = folded(now, [event])
    return True


_LISTS = (happened.Requested, happened.Written, happened.CarriedOver)


def _too_long_ago(floor: Floor, standing: list[Event]) -> int:
    """The number of the start before the last, where the last may be taken back; 0 before there were two."""
    last = max((event.number for event in floor.events if _starts(event)), default=0)
    return max((event.number for event in standing if _starts(event) and event.number < last), default=0)


def _starts(event: Event) -> bool:
    return isinstance(event.change, happened.Started) or (
        isinstance(event.change, happened.Called) and event.change.begins
    )


def _with_clock(before: Floor, event: Event) -> Undone:
    speaker = speaking(before)
    if speaker is None or speaker.since is None:
        return Undone(event.number)
    after = folded(before, [event]).entries[speaker.id]
    if after.since == speaker.since:
        return Undone(event.number)
    return Undone(event.number, speaker.id, speaker.elapsed(event.at))
