"""How much of a text each platform shows: docs.slack.dev/reference/block-kit (section, header) and Teams'
documentation of messages with cards (28 KB for the whole message, of which the card's frame takes its part).
"""

import json
from collections.abc import Mapping

from bot.domain.broadcast.texts import Limits

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
ESCAPED = str.maketrans(ENTITIES)


def escaped(text: str) -> int:
    """In characters, once the signs are escaped that Slack would take for markup."""
    return len(text.translate(ESCAPED))


def fitting(text: str, most: int) -> str:
    """As much of it as is that long when escaped."""
    kept = text
    while (length := escaped(kept)) > most:
        kept = kept[: len(kept) * most // length]
    return kept if kept is text else f"{kept.rstrip()}…"


def spelled(text: str) -> int:
    """In bytes, as it travels in a card."""
    return len(json.dumps(text, ensure_ascii=False).encode())


LIMITS: Mapping[str, Limits] = {
    "slack": Limits(subject=150, body=3000, measure=escaped),
    "teams": Limits(subject=1000, body=24_000, measure=spelled),
}
"""E-mail shows all of it."""
