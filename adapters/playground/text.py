"""Cards as numbered text: what somebody reads who has no buttons."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import assert_never

from bot.cards import Actions, Block, Button, Card, Divider, Facts, Item, Link, Notice, Progress, Text
from bot.ports import Words


def message(card: Card, words: Words) -> str:
    numbers = count(1)
    body = [line for block in card.body for line in lines(block, words, numbers)]
    return "\n".join([words(card.title), *body])


def lines(block: Block, words: Words, numbers: Iterator[int]) -> list[str]:
    match block:
        case Text(text):
            return [words(text)]
        case Notice(text):
            return [f"! {words(text)}"]
        case Facts(rows):
            return [f"{words(label)}: {words(value)}" for label, value in rows]
        case Item(title, buttons, detail):
            more = [words(detail)] if detail else []
            return [f"• {words(title)}", *more, *choices(buttons, words, numbers)]
        case Actions(buttons):
            return choices(buttons, words, numbers)
        case Progress(done, total, label):
            return [f"{words(label)}: {done} / {total}"]
        case Divider():
            return ["—"]
        case _:
            assert_never(block)


def choices(buttons: Sequence[Button | Link], words: Words, numbers: Iterator[int]) -> list[str]:
    return [line for button in buttons if (line := choice(button, words, numbers))]


def choice(button: Button | Link, words: Words, numbers: Iterator[int]) -> str:
    """Empty for a button that cannot be typed."""
    match button:
        case Link(label, url):
            return f"  {words(label)}: {url}"
        case Button(label=label, number=True):
            return f"  {next(numbers)}. {words(label)}"
        case _:
            return ""
