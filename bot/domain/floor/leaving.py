"""Those who wait give up their place: for good, to another, or for a later one."""

from bot.domain.floor.command import AnswerSwap, Command, Decline, Defer, OfferSwap, Withdraw
from bot.domain.floor.detailing import theirs
from bot.domain.floor.entry import Entry, State
from bot.domain.floor.event import Declined, Deferred, SwapOffered, Swapped, Withdrawn
from bot.domain.floor.floor import Floor
from bot.domain.floor.order import class_of
from bot.domain.floor.why_not import gone, stands_so
from bot.domain.people import Refused, refused

_NOT_SPEAKING = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})


def withdrawn(floor: Floor, command: Command, wish: Withdraw) -> Withdrawn | Refused:
    entry = theirs(floor, command, wish.entry)
    if isinstance(entry, Refused):
        return entry
    return Withdrawn(entry.id) if entry.state in _NOT_SPEAKING else stands_so(entry)


def declined(floor: Floor, _: Command, wish: Decline) -> Declined | Refused:
    entry = floor.entries.get(wish.entry)
    if entry is None or entry.state not in _NOT_SPEAKING:
        return gone(entry)
    return Declined(entry.id, wish.reason)


def deferred(floor: Floor, command: Command, wish: Defer) -> Deferred | Refused:
    entry = theirs(floor, command, wish.entry)
    if isinstance(entry, Refused):
        return entry
    return Deferred(entry.id, wish.reason) if entry.waits else stands_so(entry)


def swap_offered(floor: Floor, command: Command, wish: OfferSwap) -> SwapOffered | Refused:
    entry, other = theirs(floor, command, wish.entry), floor.entries.get(wish.other)
    if isinstance(entry, Refused):
        return entry
    if other is None:
        return gone(other)
    return no_swap(entry, other) or SwapOffered(entry.id, other.id)


def no_swap(entry: Entry, other: Entry) -> Refused | None:
    """Why these two cannot change places, whoever offers it."""
    for one in (entry, other):
        if not one.waits:
            return stands_so(one)
    if entry.asked.delegation == other.asked.delegation or _line(entry) != _line(other):
        return refused("floor-swap-elsewhere", delegation=other.asked.delegation)
    return None


def _line(entry: Entry) -> tuple[object, ...]:
    return entry.asked.item, entry.list, class_of(entry.asked, entry.list)


def swap_answered(floor: Floor, command: Command, wish: AnswerSwap) -> Swapped | SwapOffered | Refused:
    """The delegation that made the offer may take it back; only the other one may accept."""
    entry, other = floor.entries.get(wish.entry), theirs(floor, command, wish.other)
    if entry is None:
        return gone(entry)
    if isinstance(other, Refused):
        mine = theirs(floor, command, wish.entry)
        if wish.accepted or isinstance(mine, Refused):
            return other
    if not wish.other or entry.swap != wish.other:
        return refused("floor-no-offer", delegation=entry.asked.delegation)
    if not wish.accepted or isinstance(other, Refused):
        return SwapOffered(entry.id, "")
    return no_swap(entry, other) or Swapped(entry.id, other.id)
