"""A call of the fake Slack, and how it can go wrong."""

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.script import Stalls
from tests.fakes.slack_blocks import view_faults

Json = dict[str, object]


@dataclass(frozen=True)
class Call:
    method: str
    token: str
    arguments: Json


@dataclass(frozen=True)
class Fault:
    """How a call goes wrong; `accepted`: after it has had its effect.

    `slow` seconds or until `gate` is set it is not answered; without `accepted` its effect waits as long, and
    comes then, whether or not somebody is still there to be told.
    """

    status: int = 200
    error: str = ""
    retry_after: int | None = None
    hang: bool = False
    reset: bool = False
    accepted: bool = False
    text: str | None = None
    slow: float = 0.0
    gate: asyncio.Event | None = None

    @property
    def only_late(self) -> bool:
        """Nothing else is wrong with it."""
        bad = self.status != web.HTTPOk.status_code or self.error or self.hang or self.reset
        return not (bad or self.text is not None)


class Refused(Exception):
    """`{"ok": false, "error": …}`."""


async def broken(request: web.Request, fault: Fault, stalls: Stalls) -> web.StreamResponse | None:
    if fault.hang:
        await stalls.hung()
    if (fault.reset or fault.hang) and request.transport:
        request.transport.abort()
        return web.Response()
    return failed(fault) if fault.status != web.HTTPOk.status_code else None


def failed(fault: Fault) -> web.Response:
    wait = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    text = json.dumps({"ok": False, "error": fault.error}) if fault.text is None else fault.text
    return web.Response(status=fault.status, headers=wait, text=text, content_type="application/json")


async def arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        body: Json = await request.json()
        return body
    return {**request.query, **(await request.post())}


def known_channel(given: Json) -> str:
    channel = str(given.get("channel"))
    if not channel.startswith(("C", "D", "G")):
        raise Refused("channel_not_found")
    return channel


def checked(found: list[str]) -> None:
    if found:
        raise Refused("invalid_blocks")


def viewed(given: Json, kind: str) -> Json:
    match given.get("view"):
        case dict() as view if view.get("type") == kind:
            checked(view_faults(view))
            return {**view}
        case _:
            raise Refused("invalid_arguments")
