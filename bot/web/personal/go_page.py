"""One card, one question, one button: what will happen before it, what has happened after it."""

from dataclasses import dataclass

from markupsafe import Markup

from adapters.playground.ink import ink
from adapters.playground.render import drawn, joined
from bot.cards import Button, Card, Notice, Say, say
from bot.domain.people import Person
from bot.ports import Words
from bot.web.personal.errand import Errand, bare, saw_of

PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="same-origin"><meta name="robots" content="noindex, nofollow">'
    '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/look.css">'
    '<link rel="stylesheet" href="/static/personal.css"><title>{plain}</title></head>'
    '<body class="personal"><main>{told}<article class="card"><h1>{title}</h1>{body}</article>{ask}'
    '<p class="quiet small">{whose}</p></main></body></html>'
)
"""Browsers tell the origin of a form only where the page lets its own addresses be told to its own server."""
FORM = Markup(
    '<form method="post"><p>{will}</p>'
    '<button class="{style}" name="saw" value="{saw}">{label}</button></form>'
)
SENTENCE = Markup("<p>{}</p>")
WILL = {"broadcast.acknowledge": "go-will-acknowledge"}
"""What happens when it is pressed, where that is not plain from the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a page shows; `button` None: there is nothing to press. `told`: what has happened; `over`: nothing
    more is asked.
    """

    language: str
    words: Words
    of: Errand
    card: Card
    button: Button | None = None
    told: Notice | None = None
    over: bool = False


def page(sight: Sight) -> str:
    card, words = sight.card, sight.words
    html = PAGE.format(
        language=sight.language,
        plain=words(card.title),
        told=live(drawn(sight.told, words)) if sight.told else "",
        title=ink(card.title, words),
        body=joined(drawn(bare(block), words) for block in card.body),
        ask=ask(sight),
        whose=words(whose(sight.of.person)),
    )
    return str(html)


def live(told: Markup) -> Markup:
    return Markup('<div role="status">{}</div>').format(told)


def ask(sight: Sight) -> Markup:
    words, button = sight.words, sight.button
    if button is None:
        return Markup() if sight.over else SENTENCE.format(words(say("go-nothing")))
    return FORM.format(
        will=words(say(will(sight.of))),
        style="danger" if button.style == "danger" else "primary",
        saw=saw_of(button),
        label=words(button.label),
    )


def will(of: Errand) -> str:
    return "go-will-show" if of.shows else WILL.get(of.does.verb, "go-will")


def whose(person: Person) -> Say:
    if person.delegation:
        return say("go-whose-for", name=person.name, delegation=say("delegation", id=person.delegation))
    return say("go-whose", name=person.name)
