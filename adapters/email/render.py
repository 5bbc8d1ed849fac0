"""Cards as letters: a subject, plain text and simple HTML. Never raises; all is escaped but the tags here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from adapters.email import text
from adapters.email.limits import SUBJECT
from adapters.email.pen import html, line, plain
from bot.cards import Actions, Block, Button, Card, Divider, Facts, Item, Link, Notice, Progress, Text, say
from bot.ports import Words

PAGE = Markup(
    '<!doctype html>\n<html lang="{0}"><head><meta charset="utf-8"><title>{1}</title></head>\n'
    '<body style="margin:1.5em auto;padding:0 1em;max-width:40em;font:16px/1.5 sans-serif;color:#1a1a1a">\n'
    '<h1 style="font-size:1.25em">{1}</h1>\n{2}\n'
    '<p style="margin-top:2em;border-top:1px solid #ccc;font-size:.85em;color:#555">{3}</p>\n'
    "</body></html>\n"
)
NOTICE = Markup('<p style="padding:.5em .75em;border-left:4px solid #8a6d00;background:#fff8e1">{}</p>')
QUIET = Markup('<p style="font-size:.9em;color:#555">{}</p>')
ROW = Markup('<tr><th align="left" valign="top" style="padding-right:1em">{}</th><td>{}</td></tr>')
BUTTON = Markup(
    '<a href="{}" style="display:inline-block;margin:.25em .5em .25em 0;padding:.4em .9em;'
    'border:1px solid #005ea2;border-radius:4px;color:#005ea2">{}</a>'
)


@dataclass(frozen=True, slots=True)
class Rendering:
    """`language`: a tag; `warnings`: what had to be cut."""

    language: str
    subject: str
    text: str
    html: str
    warnings: tuple[str, ...] = ()


def rendered(card: Card, words: Words) -> Rendering:
    subject, language = line(plain(card.title, words)), words(say("mail-language"))
    warnings = (f"{len(subject)} > {SUBJECT}: {subject[:40]}",) if len(subject) > SUBJECT else ()
    short = f"{subject[: SUBJECT - 1].rstrip()}…" if warnings else subject
    return Rendering(language, short, text.message(card, words), page(card, words, language), warnings)


def page(card: Card, words: Words, language: str) -> str:
    body = Markup("\n").join(drawn(block, words) for block in card.body)
    return PAGE.format(language, html(card.title, words), body, html(say("mail-footer"), words))


def drawn(block: Block, words: Words) -> Markup:
    match block:
        case Text(said, quiet):
            return (QUIET if quiet else Markup("<p>{}</p>")).format(html(said, words))
        case Notice(said):
            return NOTICE.format(html(said, words))
        case Facts(rows):
            facts = (ROW.format(html(label, words), html(value, words)) for label, value in rows)
            return Markup("<table>{}</table>").format(Markup().join(facts))
        case Item():
            return item(block, words)
        case Actions(buttons):
            return linked(buttons, words)
        case Progress(done, total, label):
            return Markup("<p>{}: <b>{} / {}</b></p>").format(html(label, words), done, total)
        case Divider():
            return Markup("<hr>")
        case _:
            assert_never(block)


def item(block: Item, words: Words) -> Markup:
    detail = Markup("<br>{}").format(html(block.detail, words)) if block.detail else ""
    title = html(block.title, words)
    return Markup("<p><b>{}</b>{}</p>{}").format(title, detail, linked(block.buttons, words))


def linked(buttons: Iterable[Button | Link], words: Words) -> Markup:
    links = [one for one in buttons if isinstance(one, Link) and text.opens(one.url)]
    shown = Markup().join(BUTTON.format(one.url, html(one.label, words)) for one in links)
    return Markup("<p>{}</p>").format(shown) if links else Markup()
