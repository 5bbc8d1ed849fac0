"""The bot's own token for the connector: one at a time, renewed before it ends."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.teams import limits
from bot.errors import DeliveryFailed

SCOPE = "https://api.botframework.com/.default"
TIMEOUT = ClientTimeout(total=limits.TOKEN_TIMEOUT)


@dataclass(slots=True, kw_only=True)
class Tokens:
    """`clock` is monotonic seconds; without an app id there is no token to get and none is sent."""

    session: ClientSession
    url: str
    app_id: str
    password: str
    clock: Callable[[], float]
    token: str = ""
    ends: float = -inf
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def bearer(self) -> str:
        """Empty without an app id; raises DeliveryFailed where no token can be had."""
        if not self.app_id or self.fresh or (self.lock.locked() and self.usable):
            return self.token
        async with self.lock:
            if not self.fresh:
                await self.renew()
        return self.token

    @property
    def fresh(self) -> bool:
        return self.clock() < self.ends - limits.TOKEN_EARLY

    @property
    def usable(self) -> bool:
        return self.clock() < self.ends

    def forget(self, token: str) -> None:
        """Teams did not accept it; one fetched since is kept."""
        if token == self.token:
            self.ends = -inf

    async def renew(self) -> None:
        try:
            self.token, lasts = await self.fetched()
        except (ClientError, TimeoutError, ValueError) as error:
            if not self.usable:
                raise DeliveryFailed("no-token") from error
        else:
            self.ends = self.clock() + lasts

    async def fetched(self) -> tuple[str, float]:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.password,
            "scope": SCOPE,
        }
        async with self.session.post(self.url, data=asked, timeout=TIMEOUT, allow_redirects=False) as answer:
            found: object = await answer.json(content_type=None)
            return issued(found, answer.status)


def issued(answer: object, status: int) -> tuple[str, float]:
    """The token and the seconds it lasts; ValueError where there is none."""
    match answer:
        case {"access_token": str(token), "expires_in": int() | str() as lasts} if status == HTTPStatus.OK:
            return token, float(lasts)
        case _:
            raise ValueError(status)
