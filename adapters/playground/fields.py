"""Questions as HTML fields. A `match` over their kinds: mypy fails here when one is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from adapters.playground import limits
from adapters.playground.ink import ink
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
    rows = [Markup('<option value="">{}</option>').format(ink(say("form-choose"), lexicon.words))]
    for label, value in options:
        picked = Markup(" selected") if value == field.value else ""
        whole = Markup('<option value="{}"{}>{}</option>')
        rows.append(whole.format(value, picked, ink(label, lexicon.words)))
    return Markup("<select {}>{}</select>").format(named(field), joined(rows))


VALUE, CHECKED, UNCHECKED, END = map(Markup, ('" value="', '" checked> ', '"> ', "</label>"))
"""Joined, which escapes what is no markup as formatting does, but sooner: there may be fifty boxes."""


def boxes(field: Field, options: Sequence[Labelled], lexicon: Lexicon) -> Markup:
    """Their answers travel as one, joined by commas."""
    parts, chosen = list[str](), field.value.split(",")
    box = Markup('<label class="box"><input type="checkbox" name="{}" id="{}-').format(field.name, field.id)
    for place, (label, value) in enumerate(options):
        end = CHECKED if value in chosen else UNCHECKED
        parts += (box, str(place), VALUE, value, end, ink(label, lexicon.words), END)
    many = " many" if len(options) > limits.MANY else ""
    return Markup('<div class="boxes{}">{}</div>').format(many, Markup().join(parts))
