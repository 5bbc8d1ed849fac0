"""A broadcast's report over HTTP: a page to read, and the same for a spreadsheet, written as it is read."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Reached
from bot.domain.people import Person
from bot.ports import Lexicon
from bot.web.floor.door import NOWHERE, Door
from bot.web.personal import report_csv
from bot.web.personal.report_page import Report, foot, head, rows
from bot.web.personal.report_rows import CHOICES
from dialogs.broadcast.stands import stands

AT_ONCE = 200
"""So few that nobody else waits while they are put into words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """For the secretariat, whose role is read anew each time; `language_of`: which one a person reads."""

    door: Door
    lexicon: Callable[[Person, datetime], Lexicon]
    language_of: Callable[[Person], str]

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/report/{token}", self.page), web.get("/report/{token}/csv", self.csv)]

    async def page(self, request: web.Request) -> web.StreamResponse:
        of = await self.report(request)
        written, chosen, shown = await begun(request, "text/html"), CHOICES.get(of.only, everybody), 0
        if request.method == "HEAD":
            return written
        await written.write(head(of).encode())
        async for some in self.lines(of.broadcast.id, dry=of.dry):
            found = [one for one in some if chosen(one)]
            shown += len(found)
            await written.write(rows(found, of).encode())
        await written.write(foot(of, shown).encode())
        await written.write_eof()
        return written

    async def csv(self, request: web.Request) -> web.StreamResponse:
        of = await self.report(request)
        attached = f'attachment; filename="{of.broadcast.reference}-report.csv"'
        written = await begun(request, "text/csv", {"Content-Disposition": attached})
        if request.method == "HEAD":
            return written
        await written.write(report_csv.header().encode())
        async for some in self.lines(of.broadcast.id, dry=of.dry):
            await written.write(report_csv.table(some, of.broadcast, of.words).encode())
        await written.write_eof()
        return written

    async def report(self, request: web.Request) -> Report:
        grant, person = await self.door.admitted("report", request, secretariat)
        asked, now = request.query, self.door.now()
        dry, only = "dry" in asked, asked.get("only", "")
        async with self.door.reading() as unit:
            of = known(await unit.reading.broadcasts.get(grant.of))
            counts = await unit.reading.broadcasts.counts(of.id, dry=dry)
            told = [] if dry else [block async for block in stands(of, counts, unit.reading)]
        return Report(
            broadcast=of,
            counts=counts,
            stands=told,
            words=self.lexicon(person, now).words,
            language=self.language_of(person),
            now=now,
            path=request.path.removesuffix("/csv"),
            only=only if only in CHOICES else "",
            dry=dry,
        )

    async def lines(self, of: str, *, dry: bool) -> AsyncIterator[Sequence[Reached]]:
        """A few at a time, each read by itself: nothing is held while somebody's line is slow."""
        after = 0
        while True:
            async with self.door.reading() as unit:
                found = await unit.reading.broadcasts.report(of, after=after, limit=AT_ONCE, dry=dry)
            if not found:
                return
            yield [one for _, one in found]
            after = found[-1][0]


def known(found: Broadcast | None) -> Broadcast:
    if found is None:
        raise web.HTTPNotFound(text=NOWHERE)
    return found


def everybody(_: Reached) -> bool:
    return True


async def begun(request: web.Request, kind: str, headers: dict[str, str] | None = None) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    response.content_type, response.charset = kind, "utf-8"
    await response.prepare(request)
    return response
