"""How a moderator puts a delegation on a list that has not asked in chat, and changes what was asked."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.cards import Pointer, Say, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show
from bot.domain.access import moderators
from bot.domain.floor.command import Detail, Request
from bot.domain.floor.entry import Asked, Capacity, Kind, Mode, Motion
from bot.domain.taking_part import category
from dialogs.floor.done import VIEW, done, given
from dialogs.floor.found import found
from dialogs.floor.rights import asked_for, barred, capacity, usual_mode
from dialogs.floor.spots import Spot, spot_at
from dialogs.standing import GONE

E = TypeVar("E", bound=StrEnum)


async def added(pointer: Pointer, context: Context) -> Outcome:
    spot, of = await spot_at(pointer.of, context.reading), given(context, "delegation")
    if spot is None:
        return Outcome(Refuse(say("floor-no-such-item")))
    if no := await barred(of, spot.meeting, context.reading):
        return refused(no, spot.meeting.id)
    match await asked(of, spot, context):
        case Say() as no:
            return refused(no, spot.meeting.id)
        case wanted:
            return await done(Request(context.fresh, wanted), spot.meeting.id, context)


async def asked(of: str, spot: Spot, context: Context) -> Asked | Say:
    """As it would be asked in chat, with what the page says besides; `asked_at`: of a request on paper."""
    mode = await usual_mode(of, spot.meeting, context.reading)
    plain = changed(asked_for(of, spot, Kind.STATEMENT, mode, context), context)
    at = given(context, "asked_at")
    if isinstance(plain, Say) or not at:
        return plain
    then = instant(at)
    return plain._replace(at=then) if then else say("floor-time-odd", typed=at)


def changed(before: Asked, context: Context) -> Asked | Say:
    """What a page has sent, over what was there; why not, where one word of it is none of ours."""
    said = {name: (value or "").strip() for name, value in context.given.items()}
    try:
        after = before._replace(
            kind=word(Kind, said, "kind", before.kind),
            motion=word(Motion, said, "motion", before.motion),
            mode=word(Mode, said, "mode", before.mode),
            capacity=word(Capacity, said, "capacity", before.capacity),
            speaker=said.get("speaker", before.speaker),
            note=said.get("note", before.note),
            link=said.get("link", before.link),
        )
    except ValueError:
        return say("floor-word-odd")
    return for_group(after, said["group"], context) if "group" in said else after


def word(of: type[E], said: Mapping[str, str], name: str, before: E) -> E:
    return of(said[name]) if name in said else before


def for_group(before: Asked, group: str, context: Context) -> Asked:
    """Who speaks for a group speaks in its place of the order."""
    network = context.reading.network
    own = capacity(before.delegation, network)
    rank = category(before.delegation, network, for_a_group=bool(group))
    return before._replace(
        group=group,
        capacity=Capacity.GROUP if group else own if before.capacity is Capacity.GROUP else before.capacity,
        category=before.category if rank is None else rank,
    )


def instant(typed: str) -> datetime | None:
    """With its offset; None for what is none."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else None


async def edited(pointer: Pointer, context: Context) -> Outcome:
    one = await found(pointer.of, context.reading)
    if one is None:
        return GONE
    match changed(one.entry.asked, context):
        case Say() as no:
            return refused(no, one.meeting.id)
        case wanted:
            return await done(Detail(pointer.of, wanted), one.meeting.id, context)


def refused(why: Say, meeting: str) -> Outcome:
    return Outcome(Refuse(why, Show(VIEW, meeting)))


DIALOG = Dialog(
    "floor-adding",
    actions=(Action("floor.add", moderators, added), Action("floor.edit", moderators, edited)),
)
