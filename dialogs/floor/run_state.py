"""Who has the floor, since when and until when, how the list stands, and who comes next."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cards import Block, Notice, Say, Text, say
from bot.domain.floor.entry import Entry, ListName, State
from bot.domain.floor.floor import Floor, ItemList, holder, limit_of, paused, queue, waiting
from bot.domain.meetings import Meeting
from dialogs.facts import facts, typed
from dialogs.floor.words import clock, how_far, item_of, length, named

NEXT = 3


def stands(floor: Floor, meeting: Meeting) -> Iterator[Block]:
    item = floor.items.get(floor.current)
    if item:
        yield Text(say("floor-run-item", item=item_of(meeting, item.item), state=state(item)))
    has, behind = holder(floor), paused(floor)
    if has is None:
        yield Notice(say("floor-run-nobody"), "info")
        return
    yield Notice(has_floor(has, floor), "done" if has.state is State.SPEAKING else "info")
    yield from known_of(has)
    if behind and behind is not has:
        yield Text(has_floor(behind, floor))


def state(item: ItemList) -> Say:
    if item.suspended:
        return say("floor-run-suspended")
    if item.voting:
        return say("floor-list-voting")
    return say(f"floor-list-{item.state}")


def has_floor(entry: Entry, floor: Floor) -> Say:
    """By the clock, which is not ticked: since when, and when the limit is reached."""
    limit = timedelta(seconds=limit_of(floor, entry))
    args: dict[str, str | int | Say] = {
        "delegation": named(entry),
        "spoken": length(entry.spoken),
        "limit": length(limit),
    }
    if entry.since is None:
        return Say(f"floor-run-{'called' if entry.state is State.CALLED else 'paused'}", args)
    ends = entry.since + limit - entry.spoken
    key = f"floor-run-{how_far(entry, limit)}"
    return Say(key, {**args, "since": clock(entry.since), "until": clock(ends)})


def known_of(entry: Entry) -> Iterator[Block]:
    """What the Chair should know of who has the floor."""
    asked = entry.asked
    told = facts(
        ("fact-speaker", typed(asked.speaker)),
        ("fact-on-behalf", typed(asked.group)),
        ("fact-note", typed(asked.note)),
    )
    if told.rows:
        yield told


def coming(floor: Floor) -> Iterator[Block]:
    order, item = queue(floor), floor.current
    for place, one in enumerate(order[:NEXT], 1):
        yield Text(say("floor-run-next", place=place, delegation=named(one), how=how(one)))
    if further := order[NEXT:]:
        yield Text(say("floor-run-further", count=len(further)), quiet=True)
    for name in (ListName.QUESTIONS, ListName.REPLIES):
        apart = [one for one in waiting(floor, item, name) if one not in order]
        if apart:
            yield Text(say(f"floor-run-{name}", count=len(apart)), quiet=True)


def how(entry: Entry) -> Say:
    mode = say(f"mode-{entry.asked.mode}")
    return say("floor-run-ready", mode=mode) if entry.ready else mode
