"""What is typed of a broadcast's text, in one language; shared by the first and every further one."""

from typing import Protocol

from bot.domain.broadcast.broadcast import Text

SUBJECT, BODY, LINK = 300, 10_000, 500
"""Room to type in; what each platform shows of it is measured before approval."""


class Typed(Protocol):
    @property
    def subject(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def link(self) -> str | None: ...


def text_of(typed: Typed) -> Text:
    return Text(subject=typed.subject, body=typed.body, link=typed.link or "")
