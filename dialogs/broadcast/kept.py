"""A broadcast that is changed: loaded, changed by the rules, kept and shown; or refused with why."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.cards import Say, say
from bot.dialog import Context, Outcome, Refuse, Show, To, said_date
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.life import asked
from bot.domain.people import Refused
from bot.ports import Reading
from dialogs.standing import GONE, name

VIEW = "broadcast"
Change = Callable[[Broadcast], Broadcast | Refused]


def shown(of: str) -> Show:
    return Show(VIEW, of)


def touches(of: str) -> tuple[str, ...]:
    return f"broadcast:{of}", "broadcasts"


def previews(of: str) -> str:
    """The touch of what somebody may approve it by: apart, for each drawing of it measures the audience."""
    return f"broadcast-preview:{of}"


async def changed(of: str, change: Change, context: Context, *, tell: Sequence[To] = ()) -> Outcome:
    before = await context.work.broadcasts.locked(of)
    if before is None:
        return GONE
    match change(before):
        case Refused() as no:
            return await no_to(no, shown(of), context)
        case after:
            return await keep(after, context, tell=[*tell, *withdrawn(before, after, context)])


def withdrawn(before: Broadcast, after: Broadcast, context: Context) -> Sequence[To]:
    """Whoever had asked for approval sees why nobody can give it now, unless that was their own doing."""
    if asked(before) and not asked(after) and before.requested_by != context.person.id:
        return (To(what=shown(after.id), person=before.requested_by),)
    return ()


async def keep(after: Broadcast, context: Context, *, tell: Sequence[To] = ()) -> Outcome:
    await context.work.broadcasts.save(after)
    return Outcome(shown(after.id), notify=tuple(tell), touch=(*touches(after.id), previews(after.id)))


async def no_to(no: Refused, card: Show, context: Context) -> Outcome:
    return Outcome(Refuse(await why(no, context.reading), card))


async def why(no: Refused, reading: Reading) -> Say:
    """With names instead of ids, and moments as the reader writes them."""
    return Say(no.key, {key: await spelled(key, value, reading) for key, value in no.args})


async def spelled(key: str, value: str | int | date, reading: Reading) -> str | int | Say:
    match key, value:
        case _, date():
            return said_date(value)
        case "by", str():
            return await name(value, reading)
        case "language", str():
            return say("language", code=value)
        case "platform", str():
            return say(f"reach-{value}")
        case "zone", str():
            return say("zone", id=value)
        case _:
            return value
