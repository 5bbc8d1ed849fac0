"""What is done on a floor, by a delegate, a moderator or a page: carried out, told to those concerned."""

from dataclasses import dataclass

from bot.dialog import Context, Outcome, Refuse, Show
from bot.domain.floor.command import Command, Wish
from bot.domain.floor.decide import decided
from bot.domain.floor.event import Event
from bot.domain.floor.floor import Floor
from bot.domain.people import Refused, refused
from dialogs.floor.notices import notices
from dialogs.floor.touched import touches
from dialogs.floor.words import refusal
from dialogs.standing import GONE


@dataclass(frozen=True, slots=True)
class Carried:
    event: Event
    before: Floor
    after: Floor


async def acted(
    wish: Wish, meeting: str, show: Show, context: Context, *, moderator: bool = False
) -> Outcome:
    """Done, refused with the reason on top of `show`, or done already by this very request."""
    match await carried_out(wish, meeting, context, moderator=moderator):
        case Carried() as done:
            return await outcome(done, show, context)
        case Refused() as no:
            return Outcome(Refuse(await refusal(no, context.reading), show))
        case None:
            return Outcome(show)


async def acted_on(wish: Wish, of: str, context: Context, *, view: str = "floor") -> Outcome:
    """By a delegation on its own turn, whose card in this view is the answer."""
    meeting = await context.work.floors.meeting_of(of)
    if meeting is None:
        return GONE
    return await acted(wish, meeting, Show(view, of), context)


async def carried_out(
    wish: Wish, meeting: str, context: Context, *, moderator: bool = False
) -> Carried | Refused | None:
    """None: this request has been carried out before."""
    before = await context.work.floors.locked(meeting)
    if before is None:
        return refused("record-gone")
    event = decided(before, command(wish, context, moderator=moderator))
    if not isinstance(event, Event):
        return event
    return Carried(event, before, await context.work.floors.append(before, event))


def command(wish: Wish, context: Context, *, moderator: bool) -> Command:
    return Command(
        key=context.event,
        by=context.person.id,
        at=context.now,
        received_at=context.received_at,
        acts_for=context.person.delegation,
        moderator=moderator,
        wish=wish,
    )


async def outcome(done: Carried, show: Show, context: Context) -> Outcome:
    told = await notices(done.event, done.before, done.after, context.person, context.reading)
    return Outcome(show, notify=tuple(told), touch=tuple(touches(done.before, done.after)))
