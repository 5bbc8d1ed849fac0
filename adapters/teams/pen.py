"""Texts for Adaptive Cards: in one language, without markup from what people typed, cut where Teams cuts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from adapters.teams import limits
from bot.cards import Say
from bot.chat import Json
from bot.ports import Words

MARKUP = frozenset("\\`*_[]()#~<>{}&|!")
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
MORE = "…"


def escape(typed: str) -> str:
    """A backslash takes the meaning from whatever Markdown, HTML or a date function would be made of."""
    return "".join(f"\\{sign}" if sign in MARKUP else sign for sign in typed)


@dataclass(frozen=True, slots=True)
class Pen:
    """`warnings`: what had to be cut."""

    words: Words
    warnings: list[str] = field(default_factory=list)

    def cut(self, text: str, limit: int, key: str) -> str:
        if len(text) <= limit:
            return text
        self.warnings.append(f"{key}: {len(text)} > {limit}")
        return text[: limit - 1].rstrip("\\") + MORE

    def plain(self, said: Say, limit: int) -> str:
        """For titles of buttons, choices and fields, where Teams reads no markup."""
        return self.cut(self.words(said), limit, said.key)

    def marked(self, said: Say) -> str:
        """For what Teams reads as Markdown, where one line break is none."""
        return self.cut(self.words(said, escape), limits.TEXT, said.key).replace("\n", "\n\n")

    def block(self, said: Say, **style: object) -> Json:
        return {"type": "TextBlock", "text": self.marked(said), "wrap": True, **style}


def adaptive(body: Iterable[Json], actions: Iterable[Json] = ()) -> Json:
    card: Json = {"type": "AdaptiveCard", "$schema": SCHEMA, "version": "1.5", "body": list(body)}
    return {**card, "actions": found} if (found := list(actions)) else card


def size(card: Json) -> int:
    """In bytes; it is sent without the blanks, so a little smaller."""
    return len(json.dumps(card, ensure_ascii=False).encode())
