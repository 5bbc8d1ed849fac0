"""What events are folded into: entries and items that may still change."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.domain.floor.draft import Draft
from bot.domain.floor.entry import Entry, ListName, Place, State
from bot.domain.floor.item import ItemList, limit_of_turn
from bot.domain.floor.order import UNDRAWN, between, class_of, own_category, right_before, right_behind

_LISTED, _REPLIES = State.LISTED, ListName.REPLIES


LONG = 16


def _stand(entry: Entry | Draft) -> tuple[ListName, Place]:
    return entry.list, entry.place


class Ground:
    """`entries` as they were; what is touched becomes a draft."""

    __slots__ = ("current", "drafts", "entries", "items", "offers")

    def __init__(self, entries: Mapping[str, Entry], items: Mapping[str, ItemList], current: str) -> None:
        self.entries = entries
        self.items = dict(items)
        self.current = current
        self.drafts: dict[str, Draft] = {}
        self.offers = {
            entry.id: (_stand(entry), _stand(entries[entry.swap])) for entry in entries.values() if entry.swap
        }

    def __getitem__(self, entry: str) -> Draft:
        draft = self.drafts.get(entry)
        if draft is None:
            draft = self.drafts[entry] = Draft(*self.entries[entry])
        return draft

    def __contains__(self, entry: str) -> bool:
        return entry in self.drafts or entry in self.entries

    def every(self) -> Iterator[Entry | Draft]:
        untouched = (entry for entry in self.entries.values() if entry.id not in self.drafts)
        return chain(untouched, self.drafts.values())

    def folded(self) -> dict[str, Entry]:
        return {**self.entries, **{draft.id: draft.entry() for draft in self.drafts.values()}}

    def offer(self, entry: str, to: str) -> None:
        """To change places; an empty `to` takes the offer back."""
        self[entry].swap = to
        self.offers.pop(entry, None)
        if to:
            self.offers[entry] = (_stand(self[entry]), _stand(self[to]))

    def void_offers(self) -> None:
        """Consent is to the two places as they were: what moves or calls either of both ends the offer."""
        for entry, seats in tuple(self.offers.items()):
            pair = (self[entry], self[self[entry].swap])
            if tuple(map(_stand, pair)) != seats or any(one.state is not _LISTED for one in pair):
                self.offer(entry, "")

    def end_of_category(self, of: Draft, number: int) -> Place:
        """Behind the lowest protocol level that waits there now."""
        own, category = class_of(of.asked, of.list), own_category(of.asked)
        level = of.asked.level
        for entry in self.every():
            place = entry.place
            if (
                place.level > level
                and place.category == category
                and entry.state is _LISTED
                and place.of is own
            ):
                level = place.level if self.beside(entry, of) else level
        return Place(own, category, level, UNDRAWN, number)

    def right_before(self, before: str, of: str, number: int) -> Place:
        """Moves before one another lengthen the step; where it is long, the neighbour is looked up."""
        high = self[before].place
        if len(high.step) < LONG:
            return right_before(high, number)
        return between(max((low for low in self.waiting(self[of]) if low < high), default=None), high)

    def right_behind(self, of: str) -> Place:
        """All that wait beside it; its own where it is the last."""
        own = self[of].place
        last = max(self.waiting(self[of]), default=own)
        return right_behind(last) if last > own else own

    def waiting(self, beside: Draft) -> Iterator[Place]:
        others = (entry for entry in self.every() if entry.state is _LISTED and entry.id != beside.id)
        return (entry.place for entry in others if self.beside(entry, beside))

    def beside(self, entry: Entry | Draft, of: Draft) -> bool:
        return entry.list is of.list and entry.asked.item == of.asked.item

    def limit_s(self, of: Draft) -> int:
        """Of the turn that begins now, in seconds."""
        replied = replies_taken(self.every(), of) if of.list is _REPLIES else 0
        return limit_of_turn(self.items[of.asked.item], of.asked, replied)


def replies_taken(entries: Iterable[Entry | Draft], of: Entry | Draft) -> int:
    """By the delegation on this item, before this one."""
    return sum(
        entry.begun_at is not None
        and entry.list is _REPLIES
        and entry.id != of.id
        and entry.asked.delegation == of.asked.delegation
        and entry.asked.item == of.asked.item
        for entry in entries
    )
