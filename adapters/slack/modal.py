"""A page of a form as a modal; never raises."""

import json

from adapters.slack import limits
from adapters.slack.fields import element
from adapters.slack.pen import Pen, plain, shield
from adapters.slack.render import SIGNS, context, sections
from bot.asking import hint, label, problem, sending
from bot.cards import Say, say
from bot.chat import Json, Rendered
from bot.dialog import Ask
from bot.ports import Lexicon, Words


def modal(ask: Ask, lexicon: Lexicon) -> Rendered:
    """A draft and its version are all that it carries; everything else is looked up when it comes back."""
    pen = Pen(lexicon.words)
    title, above = titled(ask, pen)
    above += warned(ask.notice, pen) if ask.notice else []
    fields = [block for name in ask.questions for block in field(ask, name, lexicon, pen)]
    payload: Json = {
        "type": "modal",
        "callback_id": ask.draft.form,
        "private_metadata": pointer(ask),
        "title": {"type": "plain_text", "text": title},
        "submit": pen.plain(sending(ask), limits.TITLE),
        "close": pen.plain(say("close"), limits.TITLE),
        "blocks": [*above, *fields][: limits.VIEW_BLOCKS],
    }
    if len(above) + len(fields) > limits.VIEW_BLOCKS:
        pen.warnings.append(f"{len(fields)} blocks")
    return Rendered(payload, tuple(pen.warnings))


def pointer(ask: Ask) -> str:
    return json.dumps([ask.draft.id, ask.draft.version])


def titled(ask: Ask, pen: Pen) -> tuple[str, list[Json]]:
    """With the page's number; a title too long for a modal stands whole above the fields."""
    name = pen.raw(say(ask.draft.form))
    page = f" {ask.page}/{ask.pages}" if ask.pages > 1 else ""
    if len(name) + len(page) <= limits.TITLE:
        return f"{name}{page}", []
    short = f"{name[: limits.TITLE - len(page) - 1].rstrip()}…{page}"
    return short, [{"type": "header", "text": pen.plain(say(ask.draft.form), limits.HEADER)}]


def field(ask: Ask, name: str, lexicon: Lexicon, pen: Pen) -> list[Json]:
    """The action id changes with the draft: else Slack would keep an older entry instead of ours."""
    question = ask.questions[name]
    drawn: Json = {
        "type": "input",
        "block_id": name,
        "label": pen.plain(label(ask, name), limits.LABEL),
        "hint": pen.plain(hint(ask, name), limits.HINT),
        "optional": question.optional,
        "element": {
            "action_id": f"{name}.{ask.draft.version}",
            **element(question, ask.default(name), lexicon, pen),
        },
    }
    why = problem(ask, name)
    return [drawn, *(warned(why, pen) if why else [])]


def warned(why: Say, pen: Pen) -> list[Json]:
    return context(f"{SIGNS['warning']} {pen.marked(why)}", pen)


def problems(ask: Ask, words: Words) -> dict[str, str]:
    """Under the fields of a modal that stays open as it is."""
    found = {name: problem(ask, name) for name in ask.questions}
    return {name: plain(words(why, shield)) for name, why in found.items() if why}


def told(what: Say, words: Words) -> Rendered:
    """A sentence where a form was expected."""
    pen = Pen(words)
    payload: Json = {
        "type": "modal",
        "callback_id": "told",
        "title": pen.plain(say("slack-note"), limits.TITLE),
        "close": pen.plain(say("close"), limits.TITLE),
        "blocks": sections(pen.marked(what), pen),
    }
    return Rendered(payload, tuple(pen.warnings))
