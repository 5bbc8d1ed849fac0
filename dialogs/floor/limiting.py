"""Set the limit of a list from the chat, in minutes."""

from bot.dialog import Context, Dialog, Given, Outcome, asks
from bot.domain.access import moderators
from bot.domain.floor.command import Limit
from bot.forms import form, number
from bot.ports import Reading
from dialogs.floor.done import done
from dialogs.floor.spots import spot_at

MINUTE, LONGEST = 60, 60


@form
class Answers:
    minutes: int = number(low=1, high=LONGEST)


async def complete(answers: Answers, context: Context) -> Outcome:
    """Whatever it was meanwhile: the new one was typed, not picked from what was seen."""
    meeting, _, item = context.of.rpartition("/")
    return await done(Limit(item, answers.minutes * MINUTE, 0), meeting, context)


async def present(of: str, reading: Reading) -> Given:
    spot = await spot_at(of, reading)
    return {"minutes": str(spot.list.limit_s // MINUTE)} if spot else {}


FORM = asks(moderators, Answers, complete, start=present, typed=False)
DIALOG = Dialog("floor-limit", FORM)
