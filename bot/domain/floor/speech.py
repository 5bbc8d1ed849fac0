"""What happens to the turn of who has the floor; each wish names the entry and holds only as it stands."""

from bot.domain.floor.command import Command, End, Interrupt, Pass, Pause, Resume, Return, Rule
from bot.domain.floor.entry import Entry, Kind, State
from bot.domain.floor.event import Ended, Interrupted, Passed, Paused, Resumed, Returned, Ruled
from bot.domain.floor.floor import Floor, turns
from bot.domain.floor.order import precedence
from bot.domain.floor.why_not import gone
from bot.domain.people import Refused, refused


def _standing(floor: Floor, entry: str, *states: State) -> Entry | Refused:
    found = floor.entries.get(entry)
    return found if found is not None and found.state in states else gone(found)


def paused_now(floor: Floor, _: Command, wish: Pause) -> Paused | Refused:
    entry = _standing(floor, wish.entry, State.SPEAKING)
    return entry if isinstance(entry, Refused) else Paused(entry.id)


def resumed(floor: Floor, _: Command, wish: Resume) -> Resumed | Refused:
    """Who took the floor meanwhile for a point of order or a question ends with it, or goes back to wait."""
    entry = _standing(floor, wish.entry, State.PAUSED)
    if isinstance(entry, Refused):
        return entry
    if floor.items[entry.asked.item].suspended:
        return refused("floor-suspended", item=entry.asked.item)
    others = [one for one in turns(floor, State.SPEAKING, State.PAUSED) if one.id != entry.id]
    ends = tuple(one.id for one in others if precedence(one) < precedence(entry))
    return Resumed(entry.id, ends, tuple(one.id for one in turns(floor, State.CALLED)))


def ended(floor: Floor, _: Command, wish: End) -> Ended | Refused:
    entry = _standing(floor, wish.entry, State.SPEAKING)
    return entry if isinstance(entry, Refused) else Ended(entry.id, wish.cut_off)


def passed(floor: Floor, _: Command, wish: Pass) -> Passed | Refused:
    entry = _standing(floor, wish.entry, State.CALLED)
    return entry if isinstance(entry, Refused) else Passed(entry.id, final=entry.passes > 0)


def interrupted(floor: Floor, _: Command, wish: Interrupt) -> Interrupted | Refused:
    entry = _standing(floor, wish.entry, State.SPEAKING, State.PAUSED)
    return entry if isinstance(entry, Refused) else Interrupted(entry.id, wish.reason)


def returned(floor: Floor, _: Command, wish: Return) -> Returned | Refused:
    entry = _standing(floor, wish.entry, State.INTERRUPTED)
    return entry if isinstance(entry, Refused) else Returned(entry.id)


def ruled(floor: Floor, _: Command, wish: Rule) -> Ruled | Refused:
    """Also when the speaker has ended, which is when the Chair rules."""
    entry = floor.entries.get(wish.entry)
    if entry is None:
        return gone(entry)
    if entry.asked.kind is not Kind.POINT_OF_ORDER:
        return refused("floor-no-ruling", delegation=entry.asked.delegation)
    return Ruled(entry.id, wish.ruling)
