"""Questions as HTML fields. A `match` over their kinds: mypy fails here when one is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import assert_never

from markupsafe import Markup

from adapters.playground import limits
from adapters.playground.ink import ink, marked, masked
from adapters.playground.render import joined
from bot.cards import say
from bot.forms import AnyQuestion, Choice, Choices, Country, Day, FreeText, Labelled, Number, YesNo, labels
from bot.ports import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`id`: unique on the page; `about`: ids of its hint and its problem; `value`: what stands in it."""

    id: str
    name: str
    question: AnyQuestion
    value: str
    about: str
    wrong: bool


def element(field: Field, lexicon: Lexicon) -> Markup:
    match field.question:
        case FreeText(long=True):
            return Markup('<textarea rows="3" {}>\n{}</textarea>').format(named(field), field.value)
        case FreeText() | Day():
            return line(field, "text", field.value)
        case Number(decimal=decimal):
            return line(field, "decimal" if decimal else "numeric", field.value)
        case Country():
            return line(field, "text", country(field.value, lexicon))
        case Choice() | YesNo():
            return select(field, labels(field.question, lexicon), lexicon)
        case Choices():
            return boxes(field, labels(field.question, lexicon), lexicon)
        case _:
            assert_never(field.question)


def named(field: Field) -> Markup:
    wrong = Markup(' aria-invalid="true"') if field.wrong else ""
    needed = "" if field.question.optional else Markup(' aria-required="true"')
    attributes = Markup('id="{}" name="{}" aria-describedby="{}"{}{}')
    return attributes.format(field.id, field.name, field.about, wrong, needed)


def line(field: Field, mode: str, shown: str) -> Markup:
    whole = Markup('<input type="text" inputmode="{}" autocomplete="off" value="{}" {}>')
    return whole.format(mode, shown, named(field))


def country(value: str, lexicon: Lexicon) -> str:
    """A kept code as its name; what was typed as it was typed."""
    name = lexicon.words(say(f"country-{value}"))
    return name if value.isupper() and lexicon.sure(name, value) else value


def select(field: Field, options: Sequence[Labelled], lexicon: Lexicon) -> Markup:
    none = Markup('<option value="">{}</option>').format(ink(say("form-choose"), lexicon.words))
    rows = (option(value, text, picked=value == field.value) for value, text in told(options, lexicon))
    return Markup("<select {}>{}</select>").format(named(field), joined((none, *rows)))


def boxes(field: Field, options: Sequence[Labelled], lexicon: Lexicon) -> Markup:
    """Their answers travel as one, joined by commas."""
    chosen = field.value.split(",")
    begin = Markup('<label class="box"><input type="checkbox" name="{}" id="{}-').format(field.name, field.id)
    rows = (
        (begin, box(place, value, text, checked=value in chosen))
        for place, (value, text) in enumerate(told(options, lexicon))
    )
    many = " many" if len(options) > limits.MANY else ""
    return Markup('<div class="boxes{}">{}</div>').format(many, joined(chain.from_iterable(rows)))


def told(options: Sequence[Labelled], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    return ((value, lexicon.words(label, masked)) for label, value in options)


@lru_cache(maxsize=2048)
def option(value: str, text: str, *, picked: bool) -> Markup:
    """Drawn once, for lists are long and the same on every page."""
    whole = Markup('<option value="{}"{}>{}</option>')
    return whole.format(value, Markup(" selected") if picked else "", marked(text))


@lru_cache(maxsize=2048)
def box(place: int, value: str, text: str, *, checked: bool) -> Markup:
    """From its number on, for what stands before differs from page to page."""
    whole = Markup('{}" value="{}"{}> {}</label>')
    return whole.format(place, value, Markup(" checked") if checked else "", marked(text))
