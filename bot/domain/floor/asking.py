"""Who may come onto a list now: at the request, at a change of its kind, and when somebody is called back."""

from bot.domain.floor.command import CallBack, Command, Request
from bot.domain.floor.entry import (
    LINK_LENGTH,
    LIVE,
    NOTE_LENGTH,
    ORDINARY,
    SPEAKER_LENGTH,
    SPOKEN,
    Asked,
    Entry,
    Kind,
    ListName,
    Motion,
    State,
)
from bot.domain.floor.event import Requested
from bot.domain.floor.floor import Floor, turns, waiting
from bot.domain.floor.item import ItemList, ListState
from bot.domain.floor.order import list_of, natural, same_sort
from bot.domain.floor.why_not import NO_SUCH_ENTRY, NO_SUCH_ITEM, place_of, stands_so
from bot.domain.people import Refused, refused

STAND_IN_LINE = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})


def requested(floor: Floor, command: Command, wish: Request) -> Requested | Refused:
    asked = stamped(command, wish.asked)
    no = unsaid(asked) or not_theirs(command, asked.delegation) or admitted(floor, command, asked)
    if no or wish.entry in floor.entries:
        return no or stands_so(floor.entries[wish.entry])
    late = command.moderator and not in_time(floor.items[asked.item], command, asked)
    asked = asked._replace(late=late, after=earlier(floor, asked))
    before = _asked_later(floor, asked) if asked.at < command.received_at else ""
    return Requested(wish.entry, asked, tied=tied(floor, asked), before=before)


def called_back(floor: Floor, command: Command, wish: CallBack) -> Requested | Refused:
    ended = floor.entries.get(wish.ended)
    if ended is None or wish.entry in floor.entries:
        return NO_SUCH_ENTRY
    if ended.state in LIVE:
        return stands_so(ended)
    asked = ended.asked._replace(by=command.by, at=command.received_at, after=ended.id, late=False)
    no = admitted(floor, command, asked)
    return no or Requested(wish.entry, asked, head=True, tied=tied(floor, asked))


def stamped(command: Command, asked: Asked) -> Asked:
    """Delegates ask for themselves, now; only moderators say when else it was, and grant other lengths."""
    if command.moderator:
        return asked._replace(at=min(asked.at, command.received_at))
    return asked._replace(by=command.by, at=command.received_at, allotted_s=None, late=False)


def unsaid(asked: Asked) -> Refused | None:
    """What is too long to be kept, with the count."""
    for field, text, most in (
        ("note", asked.note, NOTE_LENGTH),
        ("speaker", asked.speaker, SPEAKER_LENGTH),
        ("link", asked.link, LINK_LENGTH),
    ):
        if len(text) > most:
            return refused(f"floor-{field}-too-long", count=len(text), limit=most)
    return None


def not_theirs(command: Command, delegation: str) -> Refused | None:
    if command.moderator or command.acts_for == delegation:
        return None
    return refused("floor-not-yours", delegation=delegation)


def admitted(floor: Floor, command: Command, asked: Asked, but: str = "") -> Refused | None:
    """Whether a request of this kind can be taken now; `but`: the entry it is to replace."""
    item = floor.items.get(asked.item)
    if item is None:
        return NO_SUCH_ITEM
    return (
        listed_already(floor, asked, but)
        or _finished(item)
        or _reply(floor, item, asked, but)
        or _not_now(floor, item, command, asked)
    )


def listed_already(floor: Floor, asked: Asked, but: str) -> Refused | None:
    """With who listed the first one, and where it stands."""
    if floor.items[asked.item].rules.several and asked.kind in ORDINARY:
        return None
    there = (e for e in of_delegation(floor, asked) if e.state in STAND_IN_LINE and e.id != but)
    first = next((e for e in there if same_sort(e.asked.kind, asked.kind)), None)
    if first is None:
        return None
    key = "floor-already-listed" if first.waits else f"floor-already-{first.state}"
    place = place_of(floor, first)
    return refused(key, delegation=asked.delegation, by=first.asked.by, at=first.asked.at, place=place)


def of_delegation(floor: Floor, asked: Asked) -> list[Entry]:
    return [
        entry
        for entry in floor.entries.values()
        if entry.asked.delegation == asked.delegation and entry.asked.item == asked.item
    ]


def earlier(floor: Floor, asked: Asked) -> str:
    """The last turn of this sort that the delegation had on this item, empty before the first."""
    had = [e.id for e in of_delegation(floor, asked) if e.begun_at and same_sort(e.asked.kind, asked.kind)]
    return had[-1] if had else ""


def _finished(item: ItemList) -> Refused | None:
    return refused("floor-finished", item=item.item) if item.state is ListState.FINISHED else None


def _reply(floor: Floor, item: ItemList, asked: Asked, but: str) -> Refused | None:
    if asked.kind is not Kind.RIGHT_OF_REPLY:
        return None
    limits = item.rules.reply_limits_s if item.rules.replies else ()
    had = sum(
        entry.list is ListName.REPLIES and entry.state in LIVE | SPOKEN and entry.id != but
        for entry in of_delegation(floor, asked)
    )
    if not limits:
        return refused("floor-no-replies", item=item.item)
    return (
        refused("floor-replies-used", delegation=asked.delegation, count=had) if had >= len(limits) else None
    )


def _not_now(floor: Floor, item: ItemList, command: Command, asked: Asked) -> Refused | None:
    """Moderators may always add."""
    if command.moderator:
        return None
    if item.voting and (asked.kind is not Kind.POINT_OF_ORDER or asked.motion is not Motion.NONE):
        return refused("floor-voting", item=item.item)
    if item.closed_at and not in_time(item, command, asked):
        reply = _reply(floor, item, asked._replace(kind=Kind.RIGHT_OF_REPLY), "")
        return refused(
            "floor-closed-text-only" if reply else "floor-closed", item=item.item, at=item.closed_at
        )
    return None


def in_time(item: ItemList, command: Command, asked: Asked) -> bool:
    """A closed list takes what came before the closing, rights of reply, and as a rule points of order."""
    if item.state is not ListState.CLOSED or item.closed_at is None or asked.kind is Kind.RIGHT_OF_REPLY:
        return True
    if asked.kind is Kind.POINT_OF_ORDER and item.rules.points_when_closed:
        return True
    return min(command.received_at, asked.at) < item.closed_at


def tied(floor: Floor, asked: Asked) -> bool:
    """While somebody makes a statement a question is one to them; an answer may be one to a question too."""
    to = {Kind.QUESTION: {Kind.STATEMENT}, Kind.ANSWER: ORDINARY}.get(asked.kind, frozenset())
    speakers = turns(floor, State.SPEAKING, State.PAUSED)
    return any(one.asked.kind in to and one.asked.item == asked.item for one in speakers)


def _asked_later(floor: Floor, asked: Asked) -> str:
    """Whom a request on paper goes before: the first beside it that was asked after it and not moved."""
    on = list_of(asked, tied=tied(floor, asked))
    beside = natural(asked, on, 0)[:4]
    later = (
        entry.id
        for entry in waiting(floor, asked.item, on)
        if not entry.moved and entry.place[:4] == beside and entry.asked.at > asked.at
    )
    return next(later, "")
