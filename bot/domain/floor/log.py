"""What happened, in the order in which it happened: the meeting's record of its list, nothing left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import NamedTuple

from bot.domain.floor.entry import Entry, State
from bot.domain.floor.event import Change, Event, Requested, Undone, Written
from bot.domain.floor.floor import Floor, folded

Detail = Mapping[str, str | int | bool]


class Line(NamedTuple):
    """`what` is the change as a word, such as `called` or `swap-offered`; `delegations` those it concerns.

    `detail`: the rest of the change by name, such as `reason` or `limit_s`; `undone`: taken back later.
    """

    number: int
    at: datetime
    by: str
    moderator: bool
    what: str
    delegations: tuple[str, ...]
    detail: Detail
    undone: bool


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
    acting = delegations(floor.events)
    gone = {event.change.of for event in floor.events if isinstance(event.change, Undone)}
    return [line(event, acting, undone=event.number in gone) for event in floor.events[-last:]]


def line(event: Event, acting: Mapping[str, str], *, undone: bool) -> Line:
    named = [of for name in ("entry", "other", "before") for of in entries(event.change, name)]
    some = dict.fromkeys(acting[of] for of in [*named, *entries(event.change, "entries")] if of in acting)
    detail = {name: value for name, value in values(event.change) if name not in {"entry", "other", "before"}}
    return Line(
        event.number, event.at, event.by, event.moderator, word(event.change), tuple(some), detail, undone
    )


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


def delegations(events: Sequence[Event]) -> Mapping[str, str]:
    """Of every entry there ever was, by its id."""
    found = {}
    for event in events:
        if isinstance(event.change, Requested | Written) and event.change.asked:
            found[event.change.entry] = event.change.asked.delegation
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
