"""What a token claims, once its signature is verified; Teams sends one and the same token for an hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import jwt
from jwt.types import Options

from adapters.teams.errors import TurnedAway
from adapters.teams.keys import Key, Keys

REMEMBERED = 1_000
SIGNATURE_ONLY: Options = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}


@dataclass(frozen=True, slots=True)
class Signed:
    """`kid`: the name that `key` was published under."""

    kid: str
    key: Key
    claims: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Raises TurnedAway: 401 for a token nobody has signed, 503 without keys.

    The signature of the very same token is verified once, as long as its key is the one fetched last; what it
    claims is checked with each request, by whoever asks. Tokens are remembered by their digests.
    """

    keys: Keys
    known: dict[bytes, Signed] = field(default_factory=dict)

    async def of(self, token: str) -> Signed:
        digest = sha256(token.encode()).digest()
        before = self.known.get(digest)
        kid = before.kid if before else key_id(token)
        key = await self.keys.key(kid)
        if key is None:
            raise TurnedAway(401, "no such key")
        if before and before.key is key:
            return before
        return self.remembered(digest, Signed(kid, key, verified(token, key)))

    def remembered(self, digest: bytes, signed: Signed) -> Signed:
        self.known.pop(digest, None)
        if len(self.known) >= REMEMBERED:
            del self.known[next(iter(self.known))]
        self.known[digest] = signed
        return signed


def verified(token: str, key: Key) -> Mapping[str, object]:
    try:
        claims: Mapping[str, object] = jwt.decode(
            token, key.public, algorithms=["RS256"], options=SIGNATURE_ONLY
        )
    except jwt.PyJWTError as error:
        raise TurnedAway(401, "the token is not signed by that key") from error
    return claims


def key_id(token: str) -> str:
    try:
        kid: object = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise TurnedAway(401, "not a token") from error
    if not isinstance(kid, str):
        raise TurnedAway(401, "a token without a key")
    return kid
