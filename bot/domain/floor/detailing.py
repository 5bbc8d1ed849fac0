"""What can still be said of a request, and the text that can be filed instead."""

from bot.domain.floor.asking import admitted, earlier, not_theirs, stamped, tied, unsaid
from bot.domain.floor.command import Command, Detail, FileInWriting, Ready
from bot.domain.floor.entry import LINK_LENGTH, LIVE, Asked, Entry, Kind, ListName, State
from bot.domain.floor.event import Detailed, Readied, Written
from bot.domain.floor.floor import Floor
from bot.domain.floor.order import natural
from bot.domain.floor.why_not import NO_SUCH_ENTRY, NO_SUCH_ITEM, gone, stands_so
from bot.domain.people import Refused, refused

_MAY_BE_READY = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})


def theirs(floor: Floor, command: Command, entry: str) -> Entry | Refused:
    """The entry, where it exists and whoever wishes something of it may."""
    found = floor.entries.get(entry)
    if found is None:
        return NO_SUCH_ENTRY
    return not_theirs(command, found.asked.delegation) or found


def detailed(floor: Floor, command: Command, wish: Detail) -> Detailed | Refused:
    entry = theirs(floor, command, wish.entry)
    if isinstance(entry, Refused):
        return entry
    if entry.state not in LIVE:
        return stands_so(entry)
    asked = _kept(entry.asked, wish.asked, moderator=command.moderator)
    no = unsaid(asked) or (
        _other_line(floor, command, entry, asked) if _line(asked) != _line(entry.asked) else None
    )
    return no or Detailed(entry.id, asked, tied=_still_tied(floor, entry, asked))


def _kept(present: Asked, new: Asked, *, moderator: bool) -> Asked:
    """Delegation, item and time stay as they were asked."""
    return new._replace(
        delegation=present.delegation,
        item=present.item,
        by=present.by,
        at=present.at,
        source=present.source,
        after=present.after,
        late=present.late,
        allotted_s=new.allotted_s if moderator else present.allotted_s,
    )


def _line(asked: Asked) -> tuple[object, ...]:
    """What decides on which list and where it stands."""
    return asked.kind, natural(asked, ListName.STATEMENTS, 0)


def _other_line(floor: Floor, command: Command, entry: Entry, asked: Asked) -> Refused | None:
    """Another kind is as good as another request; nobody changes lines at the microphone."""
    if not entry.waits:
        return refused("floor-kind-fixed", delegation=entry.asked.delegation)
    return admitted(floor, command, asked, but=entry.id) if asked.kind is not entry.asked.kind else None


def _still_tied(floor: Floor, entry: Entry, asked: Asked) -> bool:
    if asked.kind in {Kind.QUESTION, Kind.ANSWER} and entry.asked.kind in {Kind.QUESTION, Kind.ANSWER}:
        return entry.list is ListName.STATEMENTS
    return tied(floor, asked)


def readied(floor: Floor, command: Command, wish: Ready) -> Readied | Refused:
    entry = theirs(floor, command, wish.entry)
    if isinstance(entry, Refused):
        return entry
    return Readied(entry.id, wish.ready) if entry.state in _MAY_BE_READY else stands_so(entry)


def filed(floor: Floor, command: Command, wish: FileInWriting) -> Written | Refused:
    """At any time, also after the list has closed and beside what was spoken."""
    if len(wish.link) > LINK_LENGTH:
        return refused("floor-link-too-long", count=len(wish.link), limit=LINK_LENGTH)
    if wish.asked is not None:
        return _filed_anew(floor, command, wish, wish.asked)
    entry = theirs(floor, command, wish.entry)
    if isinstance(entry, Refused):
        return entry
    written = Written(entry.id, wish.link, wish.words, text=wish.text)
    return written if entry.state in _MAY_BE_READY else stands_so(entry)


def _filed_anew(floor: Floor, command: Command, wish: FileInWriting, asked: Asked) -> Written | Refused:
    if asked.item not in floor.items:
        return NO_SUCH_ITEM
    no = not_theirs(command, asked.delegation) or unsaid(asked)
    if no or wish.entry in floor.entries:
        return no or gone(floor.entries[wish.entry])
    asked = stamped(command, asked)._replace(after=earlier(floor, asked))
    return Written(wish.entry, wish.link, wish.words, asked, wish.text)
