"""Meetings: none is announced."""

from bot.cards import Pointer, say
from bot.dialog import Action, Context, Dialog, Outcome
from bot.domain.access import insiders


async def page(_pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(say("meetings-none"))


DIALOG = Dialog("meetings", actions=(Action("meetings.page", insiders, page, typed=True),))
