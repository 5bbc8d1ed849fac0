"""JSON that comes in: its size, its type, its shape."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.playground import limits
from bot.chat import Body
from bot.errors import Malformed, Unavailable


def taking(handle: Callable[[Body], Awaitable[object]]) -> Handler:
    """400 names the field, 413 and 415 speak for themselves, 503: nothing was kept, send it again."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await handle(await body(request)))
        except Malformed as error:
            return web.json_response({"error": "malformed", "field": str(error)}, status=400)
        except Unavailable:
            return web.json_response({"error": "unavailable"}, status=503)

    return answer


async def body(request: web.Request) -> Body:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="application/json, please.\n")
    raw = await request.content.read(limits.BODY + 1) if request.content_length is None else b""
    if len(raw) > limits.BODY or (request.content_length or 0) > limits.BODY:
        raise web.HTTPRequestEntityTooLarge(limits.BODY, request.content_length or len(raw))
    return parsed(raw or await request.read())


def parsed(raw: bytes) -> Body:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed("json") from error
    if not isinstance(found, dict):
        raise Malformed("json")
    return found
