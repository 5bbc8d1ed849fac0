"""What the secretariat decides for one person where the bot does not: send it once more, or leave it."""

from collections.abc import Awaitable, Callable

from bot.cards import Button, Pointer, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show
from bot.domain.access import secretariat
from bot.domain.broadcast.counts import Reached
from bot.domain.broadcast.life import stepped
from bot.domain.broadcast.reference import delivery_id
from bot.domain.delivery.state import State
from bot.ports_deliveries import Stuck
from dialogs.broadcast.kept import touches
from dialogs.standing import GONE

REPORT = "broadcast.report"
AGAIN = frozenset({State.PARKED, State.FAILED, State.RETRY})
Settle = Callable[[Stuck, str, Context], Awaitable[bool]]


def ways(of: str, one: Reached) -> tuple[Button, ...]:
    """Beside the person's line; `of`: the broadcast."""
    pointer = f"{of} {one.person}"
    again = Button(say("do.broadcast-again"), Pointer("broadcast.send-again", pointer), number=False)
    leave = Button(say("do.broadcast-leave"), Pointer("broadcast.leave", pointer), number=False)
    return (*((again,) if one.state in AGAIN else ()), *((leave,) if one.state is State.PARKED else ()))


def settling(what: str, settle: Settle) -> Callable[[Pointer, Context], Awaitable[Outcome]]:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        """On record, with whom it was about."""
        broadcast, _, person = pointer.of.partition(" ")
        one = await context.work.broadcasts.locked(broadcast)
        if one is None:
            return GONE
        show = Show(REPORT, one.id)
        if not await settle(context.work.stuck, delivery_id(one.reference, person), context):
            return Outcome(Refuse(say("broadcast-settled-already"), show))
        changed = stepped(one, what, by=context.person.id, at=context.now, note=person)
        await context.work.broadcasts.save(changed)
        return Outcome(show, touch=touches(one.id))

    return act


async def again(stuck: Stuck, of: str, context: Context) -> bool:
    return await stuck.retry(of, now=context.now)


async def leave(stuck: Stuck, of: str, context: Context) -> bool:
    return await stuck.close(of, now=context.now)


DIALOG = Dialog(
    "broadcast-settling",
    actions=(
        Action("broadcast.send-again", secretariat, settling("sent-again", again)),
        Action("broadcast.leave", secretariat, settling("left", leave)),
    ),
)
