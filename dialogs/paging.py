"""Lists in pages: which page is meant, and the buttons to turn it."""

from bot.cards import Actions, Block, Button, Pointer, say
from dialogs.figure import figure

SIZE, DIGITS = 5, 4


def page_of(of: str) -> int:
    """The first one for whatever is no page."""
    return max(1, figure(of, digits=DIGITS))


def turning(verb: str, page: int, *, more: bool) -> tuple[Block, ...]:
    earlier = (Button(say("earlier"), Pointer(verb, str(page - 1))),) if page > 1 else ()
    later = (Button(say("later"), Pointer(verb, str(page + 1))),) if more else ()
    return (Actions(earlier + later),) if earlier or later else ()
