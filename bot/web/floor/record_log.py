"""What happened, line by line: who did it, in which role, and what became of whom by it."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from bot.cards import Say, say
from bot.domain.floor.entry import State
from bot.domain.floor.floor import begun_again
from bot.domain.floor.log import Line, Transition, logged, transitions
from bot.web.floor.record_html import ROW, UNDONE, moment, table
from bot.web.floor.scene import Scene
from dialogs.facts import delegation
from dialogs.floor.logbook import happened

EVENTS = ("number", "at", "by", "event", "change")
Changes = Mapping[int, Sequence[Transition]]


def log_table(scene: Scene, names: Mapping[str, str]) -> Markup:
    """`names` of who did what, by person."""
    changes = by_event(scene)
    body = (
        (UNDONE if one.undone else ROW, [*cells(one, changes, scene, names)]) for one in logged(scene.floor)
    )
    return table(EVENTS, body, scene)


def by_event(scene: Scene) -> Changes:
    found: dict[int, list[Transition]] = {}
    for one in transitions(scene.floor, begun_again(scene.floor)):
        found.setdefault(one.number, []).append(one)
    return found


def cells(one: Line, changes: Changes, scene: Scene, names: Mapping[str, str]) -> Iterator[object]:
    yield one.number
    yield moment(one.at, scene)
    yield scene.words(by(one, names))
    yield scene.words(happened(one))
    yield Markup("<br>").join(scene.words(change(each, one, scene)) for each in changes.get(one.number, ()))


def by(one: Line, names: Mapping[str, str]) -> Say:
    if not one.by:
        return say("record-by-nobody")
    name = names.get(one.by, "")
    return say("record-by-moderator" if one.moderator else "record-by-delegation", name=name)


def change(of: Transition, one: Line, scene: Scene) -> Say:
    """With the delegation where the line does not tell that it is about this one alone."""
    entry = scene.floor.entries.get(of.entry)
    whose = entry.asked.delegation if entry else ""
    was, now = state(of.before), state(of.after)
    if not whose or (one.delegations == (whose,) and not one.back):
        return say("record-change", was=was, now=now)
    return say("record-change-of", who=delegation(whose), was=was, now=now)


def state(of: State | None) -> Say:
    return say(f"record-state-{of}") if of else say("record-state-none")
