"""Microsoft's public keys: fetched once, kept for a day, served stale while their host is down."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf

import jwt
from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.teams import limits
from adapters.teams.errors import TurnedAway

log = logging.getLogger(__name__)
TIMEOUT = ClientTimeout(total=limits.METADATA_TIMEOUT)


@dataclass(frozen=True, slots=True)
class Key:
    """`endorsements`: the channels this key may speak for."""

    public: jwt.PyJWK
    endorsements: frozenset[str]


class Unusable(Exception):
    """The host answered, but not with keys."""


@dataclass(slots=True, kw_only=True)
class Keys:
    """`clock` is monotonic seconds; whoever knows a fresh enough key never waits for the host."""

    session: ClientSession
    metadata_url: str
    clock: Callable[[], float]
    found: Mapping[str, Key] = field(default_factory=dict)
    fetched: float = -inf
    missed: float = -inf
    failed: float = -inf
    task: "asyncio.Task[bool] | None" = None

    @property
    def age(self) -> float:
        return self.clock() - self.fetched

    @property
    def degraded(self) -> bool:
        """The host of the keys did not give any when it was asked last."""
        return self.failed > self.fetched

    async def key(self, kid: str) -> Key | None:
        """None where nobody has published such a key; TurnedAway 503 where that cannot be known."""
        if self.age > limits.KEYS_STALE:
            await self.needed()
        elif kid not in self.found:
            await self.missing()
        elif self.age > limits.KEYS_LIVE:
            self.refresh(pause=limits.REFETCH)
        return self.found.get(kid)

    async def needed(self) -> None:
        if not await asyncio.shield(self.refresh()):
            raise TurnedAway(503, "no key to check the token with")

    async def missing(self) -> None:
        """A key just published: asked for at once, but not again for every forged token."""
        since = self.clock() - self.missed
        if self.task is None and since < limits.REFETCH and self.failed < self.missed:
            return
        self.missed = self.clock()
        await self.needed()

    def refresh(self, *, pause: float = limits.RETRY) -> "asyncio.Future[bool]":
        """One fetch at a time; after a failed one there is a pause."""
        if self.task is None:
            if self.clock() - self.failed < pause:
                return settled(value=False)
            self.task = asyncio.create_task(self.fetch())
            self.task.add_done_callback(self.done)
        return self.task

    def done(self, _task: "asyncio.Task[bool]") -> None:
        self.task = None

    async def fetch(self) -> bool:
        try:
            metadata = await self.document(self.metadata_url)
            self.found = published(await self.document(str(metadata.get("jwks_uri"))))
        except (ClientError, TimeoutError, ValueError, RecursionError, jwt.PyJWTError, Unusable) as error:
            log.warning("the keys of Teams could not be fetched: %s", type(error).__name__)
            self.failed = self.clock()
            return False
        self.fetched = self.clock()
        return True

    async def document(self, url: str) -> Mapping[str, object]:
        async with self.session.get(url, timeout=TIMEOUT, allow_redirects=False) as answer:
            if answer.status != HTTPStatus.OK:
                raise Unusable(answer.status)
            found: object = await answer.json(content_type=None)
        if not isinstance(found, dict):
            raise Unusable
        return found


def settled(*, value: bool) -> "asyncio.Future[bool]":
    future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future


def published(document: Mapping[str, object]) -> dict[str, Key]:
    """The RSA keys of a key set; a set without any is no key set."""
    listed = document.get("keys")
    keys = dict(one for entry in listed if (one := key_of(entry))) if isinstance(listed, list) else {}
    if not keys:
        raise Unusable
    return keys


def key_of(entry: object) -> tuple[str, Key] | None:
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
        return None
    endorsed = entry.get("endorsements")
    names = frozenset(map(str, endorsed)) if isinstance(endorsed, list) else frozenset()
    return entry["kid"], Key(jwt.PyJWK(entry, algorithm="RS256"), names)
