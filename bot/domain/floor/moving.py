"""How the Chair orders those who wait: one moved, all drawn by lot, room and online by turns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from bot.domain.floor.command import Command, DrawLots, Interleave, Move
from bot.domain.floor.entry import Entry, Mode, State
from bot.domain.floor.event import Drawn, Interleaved, Moved
from bot.domain.floor.floor import Floor
from bot.domain.floor.why_not import NOBODY_WAITS, gone
from bot.domain.people import Refused, refused


def moved(floor: Floor, _: Command, wish: Move) -> Moved | Refused:
    entry, before = floor.entries.get(wish.entry), floor.entries.get(wish.before or wish.entry)
    if entry is None or not entry.waits:
        return gone(entry)
    if before is None or not before.waits:
        return gone(before)
    if (entry.asked.item, entry.list) != (before.asked.item, before.list) or wish.before == wish.entry:
        return refused("floor-move-elsewhere", delegation=entry.asked.delegation)
    return Moved(entry.id, wish.before, wish.reason)


def named(floor: Floor, entries: Sequence[str]) -> list[Entry] | Refused:
    """Those of a bulk command, in the order of the list, all still waiting and beside one another."""
    found = []
    for id_ in dict.fromkeys(entries):
        entry = floor.entries.get(id_)
        if entry is None or not entry.waits:
            return gone(entry)
        found.append(entry)
    if len({(entry.asked.item, entry.list) for entry in found}) > 1:
        return refused("floor-move-elsewhere", delegation=found[0].asked.delegation)
    return sorted(found, key=lambda entry: entry.place) or NOBODY_WAITS


def drawn(floor: Floor, _: Command, wish: DrawLots) -> Drawn | Refused:
    entries = named(floor, wish.entries)
    if isinstance(entries, Refused):
        return entries
    return Drawn(tuple(entry.id for entry in sorted(entries, key=lambda e: _lot(wish.seed, e))), wish.seed)


def _lot(seed: str, entry: Entry) -> tuple[str, str]:
    """Anybody who has the seed can compute it: the SHA-256 of seed, colon, delegation."""
    return sha256(f"{seed}:{entry.asked.delegation}".encode()).hexdigest(), entry.id


def interleaved(floor: Floor, _: Command, wish: Interleave) -> Interleaved | Refused:
    entries = named(floor, wish.entries)
    if isinstance(entries, Refused):
        return entries
    had = Counter(_online(e) for e in floor.entries.values() if _has_had(e) and _beside(e, entries[0]))
    return Interleaved(tuple(entry.id for entry in _by_turns(entries, had)))


def _by_turns(entries: Sequence[Entry], had: Counter[bool]) -> Iterator[Entry]:
    """Within each class, category and level, the next from the side with fewer turns so far."""
    for _, group in groupby(entries, key=lambda entry: entry.place[:3]):
        left = list(group)
        while left:
            entry = next((e for e in left if had[_online(e)] < had[not _online(e)]), left[0])
            left.remove(entry)
            had[_online(entry)] += 1
            yield entry


def _has_had(entry: Entry) -> bool:
    """A turn; whoever was called and not there has had none."""
    return entry.begun_at is not None or entry.state is State.CALLED


def _online(entry: Entry) -> bool:
    return entry.asked.mode is Mode.ONLINE


def _beside(entry: Entry, other: Entry) -> bool:
    return (entry.asked.item, entry.list) == (other.asked.item, other.list)
