"""Questions as an Adaptive Card with fields. Never raises; what is wrong stands under what was typed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from adapters.teams import limits
from adapters.teams.pen import Pen, adaptive, size
from adapters.teams.pressed import PAGE, page_of
from bot.asking import hint, label, problem, sending
from bot.cards import Say, say
from bot.chat import Json, Rendered
from bot.dialog import Ask
from bot.forms import AnyQuestion, Choice, Choices, Country, Day, FreeText, Number, YesNo, labels
from bot.ports import Lexicon


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a page is shown when it grows too large: first the hints go, then what was typed is cut."""

    hints: bool = True
    typed: int = 100_000


ROOMS = (Room(), Room(hints=False), Room(hints=False, typed=1_000), Room(hints=False, typed=0))


def title(ask: Ask, lexicon: Lexicon) -> str:
    form = lexicon.words(say(ask.draft.form))
    if ask.pages <= 1:
        return form
    return f"{form} – {lexicon.words(say('form-page', page=ask.page, pages=ask.pages))}"


def dialog(ask: Ask, lexicon: Lexicon) -> Rendered:
    """For a window of its own, whose title is drawn by Teams."""
    return fitting(ask, lexicon, "Action.Submit")


def card(ask: Ask, lexicon: Lexicon) -> Rendered:
    """For the chat."""
    return fitting(ask, lexicon, "Action.Execute")


def fitting(ask: Ask, lexicon: Lexicon, kind: str) -> Rendered:
    rendered = page(ask, lexicon, kind, ROOMS[0])
    for room in ROOMS[1:]:
        if (large := size(rendered.payload)) <= limits.CARD:
            break
        smaller = page(ask, lexicon, kind, room)
        rendered = Rendered(smaller.payload, (*smaller.warnings, f"{large} > {limits.CARD} bytes"))
    return rendered


def page(ask: Ask, lexicon: Lexicon, kind: str, room: Room) -> Rendered:
    pen = Pen(lexicon.words)
    top = [heading(title(ask, lexicon))] if kind == "Action.Execute" else []
    top += [pen.block(ask.notice, color="Attention")] if ask.notice else []
    body = [row for name in ask.questions for row in asked(ask, name, Paper(pen, lexicon, room))]
    send: Json = {
        "type": kind,
        "title": pen.plain(sending(ask), limits.BUTTON),
        "style": "positive",
        "data": page_of(ask.draft),
    }
    if kind == "Action.Execute":
        send["verb"] = PAGE
    return Rendered(adaptive([*top, *body], [send]), tuple(pen.warnings))


def heading(text: str) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, "size": "Large", "weight": "Bolder"}


@dataclass(frozen=True, slots=True)
class Paper:
    pen: Pen
    lexicon: Lexicon
    room: Room


def asked(ask: Ask, name: str, paper: Paper) -> Iterator[Json]:
    question, pen, default = ask.questions[name], paper.pen, ask.default(name)[: paper.room.typed]
    why = problem(ask, name)
    yield {
        **element(question, default, paper),
        "id": name,
        "label": pen.plain(label(ask, name), limits.TITLE),
        "isRequired": not question.optional,
        "errorMessage": pen.marked(say("required")),
    }
    if why:
        yield pen.block(why, color="Attention", spacing="None")
    if paper.room.hints:
        yield pen.block(hint(ask, name), isSubtle=True, size="Small", spacing="None")


def element(question: AnyQuestion, default: str, paper: Paper) -> Json:
    match question:
        case FreeText(max_length=limit, long=long):
            most: Json = {"maxLength": limit} if len(default) <= limit else {}
            return {"type": "Input.Text", **most, "isMultiline": long, **value(default)}
        case Country():
            return {"type": "Input.Text", **value(country(default, paper.lexicon))}
        case Number(low=low, high=high):
            return number(default, low, high)
        case Day(future=future):
            return day(default, paper.lexicon.today if future else None)
        case Choice() | YesNo():
            return choice_set(question, default, paper, several=False)
        case Choices():
            return choice_set(question, default, paper, several=True)
        case _:
            assert_never(question)


def value(default: str) -> Json:
    return {"value": default} if default else {}


def country(code: str, lexicon: Lexicon) -> str:
    """A kept code as its name."""
    key = f"country-{code}"
    name = lexicon.words(say(key)) if code.isascii() and code.isupper() else key
    return code if name == key else name


def number(default: str, low: int, high: int) -> Json:
    """What was typed and is no number can only be kept in a field for text."""
    if not default:
        return {"type": "Input.Number", "min": low, "max": high}
    try:
        found = float(default)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        return {"type": "Input.Text", "value": default}
    shown = int(found) if found.is_integer() else found
    return {"type": "Input.Number", "min": low, "max": high, "value": shown}


def day(default: str, earliest: date | None) -> Json:
    if default and not is_day(default):
        return {"type": "Input.Text", "value": default}
    first: Json = {"min": earliest.isoformat()} if earliest else {}
    return {"type": "Input.Date", **first, **value(default)}


def is_day(typed: str) -> bool:
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def choice_set(question: Choice | Choices | YesNo, default: str, paper: Paper, *, several: bool) -> Json:
    """A list too long to scroll is typed instead, and understood as in a chat."""
    options = labels(question, paper.lexicon)
    if not 0 < len(options) <= limits.OPTIONS:
        return {"type": "Input.Text", **value(default)}
    choices = [choice(said, raw, paper.pen) for said, raw in options]
    known = {one["value"] for one in choices}
    chosen = ",".join(part for part in default.split(",") if part in known)
    many: Json = {"isMultiSelect": True} if several else {}
    style = spread(len(options), several=several)
    return {"type": "Input.ChoiceSet", "style": style, **many, "choices": choices, **value(chosen)}


def choice(said: Say, raw: str, pen: Pen) -> Json:
    """Several values come back joined by commas, so none may hold one."""
    if "," in raw:
        pen.warnings.append(f"a comma in {raw}")
    return {"title": pen.plain(said, limits.TITLE), "value": raw.replace(",", " ")}


def spread(count: int, *, several: bool) -> str:
    """All in view where they are few, a list to open where they are many.

    One that can be searched (`filtered`) is not in the published schema.
    """
    return "expanded" if count <= (limits.CHECKBOXES if several else limits.RADIO_BUTTONS) else "compact"
