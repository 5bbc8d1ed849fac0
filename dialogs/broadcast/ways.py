"""The next steps of a broadcast, as buttons: those that can be taken now, and by this reader."""

from collections.abc import Iterator
from typing import Literal

from bot.cards import Actions, Block, Button, Link, Page, Pointer, say
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import asked, pending
from bot.domain.delivery.state import State
from dialogs.broadcast.scene import Measured

Style = Literal["plain", "primary", "danger"]


def ways(one: Broadcast, counts: Counts, scene: Measured | None) -> Iterator[Block]:
    rows = (deciding(one, scene), changing(one), steering(one, counts), following(one, counts))
    for row in rows:
        if buttons := tuple(row):
            yield Actions(buttons)


def does(what: str, of: str, style: Style = "plain", saw: str = "") -> Button:
    return Button(say(f"do.broadcast-{what}"), Pointer(f"broadcast.{what}", of, saw), style=style)


def over(one: Broadcast) -> bool:
    return one.recalled_at is not None or (one.phase is Phase.CANCELLED and not one.sent_version)


def deciding(one: Broadcast, scene: Measured | None) -> Iterator[Button]:
    if over(one):
        return
    waits = pending(one)
    clear = scene is None or not scene.faults
    yield does("preview", one.id, "primary" if waits and clear else "plain")
    if waits and not asked(one) and clear:
        yield does("request", one.id, saw=str(one.changes))
    if clear and not one.sent_version:
        yield does("rehearse", one.id)


def changing(one: Broadcast) -> Iterator[Button]:
    """Whom it is for and when it goes are fixed once it was approved; texts are not."""
    if over(one):
        return
    if not one.sent_version:
        yield Button(say("broadcast-audience"), Pointer("broadcast-audience", one.id))
        yield Button(say("broadcast-when"), Pointer("broadcast-when", one.id))
        yield Button(say("broadcast-terms"), Pointer("broadcast-terms", one.id))
    yield Button(say("do-add-language"), Pointer("broadcast-words", one.id))


def steering(one: Broadcast, counts: Counts) -> Iterator[Button]:
    if over(one):
        return
    unsent = one.sent_version and one.phase is not Phase.CANCELLED and not counts.complete
    if unsent and one.phase is Phase.PAUSED:
        yield does("resume", one.id, "primary")
    elif unsent:
        yield does("pause", one.id)
    if unsent or not one.sent_version:
        yield does("cancel", one.id, "danger")
    if one.sent_version and counts.of(State.SENT, State.SENDING, State.UNCERTAIN, State.PARKED):
        yield does("recall", one.id, "danger")


def following(one: Broadcast, counts: Counts) -> Iterator[Button | Link]:
    if one.sent_version:
        yield does("report", one.id)
        yield Link(say("broadcast-open-report"), page=Page("report", one.id))
        silent = counts.of(State.SENT) - counts.acknowledged - counts.recalled
        if one.needs_ack and silent > 0 and not one.recalled_at:
            yield Button(
                say("do.broadcast-remind", count=silent),
                Pointer("broadcast.remind", one.id, str(one.reminders)),
            )
