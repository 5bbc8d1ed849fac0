"""What is typed of a broadcast's text, in one language; shared by the first and every further one."""

from typing import Protocol

from bot.cards import Say, say
from bot.domain.broadcast.broadcast import Text
from bot.domain.floor.written import an_address

SUBJECT, BODY, LINK = 300, 10_000, 500
"""Room to type in; what each platform shows of it is measured before approval."""


class Typed(Protocol):
    @property
    def subject(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def link(self) -> str | None: ...


def wrong(typed: Typed) -> dict[str, Say]:
    """By question."""
    if typed.link and an_address(typed.link) is None:
        return {"link": say("not-an-address", typed=typed.link)}
    return {}


def text_of(typed: Typed) -> Text:
    link = an_address(typed.link) if typed.link else None
    return Text(subject=typed.subject, body=typed.body, link=link or "")
