"""How the Chair opens, closes, suspends and finishes the lists of an agenda item, and sets the limit."""

from bot.domain.floor.command import Close, Command, Continue, Finish, Limit, Open, Suspend, Vote
from bot.domain.floor.entry import LIVE, State
from bot.domain.floor.event import (
    Closed,
    Continued,
    Finished,
    Limited,
    Opened,
    Suspended,
    TakenUp,
    VoteBegun,
    VoteEnded,
)
from bot.domain.floor.floor import Floor, turns
from bot.domain.floor.item import ItemList, ListState
from bot.domain.floor.why_not import NO_SUCH_ITEM, list_is
from bot.domain.people import Refused, refused

LONGEST_S = 36_000
_HOLD = (State.SPEAKING, State.CALLED, State.PAUSED)


def _as_seen(floor: Floor, item: str, saw: str) -> ItemList | Refused:
    """An empty `saw` is of typed words, which look at nothing."""
    found = floor.items.get(item)
    if found is None:
        return NO_SUCH_ITEM
    return list_is(found) if saw not in {"", found.state.value} else found


def opened(floor: Floor, _: Command, wish: Open) -> Opened | TakenUp | Refused:
    """Coming from another item opens no list that has been closed: that is asked for once more there."""
    item = _as_seen(floor, wish.item, wish.saw)
    if isinstance(item, Refused):
        return item
    here = item.item == floor.current
    match item.state:
        case ListState.OPEN | ListState.CLOSED if not here:
            return TakenUp(item.item)
        case ListState.INSCRIPTION | ListState.CLOSED:
            return Opened(item.item)
    return list_is(item)


def closed(floor: Floor, _: Command, wish: Close) -> Closed | Refused:
    item = _as_seen(floor, wish.item, wish.saw)
    if isinstance(item, Refused):
        return item
    return Closed(item.item) if item.state in {ListState.INSCRIPTION, ListState.OPEN} else list_is(item)


def finished(floor: Floor, _: Command, wish: Finish) -> Finished | Refused:
    """Nobody's request is lost with it: those who wait are carried over or released first."""
    item = _as_seen(floor, wish.item, wish.saw)
    if isinstance(item, Refused) or item.state is ListState.FINISHED:
        return item if isinstance(item, Refused) else list_is(item)
    if held := next((one for one in turns(floor, *_HOLD) if one.asked.item == item.item), None):
        return refused("floor-finish-held", delegation=held.asked.delegation, item=item.item)
    left = sum(entry.state in LIVE and entry.asked.item == item.item for entry in floor.entries.values())
    return refused("floor-still-waiting", item=item.item, count=left) if left else Finished(item.item)


def suspended(floor: Floor, _: Command, wish: Suspend) -> Suspended | Refused:
    item = _as_seen(floor, wish.item, wish.saw)
    if isinstance(item, Refused):
        return item
    return refused("floor-suspended", item=item.item) if item.suspended else Suspended(item.item, wish.reason)


def continued(floor: Floor, _: Command, wish: Continue) -> Continued | Refused:
    item = _as_seen(floor, wish.item, wish.saw)
    if isinstance(item, Refused):
        return item
    return Continued(item.item) if item.suspended else refused("floor-not-suspended", item=item.item)


def vote(floor: Floor, _: Command, wish: Vote) -> VoteBegun | VoteEnded | Refused:
    item = floor.items.get(wish.item)
    if item is None:
        return NO_SUCH_ITEM
    if item.voting == wish.begins:
        return refused("floor-voting" if item.voting else "floor-no-vote", item=item.item)
    return VoteBegun(item.item) if wish.begins else VoteEnded(item.item)


def limited(floor: Floor, _: Command, wish: Limit) -> Limited | Refused:
    """`saw` 0 is of typed words, which look at nothing."""
    item = floor.items.get(wish.item)
    if item is None:
        return NO_SUCH_ITEM
    if wish.saw not in {0, item.limit_s}:
        return refused("floor-limit-now", item=item.item, limit=item.limit_s)
    if not 0 < wish.limit_s <= LONGEST_S:
        return refused("floor-limit-odd", limit=wish.limit_s)
    return Limited(item.item, wish.limit_s)
