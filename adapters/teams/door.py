"""From a request to an activity that may come in; nothing is parsed before the token is checked."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from adapters.teams import limits
from adapters.teams.auth import Caller, Gate
from adapters.teams.errors import TurnedAway

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
OBJECTS = ("from", "recipient", "conversation", "channelData")


@dataclass(frozen=True, slots=True)
class Door:
    """`open_to_loopback`: who calls from this machine needs no token."""

    gate: Gate
    open_to_loopback: bool = False

    async def activity(self, request: web.Request) -> Mapping[str, object]:
        caller = (
            None if self.open_to_loopback else await self.gate.caller(request.headers.get("Authorization"))
        )
        if caller is None:
            at_home(request)
        activity = parsed(await body(request))
        self.admit(caller, activity)
        return activity

    def admit(self, caller: Caller | None, activity: Mapping[str, object]) -> None:
        if caller is None:
            self.gate.welcome(activity)
        else:
            self.gate.admit(caller, activity)


def at_home(request: web.Request) -> None:
    """The name is checked too: a page elsewhere can make a browser here call a name that leads here."""
    if request.remote not in LOOPBACK or request.url.host not in LOOPBACK:
        raise TurnedAway(401, "open to this machine only")


async def body(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise TurnedAway(415, "not application/json")
    if (request.content_length or 0) > limits.REQUEST:
        raise TurnedAway(413, "too large")
    taken = bytearray()
    try:
        async with asyncio.timeout(limits.SLOWEST):
            async for chunk in request.content.iter_chunked(65_536):
                taken += chunk
                if len(taken) > limits.REQUEST:
                    raise TurnedAway(413, "too large")
    except (web.RequestPayloadError, ConnectionError, TimeoutError) as error:
        raise TurnedAway(400, "not what its headers say") from error
    return bytes(taken)


def parsed(raw: bytes) -> Mapping[str, object]:
    try:
        activity: object = json.loads(raw)
        activity = scrubbed(activity) if UNSTORABLE.search(raw) else activity
    except (ValueError, RecursionError) as error:
        raise TurnedAway(400, "not JSON") from error
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        raise TurnedAway(400, "not an activity")
    if any(not isinstance(activity.get(name, {}), dict | None) for name in OBJECTS):
        raise TurnedAway(400, "not an activity")
    return activity


def scrubbed(value: object) -> object:
    """Without halves of characters and zero bytes, which JSON can carry and no database keeps."""
    match value:
        case str():
            return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
        case list():
            return [scrubbed(one) for one in value]
        case dict():
            return {str(scrubbed(name)): scrubbed(one) for name, one in value.items()}
        case _:
            return value
