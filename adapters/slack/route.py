"""One route for events, commands and interactivity: who is not Slack goes no further than the signature."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_sdk.signature import Clock, SignatureVerifier

from adapters.slack import limits
from adapters.slack.dispatch import Dispatch
from bot.chat import Json

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
FIELDS = 1000


class Malformed(Exception):
    """A body that Slack would not have sent."""


@dataclass(frozen=True, slots=True)
class Now(Clock):
    instant: Callable[[], datetime]

    def now(self) -> float:
        return self.instant().timestamp()


@dataclass(frozen=True, slots=True)
class Route:
    """413, 415, 401, 400, 403, 503, else 200; before the signature is verified nothing else is looked at."""

    dispatch: Dispatch
    signing_secret: str
    now: Callable[[], datetime]

    async def __call__(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > limits.BODY:
            return web.Response(status=413)
        if request.content_type not in {JSON, FORM}:
            return web.Response(status=415)
        try:
            raw = await received(request)
            if len(raw) > limits.BODY:
                return web.Response(status=413)
            if not self.genuine(raw, request):
                return web.Response(status=401)
            body = parsed(raw.decode(), request.content_type)
        except Malformed:
            return web.Response(status=400)
        return await to_aiohttp_response(await self.dispatch(body))

    def genuine(self, raw: bytes, request: web.Request) -> bool:
        """A header or a body that the verifier cannot even read is a wrong one."""
        headers = request.headers
        try:
            verifier = SignatureVerifier(self.signing_secret, Now(self.now))
            return verifier.is_valid(
                raw, headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature")
            )
        except (ValueError, TypeError):
            return False


async def received(request: web.Request) -> bytes:
    """Malformed too where it breaks off, stops coming, or is not packed as its headers say."""
    try:
        async with asyncio.timeout(limits.SLOWEST):
            return await request.read()
    except (web.RequestPayloadError, ConnectionError, TimeoutError) as error:
        raise Malformed from error


def parsed(text: str, content_type: str) -> Json:
    """Not by Bolt: that takes every form with the word “payload” in it for an interaction."""
    try:
        if content_type == FORM:
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS))
            body: object = json.loads(fields["payload"]) if "payload" in fields else fields
        else:
            body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(body, dict):
        raise Malformed
    return body
