"""What is done with a broadcast on its way: pause, go on, cancel, recall, remind the silent, rehearse."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

from bot.cards import Actions, Button, Card, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import last
from bot.domain.broadcast.running import cancelled, paused, recalled, rehearsed, reminded, resumed
from bot.domain.delivery.state import IN_DOUBT, WAITING, State
from bot.domain.people import Person, Refused, refused
from bot.ports import Reading
from bot.ports_broadcasts import Planned
from dialogs.broadcast.kept import VIEW, keep, no_to, shown, withdrawn
from dialogs.broadcast.rehearsal import VIEW as REHEARSAL
from dialogs.broadcast.scene import measured
from dialogs.broadcast.ways import does
from dialogs.figure import figure
from dialogs.standing import GONE

SURE, ASKED = "sure", "broadcast.sure"
Step = Callable[[Broadcast, Context], Awaitable[Broadcast | Refused]]
Effect = Callable[[Broadcast, Context], Awaitable[object]]


def acting(step: Step, effect: Effect, show: str = VIEW) -> Callable[[Pointer, Context], Awaitable[Outcome]]:
    """By the rules, then in the same transaction on what is to be sent."""

    async def act(pointer: Pointer, context: Context) -> Outcome:
        one = await context.work.broadcasts.locked(pointer.of)
        if one is None:
            return GONE
        after = await step(one, context)
        if isinstance(after, Refused):
            return await no_to(after, shown(one.id), context)
        await effect(after, context)
        kept = await keep(after, context, tell=withdrawn(one, after, context))
        return replace(kept, reply=Show(show, one.id))

    return act


def asking(what: str, step: Step, effect: Effect) -> Callable[[Pointer, Context], Awaitable[Outcome]]:
    """What cannot be taken back is asked once more, unless the rules are against it."""
    done = acting(step, effect)

    async def act(pointer: Pointer, context: Context) -> Outcome:
        one = await context.reading.broadcasts.get(pointer.of)
        if one is None or pointer.saw == SURE or isinstance(await step(one, context), Refused):
            return await done(pointer, context)
        return Outcome(Show(ASKED, f"{pointer.of} {what}"))

    return act


async def pausing(one: Broadcast, context: Context) -> Broadcast | Refused:
    counts = await context.reading.broadcasts.counts(one.id)
    return paused(one, counts, by=context.person.id, at=context.now)


async def going_on(one: Broadcast, context: Context) -> Broadcast | Refused:
    return resumed(one, by=context.person.id, at=context.now)


async def cancelling(one: Broadcast, context: Context) -> Broadcast | Refused:
    counts = await context.reading.broadcasts.counts(one.id)
    return cancelled(one, counts, by=context.person.id, at=context.now)


async def recalling(one: Broadcast, context: Context) -> Broadcast | Refused:
    counts = await context.reading.broadcasts.counts(one.id)
    return recalled(one, counts, by=context.person.id, at=context.now)


async def reminding(one: Broadcast, context: Context) -> Broadcast | Refused:
    silent = await context.reading.broadcasts.silent(one.id)
    return reminded(one, len(silent), by=context.person.id, at=context.now)


async def remind_once(pointer: Pointer, context: Context) -> Outcome:
    """Names how often they had been reminded, so that a second press reminds nobody twice."""
    one = await context.reading.broadcasts.get(pointer.of)
    if one and pointer.saw and figure(pointer.saw) < one.reminders:
        step = last(one, "reminded")
        no = refused("broadcast-reminded-already", by=step.by, at=step.at)
        return await no_to(no, shown(one.id), context)
    return await acting(reminding, remind)(pointer, context)


async def rehearsing(one: Broadcast, context: Context) -> Broadcast | Refused:
    scene = await measured(one, context.reading)
    return rehearsed(one, scene.faults, by=context.person.id, at=context.now)


async def hold(one: Broadcast, context: Context) -> None:
    await context.work.broadcasts.hold(one.id)


async def go_on(one: Broadcast, context: Context) -> None:
    await context.work.broadcasts.go_on(one.id)


async def call_off(one: Broadcast, context: Context) -> None:
    await context.work.broadcasts.cancel(one.id, now=context.now)


async def take_back(one: Broadcast, context: Context) -> None:
    await context.work.broadcasts.recall(one, now=context.now)


async def remind(one: Broadcast, context: Context) -> None:
    silent = await context.reading.broadcasts.silent(one.id)
    await context.work.broadcasts.remind(one, silent, now=context.now)


async def rehearse(one: Broadcast, context: Context) -> None:
    """At once, whenever it will go in earnest."""
    scene = await measured(one, context.reading)
    recipients = [Planned(person=each.person.id, due_at=context.now) for each in scene.chosen]
    await context.work.broadcasts.plan(one, recipients, now=context.now, dry=True)


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    """Once more: what it does, and to how many."""
    broadcast, _, what = of.partition(" ")
    one = await reading.broadcasts.get(broadcast)
    if one is None or what not in {"cancel", "recall"}:
        return Card(say("record-gone"))
    sure = Button(say(f"broadcast-sure-{what}"), Pointer(f"broadcast.{what}", one.id, SURE), style="danger")
    title = say(f"broadcast-{what}-card", reference=one.reference)
    counts = await reading.broadcasts.counts(one.id)
    told = called_off(one, counts) if what == "cancel" else taken_back(counts)
    return Card(title, (*map(Text, told), Actions((sure, does("view", one.id)))))


def called_off(one: Broadcast, counts: Counts) -> Iterator[Say]:
    if not one.sent_version:
        yield say("broadcast-cancel-draft")
        return
    have, perhaps = counts.of(State.SENT), counts.of(State.SENDING, *IN_DOUBT)
    yield say("broadcast-cancel-have", count=have) if have else say("broadcast-cancel-nobody")
    yield from unsent(counts)
    if perhaps:
        yield say("broadcast-cancel-doubt", count=perhaps)


def taken_back(counts: Counts) -> Iterator[Say]:
    yield say("broadcast-recall-have", count=counts.of(State.SENT, State.SENDING, *IN_DOUBT))
    yield from unsent(counts)
    yield say("broadcast-recall-text")


def unsent(counts: Counts) -> Iterator[Say]:
    if waiting := counts.of(*WAITING):
        yield say("broadcast-unsent", count=waiting)


DIALOG = Dialog(
    "broadcast-steering",
    actions=(
        Action("broadcast.pause", secretariat, acting(pausing, hold)),
        Action("broadcast.resume", secretariat, acting(going_on, go_on)),
        Action("broadcast.cancel", secretariat, asking("cancel", cancelling, call_off)),
        Action("broadcast.recall", secretariat, asking("recall", recalling, take_back)),
        Action("broadcast.remind", secretariat, remind_once),
        Action("broadcast.rehearse", secretariat, acting(rehearsing, rehearse, REHEARSAL)),
    ),
    views=(View(ASKED, secretariat, draw),),
)
