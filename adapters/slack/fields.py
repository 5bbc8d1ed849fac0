"""What a question looks like in a modal, with what was typed kept even where the right element refuses it."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from adapters.slack import limits
from adapters.slack.pen import Pen
from bot.cards import Say, say
from bot.chat import Json
from bot.forms import AnyQuestion, Choice, Choices, Country, Day, FreeText, Labelled, Number, YesNo, labels
from bot.ports import Lexicon

NUMERAL = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)


def element(question: AnyQuestion, default: str, lexicon: Lexicon, pen: Pen) -> Json:
    match question:
        case FreeText(max_length=most, long=long):
            return typed(default, pen, most=most, long=long)
        case Number():
            return numeral(question, default, pen)
        case Country():
            return typed(country(default, pen), pen)
        case Day():
            return calendar(default, pen)
        case Choice() | YesNo():
            return single(question, default, lexicon, pen)
        case Choices():
            return several(question, default, lexicon, pen)
        case _:
            assert_never(question)


def typed(default: str, pen: Pen, *, most: int = limits.INPUT, long: bool = False) -> Json:
    """Room for a text that is too long already, so that it can be shortened."""
    kept = pen.cut(default, limits.INPUT) if default else ""
    initial: Json = {"initial_value": kept} if kept else {}
    room = min(limits.INPUT, max(most, len(kept)))
    return {"type": "plain_text_input", "multiline": long, "max_length": room, **initial}


def numeral(question: Number, default: str, pen: Pen) -> Json:
    if default and not within(question, default):
        return typed(default, pen)
    initial: Json = {"initial_value": default} if default else {}
    return {
        "type": "number_input",
        "is_decimal_allowed": question.decimal,
        "min_value": str(question.low),
        "max_value": str(question.high),
        **initial,
    }


def within(question: Number, default: str) -> bool:
    if not NUMERAL.fullmatch(default):
        return False
    value = Decimal(default)
    return question.low <= value <= question.high and (question.decimal or value == int(value))


def country(default: str, pen: Pen) -> str:
    """By its name where a code is kept."""
    key = f"country-{default}"
    named = pen.raw(say(key)) if re.fullmatch("[A-Z]{3}", default) else key
    return default if named == key else named


def calendar(default: str, pen: Pen) -> Json:
    if not default:
        return {"type": "datepicker"}
    try:
        initial = date.fromisoformat(default).isoformat()
    except ValueError:
        return typed(default, pen)
    return {"type": "datepicker", "initial_date": initial}


def single(question: Choice | YesNo, default: str, lexicon: Lexicon, pen: Pen) -> Json:
    """A menu where the answer may be left out: a radio button cannot be taken back."""
    offered = labels(question, lexicon)
    if not 0 < len(offered) <= limits.OPTIONS:
        return typed(spelled(offered, default, pen), pen)
    few = len(offered) <= limits.RADIOS and not question.optional
    options = [option(label, value, pen) for label, value in offered]
    chosen = next((one for one in options if one["value"] == default.strip()), None)
    initial: Json = {"initial_option": chosen} if chosen else {}
    return {"type": "radio_buttons" if few else "static_select", "options": options, **initial}


def several(question: Choices, default: str, lexicon: Lexicon, pen: Pen) -> Json:
    offered = labels(question, lexicon)
    if not 0 < len(offered) <= limits.OPTIONS:
        return typed(spelled(offered, default, pen), pen, long=True)
    options = [option(label, value, pen) for label, value in offered]
    wanted = {part.strip() for part in default.split(",")}
    chosen = [one for one in options if one["value"] in wanted]
    initial: Json = {"initial_options": chosen} if chosen else {}
    if len(options) <= limits.RADIOS:
        return {"type": "checkboxes", "options": options, **initial}
    most = max(1, min(question.most, len(options)), len(chosen))
    return {"type": "multi_static_select", "options": options, "max_selected_items": most, **initial}


def spelled(offered: Sequence[Labelled], default: str, pen: Pen) -> str:
    """By labels, so that it can be read and is understood again; one with a comma in it only by its value."""
    names = {value: pen.raw(label) for label, value in offered}
    parts = [part.strip() for part in default.split(",")]
    return ", ".join(names[part] if "," not in names.get(part, ",") else part for part in parts)


def option(label: Say, value: str, pen: Pen) -> Json:
    return {"text": pen.plain(label, limits.OPTION), "value": value}
