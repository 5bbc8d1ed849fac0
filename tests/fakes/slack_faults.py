"""A call of the fake Slack, and how it can go wrong."""

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

Json = dict[str, object]


@dataclass(frozen=True)
class Call:
    method: str
    token: str
    arguments: Json


@dataclass(frozen=True)
class Fault:
    """How the next call of a method goes wrong; `accepted`: after it has had its effect."""

    status: int = 200
    error: str = ""
    retry_after: int | None = None
    hang: bool = False
    reset: bool = False
    accepted: bool = False
    text: str | None = None


class Refused(Exception):
    """`{"ok": false, "error": …}`."""


async def arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        body: Json = await request.json()
        return body
    return {**request.query, **(await request.post())}


async def broken(request: web.Request, fault: Fault, released: asyncio.Event) -> web.StreamResponse | None:
    if fault.hang:
        await released.wait()
    if (fault.reset or fault.hang) and request.transport:
        request.transport.abort()
        return web.Response()
    if fault.status != 200:
        wait = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        text = json.dumps({"ok": False, "error": fault.error}) if fault.text is None else fault.text
        return web.Response(status=fault.status, headers=wait, text=text, content_type="application/json")
    return None
