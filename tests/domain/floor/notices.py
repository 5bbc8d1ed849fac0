"""Who must have been told of the place, and who must not, by a list of all that was told before."""

from dataclasses import dataclass, field

from bot.domain.floor.entry import ListName
from bot.domain.floor.event import Called, Change, Deferred, Event, Moved, Passed, Swapped, Undone
from tests.domain.floor.paper import Sheet

DISTANCES = (5, 2, 1)


def line(sheet: Sheet) -> list[str]:
    """All who wait on the current item, as they would be called."""
    return [entry for of in ListName for entry in sheet.order(sheet.current, of)]


def near(entry: str, there: list[str]) -> int:
    """One, two, five or more places ahead."""
    place = there.index(entry) + 1 if entry in there else 1000
    return min((distance for distance in DISTANCES if place <= distance), default=1000)


def heard_otherwise(change: Change) -> list[str]:
    """Those not there when called, and those who gave up their place: they know that it is gone."""
    if isinstance(change, Called):
        return list(change.passes)
    if isinstance(change, Swapped):
        return [change.entry, change.other]
    return [change.entry] if isinstance(change, Passed | Deferred) else []


@dataclass
class Notices:
    """`heard`: by each entry, in the order in which it was told; 0 is a correction."""

    heard: dict[str, list[int]] = field(default_factory=dict)

    def follow(self, event: Event, before: Sheet, after: Sheet) -> None:
        there, here = line(before), line(after)
        told = dict(event.told)
        assert len(told) == len(event.told), "two notices at once"
        for entry in heard_otherwise(event.change):
            self.heard.setdefault(entry, []).append(0)
        for entry, distance in told.items():
            self.is_true(entry, distance, here)
        for entry in here:
            self.is_complete(entry, event, told, (before.current == after.current, there, here))
        for entry, distance in told.items():
            self.heard.setdefault(entry, []).append(distance)

    def is_true(self, entry: str, distance: int, here: list[str]) -> None:
        heard = self.heard.get(entry, [])
        if distance:
            assert distance == near(entry, here), f"{entry} is told {distance}"
            assert all(distance < earlier for earlier in heard if earlier), f"{entry} knows it"
        else:
            assert heard, f"{entry} has nothing to be corrected"
            assert 0 < heard[-1] < here.index(entry) + 1, f"what {entry} was told is true"

    def is_complete(
        self, entry: str, event: Event, told: dict[str, int], stood: tuple[bool, list[str], list[str]]
    ) -> None:
        same, there, here = stood
        heard = [1000, *(distance for distance in self.heard.get(entry, []) if distance)]
        if same and entry in there and near(entry, here) < min(near(entry, there), *heard):
            assert entry in told, f"{entry} is not told that it comes nearer"
        last = self.heard.get(entry, [0])[-1]
        if isinstance(event.change, Undone | Moved) and 0 < last < here.index(entry) + 1:
            assert told.get(entry) == 0 or there == here, f"{entry} is left with what is not true any more"
