"""Whose token speaks where: of one workspace by setting, or of many by installation."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from adapters.slack.installations import Installation, Installations
from adapters.slack.origin import at
from adapters.slack.remembered import Remembered
from adapters.slack.secrets import Vault
from adapters.slack.wire import Wire
from bot.chat import Json
from bot.errors import DeliveryFailed, Unreachable

CACHED = timedelta(seconds=60)
EARLY = timedelta(minutes=30)
LEASE = timedelta(seconds=60)
SOON = 2.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """`installation`: what a handle begins with, so that a message is edited by the token that wrote it."""

    installation: str
    token: str = field(repr=False)


class Workspaces(Protocol):
    async def knows(self, of: str) -> bool: ...
    async def speaker(self, of: str) -> Speaker:
        """Raises Unreachable where the app is not installed, DeliveryFailed while its token is renewed."""

    async def changed(self, of: str, refused: Speaker) -> Speaker | None:
        """Where Slack has refused this token: another one that was stored meanwhile."""

    async def ended(self, of: str, *, before: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """The app belongs to one workspace, so all that Slack has signed comes from there."""

    token: str = field(repr=False)

    async def knows(self, of: str) -> bool:
        return bool(of)

    async def speaker(self, of: str) -> Speaker:
        return Speaker(of, self.token)

    async def changed(self, of: str, refused: Speaker) -> None:
        """A setting changes with a restart only."""

    async def ended(self, of: str, *, before: datetime) -> None:
        """Its token is a setting: the operator's to replace."""


@dataclass(frozen=True, slots=True)
class ManyWorkspaces:
    """No network call is made inside a transaction: each call of the store is one of its own."""

    wire: Wire
    store: Installations
    vault: Vault
    client_id: str
    client_secret: str = field(repr=False)
    now: Callable[[], datetime]
    cache: Remembered[Installation]
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def knows(self, of: str) -> bool:
        return await self.installation(of) is not None

    async def installation(self, of: str) -> Installation | None:
        """Read once for all who ask at the same moment, as when a broadcast begins."""
        if found := self.cache.get(of):
            return found
        async with self.reading:
            found = self.cache.get(of) or await self.store.get(of)
            if found:
                self.cache.put(of, found, CACHED)
        return found

    async def speaker(self, of: str) -> Speaker:
        found = await self.installation(of)
        if found is None:
            raise Unreachable("removed")
        if self.ages(found, EARLY):
            found = await self.renewed(found)
            self.cache.put(of, found, CACHED)
        return Speaker(found.id, self.vault.opened(found.token))

    def ages(self, installation: Installation, margin: timedelta = timedelta()) -> bool:
        until = installation.expires_at
        return until is not None and until - margin <= self.now()

    async def renewed(self, old: Installation) -> Installation:
        """By one replica; the others go on with the present token while it lasts."""
        now = self.now()
        if not await self.store.lease(old.id, now=now, until=now + LEASE):
            return await self.present(old)
        try:
            return await self.exchanged(old)
        except DeliveryFailed:
            if self.ages(old):
                raise
            return old
        finally:
            await self.store.release(old.id)

    async def present(self, old: Installation) -> Installation:
        found = await self.store.get(old.id)
        if found is None or self.ages(found):
            raise DeliveryFailed("token-renewal", SOON)
        return found

    async def exchanged(self, old: Installation) -> Installation:
        """Another replica may have been faster just before the lease was ours."""
        found = await self.store.get(old.id)
        if found is None:
            raise Unreachable("removed")
        if not self.ages(found, EARLY):
            return found
        refresh_token = self.vault.opened(found.refresh_token)
        answer = await self.wire.exchange(
            self.client_id, self.client_secret, grant_type="refresh_token", refresh_token=refresh_token
        )
        fresh = granted(found, answer, self.vault, self.now())
        await self.store.put(fresh)
        return fresh

    async def changed(self, of: str, refused: Speaker) -> Speaker | None:
        self.cache.forget(of)
        present = await self.speaker(of)
        return present if present.token != refused.token else None

    async def ended(self, of: str, *, before: datetime) -> None:
        await self.store.delete(of, before=before)
        self.cache.forget(of)


def granted(installation: Installation, answer: Json, vault: Vault, now: datetime) -> Installation:
    """With the tokens of an answer of oauth.v2.access."""
    lasts = answer.get("expires_in")
    return replace(
        installation,
        token=vault.sealed(at(answer, "access_token")),
        refresh_token=vault.sealed(at(answer, "refresh_token")),
        expires_at=now + timedelta(seconds=lasts) if isinstance(lasts, int) else None,
    )
