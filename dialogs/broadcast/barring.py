"""Before a form is opened: whether the broadcast can still be changed in this way at all."""

from bot.dialog import Context, Outcome
from bot.domain.broadcast.life import edited
from bot.domain.people import Refused
from dialogs.broadcast.kept import no_to, shown
from dialogs.standing import GONE


async def barred(context: Context) -> Outcome | None:
    one = await context.reading.broadcasts.get(context.of)
    if one is None:
        return GONE
    no = edited(one, one, by=context.person.id, at=context.now)
    return await no_to(no, shown(context.of), context) if isinstance(no, Refused) else None
