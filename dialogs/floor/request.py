"""Ask to speak: three words put a delegation on the only open list; the details follow on its card."""

from collections.abc import Awaitable, Callable, Sequence

from bot.cards import Pointer, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show
from bot.domain.access import participants
from bot.domain.floor.command import Request
from bot.domain.floor.entry import Entry, Kind, State
from bot.domain.floor.floor import Floor
from bot.domain.floor.order import same_sort
from bot.domain.people import Refused
from dialogs.floor.acting import Carried, carried_out, outcome
from dialogs.floor.rights import asked_for, barred, usual_mode
from dialogs.floor.spots import Spot, meant, spot_at, spots
from dialogs.floor.words import refusal

Acting = Callable[[Pointer, Context], Awaitable[Outcome]]
IN_LINE = frozenset({State.LISTED, State.CALLED, State.INTERRUPTED})


def asking(kind: Kind) -> Acting:
    async def ask(pointer: Pointer, context: Context) -> Outcome:
        """`of`: the list, empty where it was typed."""
        found = await wanted(pointer.of, kind, context)
        if pointer.of and not found:
            return Outcome(Refuse(say("floor-no-such-item"), Show("floor.lists")))
        if len(found) == 1:
            return await listed(found[0], kind, context)
        if not found and kind is not Kind.STATEMENT:
            return Outcome(Refuse(say("floor-nothing-discussed"), Show("floor.lists")))
        return Outcome(Show("floor.lists"))

    return ask


async def wanted(of: str, kind: Kind, context: Context) -> Sequence[Spot]:
    if not of:
        return meant(await here(await spots(context.reading), context), kind, context.received_at)
    spot = await spot_at(of, context.reading)
    return [spot] if spot else []


async def here(found: Sequence[Spot], context: Context) -> Sequence[Spot]:
    """Those of the meeting that is met in the very chat where it was typed, else all."""
    if context.among is None:
        return found
    met = await context.reading.meetings.met_in(*context.among)
    return [spot for spot in found if spot.meeting.id == met] or found


async def listed(spot: Spot, kind: Kind, context: Context) -> Outcome:
    of, reading = context.person.delegation, context.reading
    if why := await barred(of, spot.meeting, reading):
        return Outcome(Refuse(why, Show("meeting", spot.meeting.id)))
    mode = await usual_mode(of, spot.meeting, reading, context.person.id)
    asked = asked_for(of, spot, kind, mode, context)
    match await carried_out(Request(context.fresh, asked), spot.meeting.id, context):
        case Carried() as done:
            return await outcome(done, Show("floor", context.fresh), context)
        case Refused() as no:
            return Outcome(Refuse(await refusal(no, reading), instead(spot, kind, of)))
        case None:
            return Outcome(instead(spot, kind, of))


def instead(spot: Spot, kind: Kind, delegation: str) -> Show:
    """What the delegation has there already, else what it can do there."""
    one = standing(spot.floor, spot.item.number, kind, delegation)
    return Show("floor", one.id) if one else Show("floor.lists", spot.id)


def standing(floor: Floor, item: str, kind: Kind, delegation: str) -> Entry | None:
    """Its request of that sort that has not begun."""
    own = (
        one for one in floor.entries.values() if (one.asked.delegation, one.asked.item) == (delegation, item)
    )
    return next((one for one in own if one.state in IN_LINE and same_sort(one.asked.kind, kind)), None)


DIALOG = Dialog(
    "floor-request",
    actions=(
        Action("floor.request", participants, asking(Kind.STATEMENT), typed=True),
        Action("floor.question", participants, asking(Kind.QUESTION), typed=True),
        Action("floor.point", participants, asking(Kind.POINT_OF_ORDER), typed=True),
        Action("floor.reply", participants, asking(Kind.RIGHT_OF_REPLY), typed=True),
    ),
)
