"""How a record stands, in words and buttons, and what follows from a change."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.cards import Block, Button, Notice, Pointer, Say, Text, say
from bot.dialog import Context, Outcome, Refuse, Show, To, said, said_moment
from bot.domain.history import Change, Record, Status, Step
from bot.domain.people import Person, Refused, Role
from bot.ports import Reading

R = TypeVar("R", bound=Record)
Barring = Callable[[Context], Awaitable[Outcome | None]]
SECRETARIAT = frozenset({Role.SECRETARIAT})
LEVELS: Mapping[Status, Literal["done", "warning"]] = {
    Status.ACCEPTED: "done",
    Status.PUBLISHED: "done",
    Status.CLARIFICATION: "warning",
    Status.DECLINED: "warning",
    Status.EXPIRED: "warning",
}
QUEUES: Mapping[str, str] = {"interest": "interests", "need": "clearance", "offer": "clearance"}
NOTES = 4
GONE = Outcome(Refuse(say("record-gone")))


@dataclass(frozen=True, slots=True)
class Way:
    """A button for a step, there while the record is open to it; its verb is the kind with `suffix`."""

    step: Step
    suffix: str
    style: Literal["plain", "primary", "danger"] = "plain"

    def button(self, kind: str, record: Record) -> Button:
        saw = str(record.version) if self.suffix.startswith(".") else ""
        return Button(
            say(f"do{self.suffix or '-edit'}"),
            Pointer(f"{kind}{self.suffix}", record.id, saw),
            style=self.style,
        )


def buttons(kind: str, record: Record, ways: Iterable[Way]) -> tuple[Button, ...]:
    return tuple(way.button(kind, record) for way in ways if record.status in way.step.since)


def viewing(kind: str, record: Record) -> Button:
    return Button(say("view"), Pointer(f"{kind}.view", record.id))


async def stands(record: Record, reading: Reading) -> tuple[Block, ...]:
    """The newest change on top; below it what was asked, answered and given as reason."""
    newest = await told(f"stands-{record.status}", record.newest, reading)
    notes = [change for change in record.history if change.note][-NOTES:]
    talk = [await told(f"note-{change.status}", change, reading) for change in notes]
    return (Notice(newest, LEVELS.get(record.status, "info")), *(Text(one) for one in talk))


async def told(key: str, change: Change, reading: Reading) -> Say:
    return say(key, by=await name(change.by, reading), at=said_moment(change.at), note=change.note)


async def name(person: str, reading: Reading) -> Say | str:
    return await reading.name_of(person) or say("somebody")


async def refusal(no: Refused, reading: Reading) -> Say:
    """With the name of who made the change that stands in the way."""
    why = said(no)
    return Say(why.key, {**why.args, "by": await name(str(why.args["by"]), reading)})


async def outcome(
    before: R, after: R | Refused, show: Show, save: Callable[[R], Awaitable[None]], context: Context
) -> Outcome:
    """Of a step: refused, done already by this very press, or done now."""
    if isinstance(after, Refused):
        return Outcome(Refuse(await refusal(after, context.reading), show))
    if after is before:
        return Outcome(show)
    await save(after)
    return Outcome(
        show, notify=tuple(notices(before, after, show, context.person)), touch=touches(show, after)
    )


async def barred(record: Record | None, step: Step, show: Show, context: Context) -> Outcome | None:
    """Before a form is opened: whether its step could be taken at all."""
    if record is None:
        return GONE
    after = record.stepped(step, by=context.person.id, at=context.now)
    return (
        Outcome(Refuse(await refusal(after, context.reading), show)) if isinstance(after, Refused) else None
    )


def submitted(record: Record, show: Show) -> Outcome:
    return Outcome(show, notify=(To(what=show, roles=SECRETARIAT),), touch=touches(show, record))


def notices(before: Record, after: Record, show: Show, actor: Person) -> Iterator[To]:
    """The delegation hears what others did; the secretariat what waits anew and who leaves."""
    news = Show(f"{show.view}.news", show.of)
    anew = after.status is Status.SUBMITTED and before.status is not Status.SUBMITTED
    if actor.delegation != after.owner:
        yield To(what=news, delegation=after.owner)
    elif anew or before.status is Status.ACCEPTED:
        yield To(what=news, roles=SECRETARIAT)


def touches(show: Show, record: Record) -> tuple[str, ...]:
    return (f"{show.view}:{record.id}", f"mine:{record.owner}", QUEUES[show.view])
