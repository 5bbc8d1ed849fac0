"""Cards as Adaptive Cards 1.5. Never raises: what does not fit is cut, and said so."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from adapters.teams import limits
from adapters.teams.pen import MORE, Pen, adaptive, size
from adapters.teams.pressed import picking, pointing
from bot.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Facts,
    Item,
    Link,
    Notice,
    Pick,
    Pointer,
    Progress,
    Say,
    Text,
)
from bot.chat import Json, Rendered
from bot.ports import Words

SIGNS = {"info": "ℹ️", "done": "✅", "warning": "⚠️"}
STYLES = {"info": "accent", "done": "good", "warning": "warning"}
BUTTONS = {"plain": "default", "primary": "positive", "danger": "destructive"}
STEPS = 10


def message(card: Card, words: Words, *, dialogs: bool = True) -> Rendered:
    """`dialogs`: whether a button that opens a form may open it in a window of its own."""
    pen = Pen(words)
    heading: Json = {"size": "Large", "weight": "Bolder", "style": "heading"} if card.body else {}
    body = [pen.block(card.title, **heading), *rows(card.body, pen, dialogs=dialogs)]
    return Rendered(fitting(body, pen), tuple(pen.warnings))


def fitting(body: list[Json], pen: Pen) -> Json:
    """What is too much is left out from the end."""
    card = adaptive(body)
    if size(card) <= limits.CARD:
        return card
    pen.warnings.append(f"{size(card)} > {limits.CARD} bytes")
    more: Json = {"type": "TextBlock", "text": MORE}
    while len(body) > 1 and size(card) > limits.CARD:
        body.pop()
        card = adaptive([*body, more])
    return card


def rows(blocks: Sequence[Block], pen: Pen, *, dialogs: bool) -> Iterator[Json]:
    """A divider becomes the line above what follows it."""
    for before, block in pairwise((None, *blocks)):
        drawn = elements(block, pen, dialogs=dialogs) if block else []
        if isinstance(before, Divider) and drawn:
            drawn[0] = {**drawn[0], "separator": True, "spacing": "Large"}
        yield from drawn


def elements(block: Block, pen: Pen, *, dialogs: bool) -> list[Json]:
    match block:
        case Text(text, quiet):
            return [pen.block(text, **({"isSubtle": True, "size": "Small"} if quiet else {}))]
        case Notice(text, level):
            return [notice(text, level, pen)]
        case Facts(facts):
            return [{"type": "FactSet", "facts": [fact(*row, pen) for row in facts]}] if facts else []
        case Item():
            return [item(block, pen, dialogs=dialogs)]
        case Actions(buttons):
            return sets(buttons, pen, dialogs=dialogs)
        case Progress(done, total, label):
            share = min(1.0, max(0.0, done / total)) if total > 0 else 0.0
            filled = round(STEPS * share)
            bar = f"{'▓' * filled}{'░' * (STEPS - filled)} {round(100 * share)} % {pen.marked(label)}"
            return [{"type": "TextBlock", "text": bar, "wrap": True}]
        case Divider():
            return []
        case _:
            assert_never(block)


def notice(said: Say, level: str, pen: Pen) -> Json:
    text = pen.block(said)
    text["text"] = f"{SIGNS.get(level, '')} {text['text']}"
    return {"type": "Container", "style": STYLES.get(level, "default"), "items": [text]}


def fact(label: Say, value: Say, pen: Pen) -> Json:
    return {"title": pen.marked(label), "value": pen.marked(value)}


def item(row: Item, pen: Pen, *, dialogs: bool) -> Json:
    """One button stands beside its row, several below it."""
    texts = [pen.block(row.title, weight="Bolder")]
    texts += [pen.block(row.detail, isSubtle=True, spacing="None")] if row.detail else []
    buttons = sets(row.buttons, pen, dialogs=dialogs)
    if len(row.buttons) != 1:
        return {"type": "Container", "spacing": "Medium", "items": [*texts, *buttons]}
    beside: Json = {
        "type": "Column",
        "width": "auto",
        "verticalContentAlignment": "Center",
        "items": buttons,
    }
    left: Json = {"type": "Column", "width": "stretch", "items": texts}
    return {"type": "ColumnSet", "spacing": "Medium", "columns": [left, beside]}


def sets(buttons: Sequence[Button | Link], pen: Pen, *, dialogs: bool) -> list[Json]:
    """In sets of as many as Teams shows side by side."""
    drawn = [action(button, pen, dialogs=dialogs) for button in buttons]
    return [
        {"type": "ActionSet", "actions": drawn[start : start + limits.ROW]}
        for start in range(0, len(drawn), limits.ROW)
    ]


def action(button: Button | Link, pen: Pen, *, dialogs: bool) -> Json:
    title = pen.plain(button.label, limits.BUTTON)
    if isinstance(button, Link):
        return {"type": "Action.OpenUrl", "title": title, "url": button.url}
    drawn: Json = {"title": title, "style": BUTTONS.get(button.style, "default")}
    match button.does:
        case Pointer() as pointer if pointer.opens_form and dialogs:
            data: Json = {"msteams": {"type": "task/fetch"}, **pointing(pointer)}
            return {"type": "Action.Submit", **drawn, "data": data}
        case Pointer() as pointer:
            return {"type": "Action.Execute", **drawn, "verb": pointer.verb, "data": pointing(pointer)}
        case Pick() as pick:
            return {"type": "Action.Execute", **drawn, "verb": "answer", "data": picking(pick)}
        case _:
            assert_never(button.does)
