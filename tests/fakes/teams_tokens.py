"""Keys of our own making, and tokens signed with them, right and wrong."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from bot import clock
from bot.chat import Json

ISSUER = "https://api.botframework.com"


@cache
def private(kid: str) -> RSAPrivateKey:
    """One pair a name, for the life of the process: making one is slow."""
    del kid
    return generate_private_key(65537, 2048)


def public_pem(kid: str) -> bytes:
    return private(kid).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def published(kid: str, endorsements: list[str] | None) -> Json:
    entry: Json = dict(json.loads(RSAAlgorithm.to_jwk(private(kid).public_key())))
    entry |= {"kid": kid, "x5t": kid, "use": "sig"}
    return entry if endorsements is None else {**entry, "endorsements": endorsements}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What the Bot Connector service would sign for this bot; `claims` and `without` make it wrong."""

    app_id: str
    service: str
    now: Callable[[], datetime] = clock.now

    def claims(self, **changed: object) -> dict[str, object]:
        now = int(self.now().timestamp())
        claims: dict[str, object] = {
            "serviceurl": self.service,
            "nbf": now - 60,
            "exp": now + 3600,
            "iss": ISSUER,
            "aud": self.app_id,
        }
        return {name: value for name, value in (claims | changed).items() if value is not None}

    def token(self, kid: str = "k1", *, key: str = "", headers: Json | None = None, **changed: object) -> str:
        """Signed with the key named `key`, else with the one it names; a claim given as None is left out."""
        return jwt.encode(
            self.claims(**changed),
            private(key or kid),
            algorithm="RS256",
            headers={"kid": kid, **(headers or {})},
        )

    def header(
        self, kid: str = "k1", *, key: str = "", headers: Json | None = None, **changed: object
    ) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(kid, key=key, headers=headers, **changed)}"}
