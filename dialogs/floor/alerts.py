"""What a moderator must not miss: points of order, who was not there, a line that was lost."""

from collections.abc import Iterator

from bot.cards import Block, Button, Item, Notice, Pointer, Say, say
from bot.domain.floor.entry import LIVE, Entry, Kind, Mode, State
from bot.domain.floor.event import Called, Detailed, Event, Passed, Requested
from bot.domain.floor.floor import Floor, holder, limit_of, queue
from dialogs.facts import delegation
from dialogs.floor.words import clock, length

ON_DECK = 2


def urgent(event: Event, before: Floor, after: Floor) -> Iterator[Say]:
    """What moderators are told at once, wherever they are."""
    match event.change:
        case Requested(of, asked) | Detailed(of, asked) if asked.kind is Kind.POINT_OF_ORDER:
            known = before.entries.get(of)
            if not event.moderator and (known is None or known.asked.kind is not Kind.POINT_OF_ORDER):
                of_whom = delegation(asked.delegation)
                yield say("floor-point-raised", delegation=of_whom, number=after.entries[of].asked.item)
        case Passed(of):
            yield absent(after.entries[of])
        case Called(passes=passes):
            yield from (absent(after.entries[of]) for of in passes)
        case _:
            return


def absent(entry: Entry) -> Say:
    once = entry.state in LIVE
    return say(
        "floor-absent" if once else "floor-absent-twice", delegation=delegation(entry.asked.delegation)
    )


def alerts(floor: Floor) -> Iterator[Block]:
    yield from (point(one, floor) for one in queue(floor) if one.asked.kind is Kind.POINT_OF_ORDER)
    yield from (lost(one, floor) for one in floor.entries.values() if one.state is State.INTERRUPTED)
    for one in floor.entries.values():
        if one.passes and one.state in LIVE:
            yield Notice(say("floor-alert-absent", delegation=delegation(one.asked.delegation)))
    for one in queue(floor)[:ON_DECK]:
        if one.asked.mode is Mode.ONLINE and not one.ready:
            yield Notice(say("floor-alert-silent", delegation=delegation(one.asked.delegation)), "info")


def point(entry: Entry, floor: Floor) -> Block:
    """With the button to give it the floor at once."""
    has = holder(floor)
    told = say(
        "floor-alert-point",
        delegation=delegation(entry.asked.delegation),
        at=clock(entry.asked.at, exact=True),
    )
    give = Button(say("do.take"), Pointer("floor.call", entry.id, has.id if has else ""), style="danger")
    return Item(told, () if floor.items[entry.asked.item].suspended else (give,))


def lost(entry: Entry, floor: Floor) -> Block:
    left = max(0, limit_of(floor, entry) - round(entry.spoken.total_seconds()))
    told = say("floor-alert-lost", delegation=delegation(entry.asked.delegation), left=length(left))
    return Item(told, (Button(say("do.return"), Pointer("floor.return", entry.id)),))
