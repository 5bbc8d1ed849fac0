"""Who hears of what has happened on a floor, beside those who look at it: each in their own chat."""

from collections.abc import Iterator, Sequence

from bot.cards import say
from bot.dialog import Show, To
from bot.domain.floor.entry import Entry, State
from bot.domain.floor.event import (
    Called,
    CarriedOver,
    Change,
    Declined,
    Deferred,
    Event,
    Interrupted,
    Opened,
    Passed,
    Released,
    Requested,
    Returned,
    Ruled,
    Started,
    SwapOffered,
    Swapped,
    Undone,
    Withdrawn,
    Written,
)
from bot.domain.floor.floor import Floor, ListState
from bot.domain.people import Person, Role
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.floor.alerts import urgent
from dialogs.floor.words import item_of

MODERATORS = frozenset({Role.MODERATOR})
AGAIN = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})
STOPPED = State.CALLED, State.SPEAKING
"""Whose start is taken back is at the microphone."""


async def notices(event: Event, before: Floor, after: Floor, by: Person, reading: Reading) -> Sequence[To]:
    told = [news("floor.news" if ahead else "floor.corrected", after.entries[of]) for of, ahead in event.told]
    told += followed(event, before, after, by)
    told += [To(what=one, roles=MODERATORS) for one in urgent(event, before, after)]
    if isinstance(event.change, Opened) and before.items[event.change.item].state is ListState.CLOSED:
        told += await reopened(event.change.item, after, reading)
    return told


def news(view: str, entry: Entry) -> To:
    return To(what=Show(view, entry.id), delegation=entry.asked.delegation)


def followed(event: Event, before: Floor, after: Floor, by: Person) -> Iterator[To]:
    match event.change:
        case Requested(of) if event.moderator:
            yield news("floor", after.entries[of])
        case SwapOffered() | Swapped() as swap:
            yield from swapped(swap, before, after, by)
        case CarriedOver(entries):
            yield from (news("floor", after.entries[f"{of}+"]) for of in entries)
        case Undone():
            known = {of for of, _ in event.told}
            again = (one for one in told_otherwise(before, after) if one.id not in known)
            yield from (news("floor.corrected", one) for one in again)
        case change:
            yield from (news("floor.news", after.entries[of]) for of in concerned(change, event, before))


def concerned(change: Change, event: Event, before: Floor) -> Sequence[str]:
    """Whose turn it is now, or who cannot see from their place alone what has become of it."""
    match change:
        case Called(of, passes=passes):
            return (*passes, of)
        case Started(of) if before.entries[of].state is not State.CALLED:
            return (of,)
        case Withdrawn(of) | Declined(of) | Passed(of) | Interrupted(of) | Ruled(of) | Written(of):
            return (of,)
        case Deferred(of) | Returned(of) if event.moderator:
            return (of,)
        case Released(entries):
            return entries
        case _:
            return ()


def swapped(swap: SwapOffered | Swapped, before: Floor, after: Floor, by: Person) -> Iterator[To]:
    """The other side of an offer; where it is taken back, its card says so by itself."""
    ours = after.entries[swap.entry].asked.delegation
    theirs = before.entries[swap.other or before.entries[swap.entry].swap].asked.delegation
    match swap:
        case Swapped():
            yield To(what=say("floor-swapped", delegation=delegation(theirs)), delegation=ours)
        case SwapOffered(_, other) if other:
            yield news("floor", after.entries[other])
        case SwapOffered() if by.delegation == theirs:
            yield To(what=say("floor-swap-turned-down", delegation=delegation(theirs)), delegation=ours)
        case SwapOffered():
            return


def told_otherwise(before: Floor, after: Floor) -> Iterator[Entry]:
    """Who was told what has been taken back: called, passed, ended, or on the list at all."""
    for was in before.entries.values():
        entry = after.entries.get(was.id)
        if entry is None:
            carried = after.entries.get(was.asked.after)
            yield from () if carried and carried.state in AGAIN else (was,)
        elif entry.state in AGAIN - {was.state} and (entry.state, was.state) != STOPPED:
            yield entry


async def reopened(item: str, after: Floor, reading: Reading) -> Sequence[To]:
    """To all that are there or have asked to speak on the item: some of them came too late before."""
    there = await reading.meetings.present(after.meeting)
    asked = (one.asked.delegation for one in after.entries.values() if one.asked.item == item)
    delegations = dict.fromkeys((*asked, *(one.delegation for one in there)))
    opened = say("floor-reopened", item=item_of(await reading.meetings.get(after.meeting), item))
    return [To(what=opened, delegation=of) for of in delegations if of]
