"""App Home from a card."""

from adapters.slack import limits
from adapters.slack.pen import Pen
from adapters.slack.render import blocks
from bot.cards import Card
from bot.chat import Rendered
from bot.ports import Words


def view(card: Card, words: Words) -> Rendered:
    pen = Pen(words)
    drawn = blocks(card, pen, limits.VIEW_BLOCKS)
    return Rendered({"type": "home", "callback_id": "home", "blocks": drawn}, tuple(pen.warnings))
