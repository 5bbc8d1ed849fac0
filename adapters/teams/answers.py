"""What Teams gets as the answer to an invoke, from what the bot replies; pure."""

from typing import assert_never

from adapters.teams import form, limits, render
from bot.chat import Done, Json, Refused, Replace, Reply, ShowForm, Tell

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
SENTENCE = "application/vnd.microsoft.activity.message"
ON_CARD = "adaptiveCard/action"
NOTHING: Json = {"statusCode": 200, "type": SENTENCE, "value": ""}


def answer(name: str, reply: Reply) -> Json:
    """`name` is the invoke's; an answer without content closes a dialog and leaves a card as it is."""
    return on_card(reply) if name == ON_CARD else in_dialog(reply)


def on_card(reply: Reply) -> Json:
    match reply:
        case ShowForm(ask, lexicon):
            return replacing(form.card(ask, lexicon).payload)
        case Replace(card, words):
            return replacing(render.message(card, words).payload)
        case Tell(what, words) | Refused(what, words):
            return {**NOTHING, "value": words(what)}
        case Done():
            return NOTHING
        case _:
            assert_never(reply)


def replacing(card: Json) -> Json:
    return {"statusCode": 200, "type": ADAPTIVE, "value": card}


def in_dialog(reply: Reply) -> Json:
    match reply:
        case ShowForm(ask, lexicon):
            shown: Json = {"contentType": ADAPTIVE, "content": form.dialog(ask, lexicon).payload}
            title = form.title(ask, lexicon)[: limits.TITLE]
            window: Json = {"title": title, "height": "large", "width": "medium", "card": shown}
            return {"task": {"type": "continue", "value": window}}
        case Tell(what, words) | Refused(what, words):
            return {"task": {"type": "message", "value": words(what)}}
        case Replace() | Done():
            return {}
        case _:
            assert_never(reply)
