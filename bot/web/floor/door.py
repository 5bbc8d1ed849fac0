"""Who comes in by a link: what is no link of ours is not found, without a hint, and not tried for long."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from yarl import URL

from bot.chat import Address
from bot.domain.access import Rule, moderators
from bot.domain.people import Person
from bot.flood import GUESSES, Buckets
from bot.links import Grant, Links
from bot.unit import UnitOfWork
from bot.web.loopback import loopback

NOWHERE = "This link leads nowhere.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """`guesses`: how often each address has tried links that lead nowhere."""

    links: Links
    reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    now: Callable[[], datetime]
    guesses: Buckets = field(default_factory=Buckets)

    def opened(self, page: str, request: web.Request) -> Grant:
        """404 for a link that is wrong or has run out, 429 for too many; no other is ever stopped."""
        grant = self.links.read(page, request.match_info["token"])
        if grant is None:
            raise self.nowhere(request)
        return grant

    async def moderator(self, page: str, request: web.Request) -> tuple[Grant, Person]:
        return await self.admitted(page, request, moderators)

    async def admitted(self, page: str, request: web.Request, may: Rule) -> tuple[Grant, Person]:
        """The role is read anew each time."""
        grant = self.opened(page, request)
        async with self.reading() as unit:
            person = await unit.people.by_id(grant.person, now=self.now())
        if not may(person, None):
            raise self.nowhere(request)
        return grant, person

    def nowhere(self, request: web.Request) -> web.HTTPError:
        if self.guesses.take(Address(GUESSES, address(request)), self.now()) == "passed":
            return web.HTTPNotFound(text=NOWHERE)
        return web.HTTPTooManyRequests(text=NOWHERE)

    def from_ours(self, request: web.Request) -> None:
        """403 where another site's page sends on behalf of whoever has ours open."""
        if request.headers.get("Origin") != origin(self.links.url):
            raise web.HTTPForbidden(text="Only this bot's own pages may send here.\n")


def origin(url: str) -> str:
    return str(URL(url).origin()) if url else ""


def address(request: web.Request) -> str:
    """Behind a proxy of this machine the last one it names."""
    near = request.remote or ""
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on if passed_on and loopback(near) else near
