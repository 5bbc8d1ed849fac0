"""The same commands to the floor and to its naive model, side by side; what differs is found at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.domain.floor.command import Command, Wish
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Entry, ListName
from bot.domain.floor.event import CarriedOver, Change, Continued, Event, Interleaved, Suspended, Undone
from bot.domain.floor.floor import Floor, Rules, begun, folded, waiting
from bot.domain.people import Refused
from tests.domain.floor.naive import Naive
from tests.domain.floor.notices import Notices
from tests.domain.floor.paper import Heading, Sheet

NOON = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
RULES = {
    "1": Rules(),
    "2": Rules(starts_at_once=True, limit_s=240),
    "3": Rules(several=True, points_when_closed=False, replies=False),
}


class Way(NamedTuple):
    """What is under test; a faulty one can stand here."""

    decided: Callable[[Floor, Command], Event | Refused | None] = decided
    folded: Callable[[Floor, Iterable[Event]], Floor] = folded
    waiting: Callable[[Floor, str, ListName], Sequence[Entry]] = waiting


@dataclass
class Playing:
    way: Way = field(default_factory=Way)
    floor: Floor = field(default_factory=lambda: begun("roundtable-2022", RULES))
    naive: Naive = field(
        default_factory=lambda: Naive(
            Sheet({item: Heading(item, rules, limit_s=rules.limit_s) for item, rules in RULES.items()}),
        ),
    )
    now: datetime = NOON
    sent: list[Command] = field(default_factory=list)
    notices: Notices = field(default_factory=Notices)

    def does(self, wish: Wish, acts_for: str = "", lag: timedelta = timedelta()) -> bool:
        """Whether it was done; without a delegation it is the Chair's wish; `lag`: on its way to us."""
        command = Command(
            key=f"key-{len(self.sent)}",
            by=f"person-of-{acts_for or 'the-chair'}",
            at=self.now,
            received_at=self.now - lag,
            acts_for=acts_for,
            moderator=not acts_for,
            wish=wish,
        )
        self.sent.append(command)
        return self.sends(command)

    def sends(self, command: Command) -> bool:
        before, kept = self.floor, (dict(self.floor.entries), dict(self.floor.items))
        found = self.way.decided(before, command)
        change = found.change if isinstance(found, Event) else None
        order = change.entries if isinstance(change, Interleaved) else ()
        expected = self.naive.carried_out(command, order, granted=isinstance(found, Event))
        assert told(found) == said(expected), f"{command.wish}: {found}, but the model: {expected}"
        if isinstance(found, Event):
            self.floor = self.way.folded(before, [found])
            self.traced(before, found)
            self.notices.follow(found, self.naive.book[-1].before, self.naive.sheet)
        assert (before.entries, before.items) == kept, "the floor as it was has been written over"
        self.agrees()
        return isinstance(found, Event)

    def traced(self, before: Floor, event: Event) -> None:
        """Every change of an entry is named in the event that made it."""
        assert event.number == before.version + 1
        assert self.floor.events[-1] == event
        old, now = before.entries, self.floor.entries
        changed = {entry for entry in now if old.get(entry) != now[entry]._replace(swap=swap_of(old, entry))}
        if isinstance(event.change, Suspended | Continued):
            changed = {entry for entry in changed if old[entry].state is not now[entry].state}
        assert isinstance(event.change, Undone) or changed <= named(event.change)
        assert isinstance(event.change, Undone) or now.keys() >= old.keys()

    def agrees(self) -> None:
        sheet = self.naive.sheet
        assert self.floor.current == sheet.current
        assert self.floor.entries.keys() == {slip.id for slip in sheet.slips}
        for slip in sheet.slips:
            entry = self.floor.entries[slip.id]
            assert (entry.state, entry.list, entry.number) == (slip.state, slip.list, slip.number), entry
            assert (entry.asked, entry.limit_s, entry.ruling) == (slip.asked, slip.limit_s, slip.ruling)
            assert (entry.passes, entry.ready, entry.moved) == (slip.passes, slip.ready, slip.moved), entry
            assert (entry.swap, entry.called_at) == (slip.swap, slip.called_at), entry
            assert (entry.begun_at, entry.ended_at) == (slip.begun_at, slip.ended_at), entry
            assert entry.elapsed(self.now) == slip.elapsed(self.now), entry
            assert (entry.since is None) == (slip.runs_from is None), entry
        for item, heading in sheet.headings.items():
            found = self.floor.items[item]
            assert (found.state, found.suspended, found.voting) == (
                heading.state,
                heading.suspended,
                heading.voting,
            )
            assert (found.limit_s, found.closed_at) == (heading.limit_s, heading.closed_at)
            for of in ListName:
                listed = [entry.id for entry in self.way.waiting(self.floor, item, of)]
                assert listed == sheet.order(item, of), (item, of)

    def folds_anew(self, cut: int) -> None:
        """From the first event on, in one go and in two."""
        events, empty = self.floor.events, begun(self.floor.meeting, RULES)
        whole = self.way.folded(empty, events)
        parts = self.way.folded(self.way.folded(empty, events[:cut]), events[cut:])
        assert whole == parts == self.floor


def swap_of(entries: Mapping[str, Entry], entry: str) -> str:
    """An offer falls with what happens to the other one."""
    return entries[entry].swap if entry in entries else ""


def told(found: Event | Refused | None) -> str:
    match found:
        case Event():
            return "done"
        case Refused():
            return "refused"
    return "again"


def said(expected: str | None) -> str:
    return "again" if expected is None else "refused" if expected else "done"


def named(change: Change) -> set[str]:
    """Every entry that an event speaks of."""
    found = [getattr(change, one.name) for one in fields(change)]
    names = {one for one in found if isinstance(one, str)}
    names |= {one for many in found if isinstance(many, tuple) for one in many if isinstance(one, str)}
    return names | ({f"{one}+" for one in names} if isinstance(change, CarriedOver) else set())
