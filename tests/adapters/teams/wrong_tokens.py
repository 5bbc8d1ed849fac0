"""Tokens that must not be let in."""

import base64
import hmac
import json
from collections.abc import Callable

import jwt
from jwt.algorithms import RSAAlgorithm

from tests.adapters.teams.rig import Rig
from tests.fakes.teams_tokens import private, public_pem

Header = Callable[[Rig], dict[str, str]]
HOUR = 3600


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def at(bot: Rig, seconds: int) -> int:
    return int(bot.hours.now().timestamp()) + seconds


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def part(value: object) -> str:
    return encoded(json.dumps(value).encode())


def by_public_key(bot: Rig) -> dict[str, str]:
    """The classic forgery: the public key taken for a shared secret; PyJWT itself refuses to make it."""
    signing = f"{part({'alg': 'HS256', 'kid': 'k1', 'typ': 'JWT'})}.{part(bot.fake.signer.claims())}"
    mac = hmac.digest(public_pem("k1"), signing.encode(), "sha256")
    return bearer(f"{signing}.{encoded(mac)}")


def numbered_kid(bot: Rig) -> dict[str, str]:
    signing = f"{part({'alg': 'RS256', 'kid': 7})}.{part(bot.fake.signer.claims())}"
    signature = RSAAlgorithm(RSAAlgorithm.SHA256).sign(signing.encode(), private("k1"))
    return bearer(f"{signing}.{encoded(signature)}")


def unsigned(bot: Rig) -> dict[str, str]:
    return bearer(f"{part({'alg': 'none', 'kid': 'k1'})}.{part(bot.fake.signer.claims())}.")


def without_kid(bot: Rig) -> dict[str, str]:
    return bearer(jwt.encode(bot.fake.signer.claims(), private("k1"), algorithm="RS256"))


def other_algorithm(bot: Rig) -> dict[str, str]:
    return bearer(
        jwt.encode(bot.fake.signer.claims(), private("k1"), algorithm="RS512", headers={"kid": "k1"})
    )


def tampered(bot: Rig) -> dict[str, str]:
    head, _, signature = bot.fake.signer.token().split(".")
    return bearer(f"{head}.{part(bot.fake.signer.claims(exp=at(bot, 10 * HOUR)))}.{signature}")


def deep(_bot: Rig) -> dict[str, str]:
    return bearer(f"{encoded(b'[' * 4_000)}.e30.x")


UNKNOWN: dict[str, Header] = {
    "no header": lambda _: {},
    "empty": lambda _: {"Authorization": ""},
    "bearer alone": lambda _: {"Authorization": "Bearer"},
    "bearer and blank": lambda _: {"Authorization": "Bearer "},
    "two tokens": lambda bot: {"Authorization": f"Bearer {bot.fake.signer.token()} x"},
    "basic": lambda _: {"Authorization": "Basic YTpi"},
    "garbage": lambda _: bearer("garbage"),
    "three dots": lambda _: bearer("a.b.c"),
    "not ascii": lambda _: bearer("tökén.a.b"),
    "brackets": deep,
    "expired": lambda bot: bot.fake.signer.header(exp=at(bot, -301)),
    "not yet valid": lambda bot: bot.fake.signer.header(nbf=at(bot, 400)),
    "unknown kid": lambda bot: bot.fake.signer.header("k9"),
    "no kid": without_kid,
    "kid is a number": numbered_kid,
    "another key under a known kid": lambda bot: bot.fake.signer.header("k1", key="k2"),
    "the public key as a secret": by_public_key,
    "alg none": unsigned,
    "another algorithm": other_algorithm,
    "tampered": tampered,
    "unknown crit": lambda bot: bot.fake.signer.header(headers={"crit": ["x"], "x": 1}),
}

FORBIDDEN: dict[str, Header] = {
    "no aud": lambda bot: bot.fake.signer.header(aud=None),
    "wrong aud": lambda bot: bot.fake.signer.header(aud="another-bot"),
    "listed aud": lambda bot: bot.fake.signer.header(aud=[bot.fake.app_id]),
    "no iss": lambda bot: bot.fake.signer.header(iss=None),
    "wrong iss": lambda bot: bot.fake.signer.header(iss="https://evil.example"),
    "prefixed iss": lambda bot: bot.fake.signer.header(iss="https://api.botframework.com.evil.example"),
    "iss with a slash": lambda bot: bot.fake.signer.header(iss="https://api.botframework.com/"),
    "the bot's own outbound token": lambda bot: bot.fake.signer.header(
        iss="https://login.microsoftonline.com/home/v2.0", aud="https://api.botframework.com"
    ),
    "no exp": lambda bot: bot.fake.signer.header(exp=None),
    "no serviceurl": lambda bot: bot.fake.signer.header(serviceurl=None),
    "another serviceurl": lambda bot: bot.fake.signer.header(serviceurl="https://smba.trafficmanager.net/x/"),
    "key endorsed for another channel": lambda bot: bot.fake.signer.header("webchat-only"),
    "key without endorsements": lambda bot: bot.fake.signer.header("no-endorsements"),
}
