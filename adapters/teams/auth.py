"""Who calls: the token of the Bot Connector service, and whether it speaks for this very activity."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.teams import limits
from adapters.teams.errors import TurnedAway
from adapters.teams.hosts import ServiceHosts
from adapters.teams.signatures import Signatures

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"


@dataclass(frozen=True, slots=True)
class Caller:
    """`service`: the connector this token speaks for; `endorsed`: whether its key may speak for Teams."""

    service: str
    endorsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Raises TurnedAway: 401 for who cannot be known, 403 for who is not let in, 503 without keys."""

    app_id: str
    signatures: Signatures
    hosts: ServiceHosts
    tenants: frozenset[str]
    now: Callable[[], datetime]

    async def caller(self, header: str | None) -> Caller:
        signed = await self.signatures.of(bearer(header))
        self.check(signed.claims)
        return Caller(str(signed.claims.get("serviceurl") or ""), CHANNEL in signed.key.endorsements)

    def check(self, claims: Mapping[str, object]) -> None:
        if claims.get("iss") != ISSUER:
            raise TurnedAway(403, "another issuer")
        if claims.get("aud") != self.app_id:
            raise TurnedAway(403, "meant for another bot")
        now, until = self.now().timestamp(), instant(claims.get("exp"))
        if until is None:
            raise TurnedAway(403, "a token without an end")
        if now > until + limits.LEEWAY:
            raise TurnedAway(401, "the token has expired")
        if now < (instant(claims.get("nbf")) or 0.0) - limits.LEEWAY:
            raise TurnedAway(401, "the token is not valid yet")

    def admit(self, caller: Caller, activity: Mapping[str, object]) -> None:
        """Whether the caller may bring this activity."""
        service = activity.get("serviceUrl")
        if not isinstance(service, str) or not same(caller.service, service):
            raise TurnedAway(403, "the token speaks for another service")
        if activity.get("channelId") != CHANNEL or not caller.endorsed:
            raise TurnedAway(403, "not from Teams")
        self.welcome(activity)

    def welcome(self, activity: Mapping[str, object]) -> None:
        """What is asked of every activity, with a token or without."""
        service = activity.get("serviceUrl")
        if not isinstance(service, str) or not self.hosts.allows(service):
            raise TurnedAway(403, "a service host that is not allowed")
        if self.tenants and tenant(activity) not in self.tenants:
            raise TurnedAway(403, "a tenant that is not allowed")


def bearer(header: str | None) -> str:
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token or " " in token or not token.isascii():
        raise TurnedAway(401, "no bearer token")
    return token


def instant(claim: object) -> float | None:
    if isinstance(claim, bool) or not isinstance(claim, (int, float)) or not math.isfinite(claim):
        return None
    return float(claim)


def same(claimed: str, service: str) -> bool:
    return bool(claimed) and claimed.rstrip("/") == service.rstrip("/")


def tenant(activity: Mapping[str, object]) -> str:
    match activity:
        case {"channelData": {"tenant": {"id": str(found)}}}:
            return found
        case _:
            return ""
