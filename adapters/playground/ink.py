"""Words as HTML: `**bold**` and `[label](https://…)` work in ours; in what people typed nothing does."""

import re

from markupsafe import Markup, escape

from bot.cards import Say
from bot.ports import Words

SIGNS = "*[]()"
MASKED = {ord(sign): chr(0xE000 + place) for place, sign in enumerate(SIGNS)}
UNMASKED = {ord(masked): chr(sign) for sign, masked in MASKED.items()}
MARKS = re.compile(r"(\*\*.+?\*\*|\[[^\]]+\]\(https?://[^\s)]+\))")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")


def ink(said: Say, words: Words) -> Markup:
    return marked(words(said, masked))


def marked(text: str) -> Markup:
    """What was typed in it has to be masked."""
    first, *others = MARKS.split(text)
    return Markup().join(map(inked, (first, *others))) if others else escape(first.translate(UNMASKED))


def masked(typed: str) -> str:
    """None of its signs means anything until they come back, when our own marks have been found."""
    return typed.translate(MASKED)


def inked(part: str) -> Markup:
    if bold := BOLD.fullmatch(part):
        return Markup("<b>{}</b>").format(bold[1].translate(UNMASKED))
    if link := LINK.fullmatch(part):
        label, url = (found.translate(UNMASKED) for found in link.groups())
        return Markup('<a href="{}" rel="noreferrer" target="_blank">{}</a>').format(url, label)
    return escape(part.translate(UNMASKED))
