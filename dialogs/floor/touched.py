"""What reads differently after an event: the floor, and the cards of those whose turn it concerns."""

from collections.abc import Iterator

from bot.domain.floor.entry import Entry, ListName
from bot.domain.floor.floor import Floor, waiting

List = tuple[str, ListName]


def touches(before: Floor, after: Floor) -> Iterator[str]:
    """Of the floor for those who see all of it, of each entry for those who see its card."""
    yield f"floor:{after.meeting}"
    yield from (f"entry:{of}" for of in dict.fromkeys(concerned(before, after)))
    if any(before.items[number].state is not item.state for number, item in after.items.items()):
        yield from ("meetings", f"agenda:{after.meeting}")


def concerned(before: Floor, after: Floor) -> Iterator[str]:
    """Those changed, those to whom places were offered or no longer are, those whose place has changed."""
    entries = changed(before, after)
    for of in entries:
        yield of
        yield from (floor.entries[of].swap for floor in (before, after) if swaps(floor, of))
    for item, name in sorted(lists(entries, before, after)):
        yield from displaced(before, after, item, name)


def swaps(floor: Floor, of: str) -> bool:
    return of in floor.entries and floor.entries[of].swap != ""


def changed(before: Floor, after: Floor) -> list[str]:
    every = dict.fromkeys((*before.entries, *after.entries))
    return [of for of in every if before.entries.get(of) != after.entries.get(of)]


def lists(entries: list[str], before: Floor, after: Floor) -> set[List]:
    """Those that a changed entry was or is on, and all of an item that has changed itself."""
    found = {(one.asked.item, one.list) for of in entries for one in both(of, before, after)}
    items = (number for number, item in after.items.items() if before.items[number] != item)
    return found | {(number, name) for number in items for name in ListName}


def both(of: str, before: Floor, after: Floor) -> Iterator[Entry]:
    yield from (floor.entries[of] for floor in (before, after) if of in floor.entries)


def displaced(before: Floor, after: Floor, item: str, name: ListName) -> Iterator[str]:
    """Every one that waits, where the list itself has changed: its limit, its state."""
    was = {entry.id: place for place, entry in enumerate(waiting(before, item, name))}
    same = before.items[item] == after.items[item]
    for place, entry in enumerate(waiting(after, item, name)):
        if not same or was.get(entry.id) != place:
            yield entry.id
