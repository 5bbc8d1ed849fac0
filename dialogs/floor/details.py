"""What more there is to say of a request: kind, on behalf of whom, how, by whom, a note, the text."""

from dataclasses import replace
from enum import StrEnum

from bot.cards import say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, Refuse, Show, asks
from bot.domain.access import participants
from bot.domain.floor import entry
from bot.domain.floor.command import Detail
from bot.domain.floor.entry import LINK_LENGTH, LIVE, NOTE_LENGTH, SPEAKER_LENGTH, Asked, Capacity, Kind, Mode
from bot.domain.floor.written import an_address
from bot.domain.taking_part import category
from bot.forms import SoFar, choice, form, text
from bot.ports import Reading
from dialogs.floor.acting import acted_on
from dialogs.floor.found import found
from dialogs.floor.rights import capacity
from dialogs.standing import GONE

GROUP_LENGTH = 120


class Motion(StrEnum):
    """What a point of order may move beside a plain one."""

    SUSPEND_MEETING = entry.Motion.SUSPEND_MEETING
    ADJOURN_MEETING = entry.Motion.ADJOURN_MEETING
    ADJOURN_DEBATE = entry.Motion.ADJOURN_DEBATE
    CLOSE_DEBATE = entry.Motion.CLOSE_DEBATE


def moves(so_far: SoFar) -> bool:
    return so_far.has("kind", Kind.POINT_OF_ORDER)


@form
class Answers:
    kind: Kind = choice(Kind)
    motion: Motion | None = choice(Motion, optional=True, when=moves)
    group: str | None = text(max_length=GROUP_LENGTH, optional=True)
    mode: Mode = choice(Mode)
    speaker: str | None = text(max_length=SPEAKER_LENGTH, optional=True)
    note: str | None = text(max_length=NOTE_LENGTH, long=True, optional=True)
    link: str | None = text(max_length=LINK_LENGTH, optional=True)


@form
class Speaker:
    name: str = text(max_length=SPEAKER_LENGTH)


async def complete(answers: Answers, context: Context) -> Outcome:
    one = await found(context.of, context.reading)
    if one is None:
        return GONE
    link = an_address(answers.link) if answers.link else ""
    if link is None:
        return Outcome(Mend({"link": say("not-an-address", typed=answers.link or "")}))
    asked = changed(one.entry.asked, answers, link, context.reading)
    return await acted_on(Detail(context.of, asked), context.of, context)


def changed(before: Asked, answers: Answers, link: str, reading: Reading) -> Asked:
    """Who speaks for a group speaks in its place of the order."""
    group = answers.group or ""
    rank = category(before.delegation, reading.network, for_a_group=bool(group))
    was_for_group = before.capacity is Capacity.GROUP
    own = capacity(before.delegation, reading.network) if was_for_group else before.capacity
    return before._replace(
        kind=answers.kind,
        motion=entry.Motion(answers.motion or ""),
        group=group,
        capacity=Capacity.GROUP if group else own,
        category=before.category if rank is None else rank,
        mode=answers.mode,
        speaker=answers.speaker or "",
        note=answers.note or "",
        link=link,
    )


async def start(of: str, reading: Reading) -> Given:
    one = await found(of, reading)
    if one is None:
        return {}
    asked = one.entry.asked
    stated = asked.group, asked.speaker, asked.note, asked.link, asked.motion
    names = "group", "speaker", "note", "link", "motion"
    optional = {name: str(value) or None for name, value in zip(names, stated, strict=True)}
    return {"kind": asked.kind, "mode": asked.mode, **optional}


async def name(answers: Speaker, context: Context) -> Outcome:
    one = await found(context.of, context.reading)
    if one is None:
        return GONE
    return await acted_on(
        Detail(context.of, one.entry.asked._replace(speaker=answers.name)), context.of, context
    )


async def named(of: str, reading: Reading) -> Given:
    one = await found(of, reading)
    return {"name": one.entry.asked.speaker or None} if one else {}


async def barred(context: Context) -> Outcome | None:
    """Nothing of a turn that has ended is changed."""
    one = await found(context.of, context.reading)
    if one is None:
        return GONE
    over = Refuse(say("floor-turn-is-over"), Show("floor", context.of))
    return None if one.entry.state in LIVE else Outcome(over)


DETAILS = asks(participants, Answers, complete, kind="floor", start=start, typed=False)
SPEAKER = asks(participants, Speaker, name, kind="floor", start=named, typed=False)
DIALOGS = (
    Dialog("floor-details", replace(DETAILS, barred=barred)),
    Dialog("floor-speaker", replace(SPEAKER, barred=barred)),
)
