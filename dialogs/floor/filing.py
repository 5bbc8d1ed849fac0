"""File a statement in writing instead of making it: as a text or as the address of one."""

from dataclasses import replace

from bot.cards import Say, say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, Refuse, Show, asks
from bot.domain.access import participants
from bot.domain.floor.command import FileInWriting
from bot.domain.floor.entry import LINK_LENGTH, Kind
from bot.domain.floor.written import an_address, words_in
from bot.domain.taking_part import may_speak
from bot.forms import SoFar, form, number, text
from bot.ports import Reading
from dialogs.floor.acting import acted
from dialogs.floor.found import found
from dialogs.floor.request import standing
from dialogs.floor.rights import asked_for, barred, usual_mode
from dialogs.floor.spots import Spot, spot_at
from dialogs.standing import GONE

TEXT_LENGTH = 3000
MOST_WORDS = 50_000


def linked(so_far: SoFar) -> bool:
    """The words of an address alone cannot be counted; those of none need not."""
    alone = so_far.has("statement", None) and not so_far.has("link", None)
    return alone and an_address(str(so_far["link"])) is not None


@form
class Answers:
    statement: str | None = text(max_length=TEXT_LENGTH, long=True, optional=True)
    link: str | None = text(max_length=LINK_LENGTH, optional=True)
    words: int | None = number(low=1, high=MOST_WORDS, optional=True, when=linked)


async def complete(answers: Answers, context: Context) -> Outcome:
    """The words of a text are counted, those of a page are as many as was said."""
    statement, typed = given(answers)
    link = an_address(typed) if typed else ""
    if link is None:
        return Outcome(Mend({"link": say("not-an-address", typed=typed)}))
    if not (statement or link):
        return Outcome(Mend({"statement": say("floor-text-or-link")}))
    words = words_in(statement) if statement else answers.words or 0
    return await filing(FileInWriting(context.of, link, words, text=statement), context)


def given(answers: Answers) -> tuple[str, str]:
    """Text and address; an address that was put where the text belongs is one all the same."""
    statement, link = answers.statement or "", answers.link or ""
    return ("", statement) if not link and an_address(statement) else (statement, link)


async def filing(filed: FileInWriting, context: Context) -> Outcome:
    """Of an entry, or on a list that the delegation may not be on yet."""
    if one := await found(context.of, context.reading):
        return await acted(filed, one.meeting.id, Show("floor", one.entry.id), context)
    spot = await spot_at(context.of, context.reading)
    if spot is None:
        return GONE
    of = context.person.delegation
    if entry := standing(spot.floor, spot.item.number, Kind.STATEMENT, of):
        return await acted(replace(filed, entry=entry.id), spot.meeting.id, Show("floor", entry.id), context)
    return await anew(filed, spot, context)


async def anew(filed: FileInWriting, spot: Spot, context: Context) -> Outcome:
    of = context.person.delegation
    mode = await usual_mode(of, spot.meeting, context.reading, context.person.id)
    asked = asked_for(of, spot, Kind.STATEMENT, mode, context)
    new = replace(filed, entry=context.fresh, asked=asked)
    done = await acted(new, spot.meeting.id, Show("floor", context.fresh), context)
    if isinstance(done.reply, Refuse):
        return Outcome(Refuse(done.reply.why, Show("floor.lists", spot.id)))
    return done


async def start(of: str, reading: Reading) -> Given:
    """The address that the details gave already."""
    one = await found(of, reading)
    return {"link": one.entry.asked.link or None} if one else {}


async def bars(context: Context) -> Outcome | None:
    """Whoever takes part may file, with or without the right to speak."""
    if await found(context.of, context.reading):
        return None
    spot = await spot_at(context.of, context.reading)
    if spot is None:
        return GONE
    no = await not_taking_part(context.person.delegation, spot, context.reading)
    return Outcome(Refuse(no, Show("meeting", spot.meeting.id))) if no else None


async def not_taking_part(of: str, spot: Spot, reading: Reading) -> Say | None:
    return await barred(of, spot.meeting, reading) if may_speak(of, reading.network) else None


DIALOG = Dialog(
    "floor-written",
    replace(asks(participants, Answers, complete, kind="floor", start=start, typed=False), barred=bars),
)
