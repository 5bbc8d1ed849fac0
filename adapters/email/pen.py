"""Words as plain text and as HTML: our own markup is understood, in what people typed nothing is."""

import re

from markupsafe import Markup, escape

from bot.cards import Say
from bot.ports import Words

SIGNS = "*[]()"
MASKED = {ord(sign): chr(0xE000 + place) for place, sign in enumerate(SIGNS)}
UNMASKED = {ord(masked): chr(sign) for sign, masked in MASKED.items()}
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
MARKS = re.compile(r"(\*\*.+?\*\*|\[[^\]\n]+\]\(https?://[^\s)]+\))")
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, those that turn or hide what stands beside them, and halves of one."""


def plain(said: Say, words: Words) -> str:
    text = LINK.sub(r"\1: \2", words(said, masked))
    return BOLD.sub(r"\1", text).translate(UNMASKED)


def line(text: str) -> str:
    """For a header: one line of what can be seen."""
    return " ".join(UNSEEN.sub(" ", text).split())


def html(said: Say, words: Words) -> Markup:
    """What people typed keeps its lines."""
    parts = MARKS.split(words(said, masked))
    return Markup("<br>").join(Markup().join(map(inked, parts)).splitlines())


def masked(typed: str) -> str:
    """None of its signs means anything until our own marks have been found."""
    return UNSEEN.sub("", typed).translate(MASKED)


def inked(part: str) -> Markup:
    if bold := BOLD.fullmatch(part):
        return Markup("<b>{}</b>").format(bold[1].translate(UNMASKED))
    if link := LINK.fullmatch(part):
        label, url = (found.translate(UNMASKED) for found in link.groups())
        return Markup('<a href="{}">{}</a>').format(url, label)
    return escape(part.translate(UNMASKED))
