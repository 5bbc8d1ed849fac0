"""Cards as HTML. Never raises; everything is escaped but the tags written here."""

import json
from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from adapters.playground.ink import ink
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
    Text,
)
from bot.ports import Words

SIGNS = {"info": "i", "done": "✓", "warning": "!"}


def message(card: Card, words: Words) -> Markup:
    """One sentence is a bubble, anything more a card."""
    if not card.body:
        return Markup('<p class="bubble">{}</p>').format(ink(card.title, words))
    body = joined(drawn(block, words) for block in card.body)
    return Markup('<div class="card"><h3>{}</h3>{}</div>').format(ink(card.title, words), body)


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def drawn(block: Block, words: Words) -> Markup:
    match block:
        case Text(text, quiet):
            return Markup('<p class="text{}">{}</p>').format(" quiet" if quiet else "", ink(text, words))
        case Notice(text, level):
            notice = Markup(
                '<p class="notice {0}"><span class="sign" aria-hidden="true">{1}</span> <span>{2}</span></p>'
            )
            return notice.format(level, SIGNS[level], ink(text, words))
        case Facts(rows):
            row = Markup("<dt>{}</dt><dd>{}</dd>")
            facts = joined(row.format(ink(label, words), ink(value, words)) for label, value in rows)
            return Markup('<dl class="facts">{}</dl>').format(facts)
        case Item():
            return item(block, words)
        case Actions(buttons):
            return row_of(buttons, words)
        case Progress():
            return progress(block, words)
        case Divider():
            return Markup("<hr>")
        case _:
            assert_never(block)


def item(block: Item, words: Words) -> Markup:
    detail = Markup('<p class="quiet small">{}</p>').format(ink(block.detail, words)) if block.detail else ""
    whole = Markup('<div class="item"><div><p class="strong">{}</p>{}</div>{}</div>')
    return whole.format(ink(block.title, words), detail, row_of(block.buttons, words))


def progress(block: Progress, words: Words) -> Markup:
    bar = Markup('<progress max="{1}" value="{2}"></progress> <b>{2} / {1}</b>')
    whole = Markup('<label class="progress">{0} ') + bar + Markup("</label>")
    return whole.format(ink(block.label, words), block.total, block.done)


def row_of(buttons: Iterable[Button | Link], words: Words) -> Markup:
    shown = joined(pressable(button, words) for button in buttons)
    return Markup('<div class="row">{}</div>').format(shown) if shown else Markup("")


def pressable(button: Button | Link, words: Words) -> Markup:
    if isinstance(button, Link):
        link = Markup('<a class="button" href="{}" rel="noreferrer" target="_blank">{}</a>')
        return link.format(button.url, ink(button.label, words))
    whole = Markup('<button type="button" class="{}" data-does="{}">{}</button>')
    does = json.dumps(data(button.does), ensure_ascii=False)
    return whole.format(button.style, does, ink(button.label, words))


def data(does: Pointer | Pick) -> dict[str, str | int | None]:
    """What the page sends back when the button is pressed."""
    match does:
        case Pointer(verb, of, saw):
            return {"verb": verb, "of": of, "saw": saw}
        case Pick(draft, version, name, raw):
            return {"draft": draft, "version": version, "name": name, "raw": raw}
        case _:
            assert_never(does)
