"""Set the limit of a list from the chat, in minutes or minutes and seconds."""

import re

from bot.cards import say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, asks
from bot.domain.access import moderators
from bot.domain.floor.command import Limit
from bot.forms import form, text
from bot.ports import Lexicon, Reading
from dialogs.floor.done import done
from dialogs.floor.spots import spot_at
from dialogs.floor.words import length

MINUTE, LONGEST = 60, 3600
TYPED_LENGTH = 20


@form
class Answers:
    minutes: str = text(max_length=TYPED_LENGTH)


async def complete(answers: Answers, context: Context) -> Outcome:
    """Whatever it was meanwhile: the new one was typed, not picked from what was seen."""
    meeting, _, item = context.of.rpartition("/")
    limit = seconds(answers.minutes, context.lexicon)
    if not 0 < limit <= LONGEST:
        return Outcome(Mend({"minutes": say("floor-limit-odd", limit=answers.minutes)}))
    return await done(Limit(item, limit, 0), meeting, context)


def seconds(typed: str, lexicon: Lexicon) -> int:
    """Of `7`, `7:30` or `7.5`; 0 for what is no length of time."""
    if found := re.fullmatch(r"(\d{1,2})[:：]([0-5]\d)", typed, re.ASCII):
        return int(found[1]) * MINUTE + int(found[2])
    minutes = lexicon.number(typed)
    return 0 if minutes is None else int(minutes * MINUTE)


async def present(of: str, reading: Reading) -> Given:
    spot = await spot_at(of, reading)
    return {"minutes": length(spot.list.limit_s)} if spot else {}


FORM = asks(moderators, Answers, complete, start=present, typed=False)
DIALOG = Dialog("floor-limit", FORM)
