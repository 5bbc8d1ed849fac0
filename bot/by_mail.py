"""A card as it goes by mail: what acts becomes a link that shows before it does, what asks becomes words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.cards import Actions, Block, Button, Card, Item, Link, Pointer, Say, Text, say

Signed = Callable[[Pointer], str | None]
"""The address behind which this is done; None where there can be none."""


def mailed(card: Card, signed: Signed) -> Card:
    return replace(card, body=tuple(part for block in card.body for part in parts(block, signed)))


def parts(block: Block, signed: Signed) -> Iterator[Block]:
    match block:
        case Item(title, buttons, detail):
            yield Item(title, (), detail)
            yield from linked(buttons, signed)
        case Actions(buttons):
            yield from linked(buttons, signed)
        case _:
            yield block


def linked(buttons: Sequence[Button | Link], signed: Signed) -> Iterator[Block]:
    """First what can be followed, then what can only be said to the bot."""
    drawn = [link(one, signed) for one in buttons]
    if links := tuple(one for one in drawn if isinstance(one, Link)):
        yield Actions(links)
    texts = [one for one in drawn if isinstance(one, Text)]
    yield from (one for place, one in enumerate(texts) if one not in texts[:place])


def link(of: Button | Link, signed: Signed) -> Link | Text:
    match of:
        case Link():
            return of
        case Button(label, Pointer() as does) if not does.opens_form and (url := signed(does)):
            return Link(label, url)
        case Button(label, does):
            return Text(to_write(label, does), quiet=True)


def to_write(label: Say, does: object) -> Say:
    """A form that begins something is opened by its name; any other is found by way of the menu."""
    match does:
        case Pointer(of="") as pointer if pointer.opens_form:
            return say("mail-write", words=label)
        case Pointer():
            return say("mail-write-menu", what=label, menu=say("command-menu.show"))
        case _:
            return say("mail-answer", menu=say("command-menu.show"))
