"""Links in mails and reports put together, with the files their pages are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.chat import Answering
from bot.domain.people import Person
from bot.ports import Lexicon
from bot.web.files import served
from bot.web.floor.door import Door
from bot.web.personal.go import Goes
from bot.web.personal.report import Reports

FILES = ("personal.css", "report.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalPages:
    """`door`: the one of all signed links, so that guesses are counted together."""

    door: Door
    handle: Answering
    lexicon: Callable[[Person, datetime], Lexicon]
    language_of: Callable[[Person], str]

    def add_to(self, app: web.Application) -> None:
        goes = Goes(door=self.door, handle=self.handle, lexicon=self.lexicon, language_of=self.language_of)
        reports = Reports(door=self.door, lexicon=self.lexicon, language_of=self.language_of)
        app.add_routes([*goes.routes(), *reports.routes(), *served(*FILES)])
