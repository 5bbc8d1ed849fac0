"""Cards as plain text, for whoever reads no HTML."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from adapters.email.pen import plain
from bot.cards import Actions, Block, Button, Card, Divider, Facts, Item, Link, Notice, Progress, Text, say
from bot.ports import Words


def message(card: Card, words: Words) -> str:
    """A blank line between any two parts."""
    parts = (plain(card.title, words), *(drawn(block, words) for block in card.body))
    footer = f"-- \n{plain(say('mail-footer'), words)}"
    return "\n\n".join((*filter(None, parts), footer)) + "\n"


def drawn(block: Block, words: Words) -> str:
    match block:
        case Text(text):
            return plain(text, words)
        case Notice(text):
            return f"! {plain(text, words)}"
        case Facts(rows):
            return "\n".join(f"{plain(label, words)}: {plain(value, words)}" for label, value in rows)
        case Item():
            return "\n".join(item(block, words))
        case Actions(buttons):
            return "\n".join(links(buttons, words))
        case Progress(done, total, label):
            return f"{plain(label, words)}: {done} / {total}"
        case Divider():
            return "———"
        case _:
            assert_never(block)


def item(block: Item, words: Words) -> Iterator[str]:
    yield f"• {plain(block.title, words)}"
    if block.detail:
        yield f"  {plain(block.detail, words)}"
    yield from (f"  {link}" for link in links(block.buttons, words))


def links(buttons: Iterable[Button | Link], words: Words) -> Iterator[str]:
    """Nobody presses a button in a letter: what can be done from there is a link by now."""
    for one in buttons:
        if isinstance(one, Link) and opens(one.url):
            yield f"{plain(one.label, words)}: {one.url}"


def opens(url: str) -> bool:
    return url.startswith(("https://", "http://"))
