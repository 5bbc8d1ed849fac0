"""What a delegation does with its turn by one press: withdraw, defer, be ready, be in the room or online."""

from collections.abc import Awaitable, Callable

from bot.cards import Pointer
from bot.dialog import Action, Context, Dialog, Outcome
from bot.domain.access import participants
from bot.domain.floor.command import Defer, Detail, Ready, Wish, Withdraw
from bot.domain.floor.entry import Mode
from dialogs.floor.acting import acted_on
from dialogs.floor.found import found
from dialogs.standing import GONE

Acting = Callable[[Pointer, Context], Awaitable[Outcome]]


def acting(wish: Callable[[str], Wish]) -> Acting:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        """`saw`: `news` where it was pressed on a short card, which then stays one."""
        view = "floor.news" if pointer.saw == "news" else "floor"
        return await acted_on(wish(pointer.of), pointer.of, context, view=view)

    return act


def speaking_from(mode: Mode) -> Acting:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        one = await found(pointer.of, context.reading)
        if one is None:
            return GONE
        return await acted_on(Detail(pointer.of, one.entry.asked._replace(mode=mode)), pointer.of, context)

    return act


DIALOG = Dialog(
    "floor-doing",
    actions=(
        Action("floor.withdraw", participants, acting(Withdraw)),
        Action("floor.defer", participants, acting(Defer)),
        Action("floor.ready", participants, acting(Ready)),
        Action("floor.room", participants, speaking_from(Mode.ROOM)),
        Action("floor.online", participants, speaking_from(Mode.ONLINE)),
    ),
)
