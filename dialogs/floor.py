"""Request the floor: there is no open list of speakers to be put on."""

from bot.cards import Pointer, say
from bot.dialog import Action, Context, Dialog, Outcome
from bot.domain.access import participants


async def request(_pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(say("floor-none-open"))


DIALOG = Dialog("floor", actions=(Action("floor.request", participants, request, typed=True),))
