"""What happened, in the order in which it happened: the meeting's record of its list, nothing left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import NamedTuple

from bot.domain.floor.entry import Asked, Entry, State
from bot.domain.floor.event import CarriedOver, Change, Detailed, Event, Requested, Undone, Written
from bot.domain.floor.floor import Floor, folded

Detail = Mapping[str, str | int | bool]
Requests = Mapping[str, Sequence[tuple[int, Asked]]]
NAMES = ("entry", "other", "before")


class Line(NamedTuple):
    """`what` is the change as a word, such as `called` or `swap-offered`; `delegations` those it concerns.

    `detail`: the rest of the change by name, such as `reason` or `limit_s`; `undone`: taken back later;
    `asked`: the request that was made or changed, `was`: as it read before; `back`: what this took back.
    """

    number: int
    at: datetime
    by: str
    moderator: bool
    what: str
    delegations: tuple[str, ...]
    detail: Detail
    undone: bool
    asked: Asked | None = None
    was: Asked | None = None
    back: "Line | None" = None


class Transition(NamedTuple):
    """One entry from state to state; None: it was not there before, or is not there any more."""

    number: int
    at: datetime
    by: str
    moderator: bool
    entry: str
    before: State | None
    after: State | None
    reason: str


def logged(floor: Floor, last: int = 0) -> Sequence[Line]:
    """All of it, or that many of the newest events."""
    events = {event.number: event for event in floor.events}
    told = told_by(floor.events)
    gone = {event.change.of for event in floor.events if isinstance(event.change, Undone)}
    return [line(event, events, told, undone=event.number in gone) for event in floor.events[-last:]]


def line(event: Event, events: Mapping[int, Event], told: Requests, *, undone: bool) -> Line:
    change = event.change
    of = next(iter(entries(change, "entry")), "")
    return Line(
        number=event.number,
        at=event.at,
        by=event.by,
        moderator=event.moderator,
        what=word(change),
        delegations=concerned(change, told),
        detail={name: value for name, value in values(change) if name not in NAMES},
        undone=undone,
        asked=getattr(change, "asked", None),
        was=next((asked for number, asked in reversed(told.get(of, ())) if number < event.number), None),
        back=line(events[change.of], events, told, undone=True) if isinstance(change, Undone) else None,
    )


def concerned(change: Change, told: Requests) -> tuple[str, ...]:
    """The delegations of all entries it names, each once; who asks for a place is alone in that."""
    names = ("entry",) if isinstance(change, Requested) else (*NAMES, "entries")
    named = [of for name in names for of in entries(change, name)]
    return tuple(dict.fromkeys(told[of][0][1].delegation for of in named if of in told))


def word(change: Change) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(change).__name__).lower()


def values(change: Change) -> Iterator[tuple[str, str | int | bool]]:
    for field in fields(change):
        value = getattr(change, field.name)
        if isinstance(value, str | int) and value != "":
            yield field.name, value


def entries(change: Change, name: str) -> Sequence[str]:
    """Ids in a field that holds one or several."""
    value = getattr(change, name, ())
    return (value,) if isinstance(value, str) else tuple(value or ())


def told_by(events: Sequence[Event]) -> Requests:
    """As what every entry there ever was had been asked for, from which event on."""
    found: dict[str, list[tuple[int, Asked]]] = {}
    for event in events:
        match event.change:
            case Requested(of, asked) | Detailed(of, asked):
                found.setdefault(of, []).append((event.number, asked))
            case Written(entry=of, asked=asked) if asked:
                found.setdefault(of, []).append((event.number, asked))
            case CarriedOver(entries=those):
                found.update({f"{of}+": [(event.number, found[of][-1][1])] for of in those if of in found})
            case _:
                continue
    return found


def transitions(floor: Floor, before: Floor) -> Iterator[Transition]:
    """Of every entry, what each event did to its state; `before` is the floor on which nothing had happened.

    Found by comparing, so that no kind of change can be forgotten here.
    """
    for event in floor.events:
        after = folded(before, [event])
        for of in dict.fromkeys([*before.entries, *after.entries]):
            was, now = before.entries.get(of), after.entries.get(of)
            if state(was) is not state(now):
                yield Transition(
                    number=event.number,
                    at=event.at,
                    by=event.by,
                    moderator=event.moderator,
                    entry=of,
                    before=state(was),
                    after=state(now),
                    reason=str(getattr(event.change, "reason", "")),
                )
        before = after


def state(entry: Entry | None) -> State | None:
    return entry.state if entry else None
