"""How a turn stands: its state, its place on the list and why, and when it may come."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from bot.cards import Block, Facts, Notice, Say, Text, say
from bot.domain.floor.entry import WORDS_A_MINUTE, Capacity, Class, Entry, Mode, Motion, State
from bot.domain.floor.floor import Floor, ListState, limit_of, queue
from bot.domain.floor.place import Ahead, Position, estimate, position
from bot.domain.meetings import Meeting
from bot.domain.network import Network
from bot.ports import Reading
from dialogs.facts import delegation, facts, listed, typed
from dialogs.floor.moved import moved
from dialogs.floor.words import clock, how_far, item_of, length

Level = Literal["info", "done", "warning"]
LEVELS: dict[State, Level] = {
    State.CALLED: "done",
    State.SPEAKING: "done",
    State.FINISHED: "done",
    State.WRITTEN: "done",
    State.INTERRUPTED: "warning",
    State.NOT_TAKEN: "warning",
    State.DECLINED: "warning",
    State.VOID: "warning",
}
SOURCES = frozenset({"slack", "teams", "playground", "desk"})
MINUTE = timedelta(minutes=1)


def title(entry: Entry) -> Say:
    asked = entry.asked
    kind = say(f"kind-{asked.kind}")
    return say("floor-card", delegation=delegation(asked.delegation), kind=kind, number=asked.item)


def stands(entry: Entry, floor: Floor, reading: Reading) -> Iterator[Block]:
    where = position(floor, entry)
    if where is None:
        yield Notice(state(entry, floor, reading), LEVELS.get(entry.state, "info"))
        yield from against_limit(entry, floor)
        return
    yield Notice(say("floor-place", place=where.number), "info")
    yield from why(where, entry, floor, reading.network)
    yield from when(entry, floor, reading)


def state(entry: Entry, floor: Floor, reading: Reading) -> Say:
    """Every text of a state takes what it needs of these."""
    limit = timedelta(seconds=limit_of(floor, entry))
    spoken = entry.elapsed(reading.now)
    left = max(timedelta(), limit - spoken)
    since = entry.since or reading.now
    args: dict[str, str | int | Say] = {
        "spoken": length(spoken),
        "limit": length(limit),
        "left": length(left),
        "since": clock(since),
        "until": clock(since + limit - entry.spoken),
        "reason": entry.why or say("floor-no-reason"),
    }
    if entry.state is not State.SPEAKING:
        return Say(f"floor-stands-{entry.state}", args)
    return Say(f"floor-stands-{how_far(entry, limit) if entry.since else 'suspended'}", args)


def why(where: Position, entry: Entry, floor: Floor, network: Network) -> Iterator[Block]:
    before = listed(ahead(one, network) for one in where.ahead)
    first = say("floor-first" if called_from(entry, floor) else "floor-nobody-before")
    yield Text(say("floor-before", who=before) if before else first)
    source = say(f"source-{entry.asked.source if entry.asked.source in SOURCES else 'chat'}")
    yield Text(say("floor-asked", at=clock(entry.asked.at, exact=True), source=source), quiet=True)
    if entry.passes:
        yield Text(say("floor-passed-once"))
    if where.moved:
        yield Text(moved(entry, floor), quiet=True)


def called_from(entry: Entry, floor: Floor) -> bool:
    """Whether its list is the one that speakers are called from now."""
    return any((one.asked.item, one.list) == (entry.asked.item, entry.list) for one in queue(floor)[:1])


def ahead(one: Ahead, network: Network) -> Say:
    """So many of a kind; those of the network's own categories by their names."""
    match one.of:
        case Class.STATEMENT if one.category < 0:
            key = "returned"
        case Class.STATEMENT if one.category < len(network.floor.categories):
            key = network.floor.categories[one.category].value
        case Class.STATEMENT:
            key = "others"
        case of:
            key = of.name.lower().replace("_", "-")
    return say(f"floor-ahead-{key}", count=one.turns)


def when(entry: Entry, floor: Floor, reading: Reading) -> Iterator[Block]:
    """Before the list is opened nobody knows; replies wait until the statements are over."""
    wait = estimate(floor, entry, reading.now)
    item = floor.items.get(entry.asked.item)
    if item is None or item.state is ListState.INSCRIPTION:
        yield Text(say("floor-not-begun"))
    elif item.suspended:
        yield Text(say("floor-waits-suspended"))
    elif not called_from(entry, floor):
        yield Text(say("floor-after-statements"))
    elif wait is not None and wait >= MINUTE:
        minutes = say("floor-minutes", count=round(wait / MINUTE))
        yield Text(say("floor-estimate", at=clock(reading.now + wait), wait=minutes))
    else:
        yield Text(say("floor-any-moment"))


def against_limit(entry: Entry, floor: Floor) -> Iterator[Block]:
    """A written text beside the time that it would have taken."""
    words = entry.asked.words
    if entry.state is State.WRITTEN and words:
        lasts, limit = timedelta(minutes=words / WORDS_A_MINUTE), limit_of(floor, entry)
        said = say("floor-words", count=words, pace=WORDS_A_MINUTE, length=length(lasts), limit=length(limit))
        over = lasts.total_seconds() > limit
        yield Notice(said, "warning") if over else Text(said)


def details(entry: Entry, floor: Floor, meeting: Meeting) -> Facts:
    asked = entry.asked
    return facts(
        ("fact-item", item_of(meeting, asked.item)),
        ("fact-speaker", typed(asked.speaker)),
        ("fact-on-behalf", typed(asked.group)),
        ("fact-capacity", capacity(asked.capacity)),
        ("fact-motion", say(f"motion-{asked.motion}") if asked.motion is not Motion.NONE else None),
        ("fact-mode", say(f"mode-{asked.mode}")),
        ("fact-note", typed(asked.note)),
        ("fact-written", typed(asked.link)),
        ("fact-ruling", typed(entry.ruling)),
        ("fact-limit", time_for(entry, floor)),
        ("fact-ready", say("yes") if entry.ready else None),
    )


def time_for(entry: Entry, floor: Floor) -> Say | None:
    """What was spoken before an interruption is gone from it."""
    limit = limit_of(floor, entry)
    left = max(timedelta(), timedelta(seconds=limit) - entry.spoken)
    if entry.spoken and entry.state in {State.LISTED, State.INTERRUPTED, State.CALLED}:
        return say("floor-time-left", left=length(left), limit=length(limit))
    return typed(length(limit))


def capacity(of: Capacity) -> Say | None:
    """Left out where it goes without saying."""
    plain = of in {Capacity.NATIONAL, Capacity.GROUP}
    return None if plain else say(f"speaks-as-{of}")


def other_mode(entry: Entry) -> Mode:
    return Mode.ONLINE if entry.asked.mode is Mode.ROOM else Mode.ROOM
