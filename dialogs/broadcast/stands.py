"""How a broadcast stands, in one line: what was done last, by whom, and what it waits for."""

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from bot.cards import Block, Notice, Say, say
from bot.dialog import said_moment
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import asked, last, pending
from bot.ports import Reading
from dialogs.broadcast.clock_times import sending
from dialogs.broadcast.stage import stage
from dialogs.standing import name

Level = Literal["info", "done", "warning"]
DECIDING, EDITS = frozenset({"requested", "approved", "lapsed"}), frozenset({"edited", "corrected"})


async def stands(one: Broadcast, counts: Counts, reading: Reading) -> AsyncIterator[Block]:
    for text, level in (*of_sending(one, counts), *of_pending(one)):
        yield Notice(await named(text, reading), level)


async def named(text: Say, reading: Reading) -> Say:
    by = text.args.get("by")
    return Say(text.key, {**text.args, "by": await name(by, reading)}) if isinstance(by, str) else text


def of_sending(one: Broadcast, counts: Counts) -> Iterator[tuple[Say, Level]]:
    """Of what was approved."""
    if one.recalled_at:
        yield done(one, "recalled"), "warning"
    elif one.phase is Phase.CANCELLED:
        yield done(one, "cancelled"), "warning"
    elif one.phase is Phase.LAPSED:
        yield say("stands-lapsed"), "warning"
    elif one.phase is Phase.PAUSED:
        yield done(one, "paused"), "warning"
    elif one.sent_version:
        yield going(one, counts)


def going(one: Broadcast, counts: Counts) -> tuple[Say, Level]:
    approved = done(one, "approved")
    match stage(one, counts):
        case "complete":
            return say("stands-complete", **approved.args), "done"
        case "planned":
            return say("stands-planned", **approved.args, when=sending(one)), "info"
        case "going":
            return say("stands-going", **approved.args), "info"


def of_pending(one: Broadcast) -> Iterator[tuple[Say, Level]]:
    """Of what has not been approved."""
    if not pending(one) or one.recalled_at or one.phase in {Phase.CANCELLED, Phase.LAPSED}:
        return
    version = one.version
    if asked(one) and one.requested_at:
        at = said_moment(one.requested_at)
        key = "stands-asked-version" if one.sent_version else "stands-asked"
        yield say(key, by=one.requested_by, at=at, version=version), "info"
    elif back := taken_back(one):
        yield back, "warning"
    else:
        written = say("stands-correction", version=version) if one.sent_version else say("stands-draft")
        yield written, "info"


def taken_back(one: Broadcast) -> Say | None:
    """By an edit, the request for approval: whoever had asked is told why nobody can give it now."""
    steps = [step.what for step in one.steps if step.what in {*DECIDING, *EDITS}]
    decided = next((what for what in reversed(steps) if what in DECIDING), "")
    return done(one, steps[-1]) if decided == "requested" and steps[-1] in EDITS else None


def done(one: Broadcast, what: str) -> Say:
    """By whom and when, the last time."""
    step = last(one, what)
    return say(f"stands-{what}", by=step.by, at=said_moment(step.at))
