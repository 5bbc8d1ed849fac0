"""Text for Slack: our own markup translated, what people typed kept from being any, all within limits."""

import re
from dataclasses import dataclass, field

from bot.cards import Say
from bot.chat import Json
from bot.ports import Words

# Typed signs travel as private-use characters until our own markup has been translated.
TYPED = {"*": "\ue000", "[": "\ue001", "&": "\ue002", "<": "\ue003", ">": "\ue004"}
SHIELD = {**dict.fromkeys(map(ord, TYPED.values()), ""), **{ord(sign): one for sign, one in TYPED.items()}}
AS_TYPED = str.maketrans({shield: sign for sign, shield in TYPED.items()})
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
OWN = {ord(sign): entity for sign, entity in ENTITIES.items()}
ESCAPED = str.maketrans({shield: ENTITIES.get(sign, sign) for sign, shield in TYPED.items()})
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
BROKEN = re.compile(r"(&[a-z]{0,4}|<[^<>]*)$")
NOTHING = "–"


def shield(typed: str) -> str:
    """For `words`: no sign of this will be read as markup, a mention or a link."""
    return typed.translate(SHIELD)


def mrkdwn(text: str, *, bold: bool = False) -> str:
    escaped = text.translate(OWN)
    linked = LINK.sub(r"<\2|\1>", escaped)
    marked = BOLD.sub(r"\1" if bold else r"*\1*", linked).translate(ESCAPED)
    return "\n".join(map(emphasized, marked.split("\n"))) if bold else marked


def emphasized(line: str) -> str:
    return f"*{line.strip()}*" if line.strip() else ""


def plain(text: str) -> str:
    return BOLD.sub(r"\1", LINK.sub(r"\1", text)).translate(AS_TYPED)


def whole(start: str) -> str:
    """Without the entity or link that a cut has left open."""
    return BROKEN.sub("", start)


def pieces(text: str, limit: int) -> list[str]:
    """Cut where a line or a word ends, else within one."""
    found = []
    while len(text) > limit:
        start = whole(text[:limit])
        at = max(start.rfind("\n"), start.rfind(" "))
        piece = start[:at] if at > limit // 2 else start
        found.append(piece.rstrip() or NOTHING)
        text = text[len(piece) :].lstrip()
    return [*found, text] if text or not found else found


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes one language, and keeps what had to be cut."""

    words: Words
    warnings: list[str] = field(default_factory=list)

    def cut(self, text: str, limit: int) -> str:
        if len(text) <= limit:
            return text or NOTHING
        self.warnings.append(f"{len(text)} > {limit}: {text[:40]}")
        return f"{whole(text[: limit - 1])}…"

    def raw(self, said: Say) -> str:
        return plain(self.words(said, shield))

    def marked(self, said: Say, *, bold: bool = False) -> str:
        return mrkdwn(self.words(said, shield), bold=bold)

    def plain(self, said: Say, limit: int) -> Json:
        return {"type": "plain_text", "text": self.cut(self.raw(said), limit)}

    def mrkdwn(self, text: str, limit: int) -> Json:
        """Verbatim: Slack looks for no names or channels in it by itself."""
        return {"type": "mrkdwn", "text": self.cut(text, limit), "verbatim": True}
