"""Who somebody is on the browser chat is trusted: only this machine may ask, no page of another site."""

from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from bot.errors import Misconfigured

SAME = {"same-origin", "none"}


def check_host(host: str) -> None:
    """Raises Misconfigured for an address that others could reach."""
    if not loopback(host):
        raise Misconfigured(
            [f"--host {host}: the playground listens on a loopback address only, such as 127.0.0.1"]
        )


def loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A name that was bound to 127.0.0.1 by its owner is not ours, and neither is a form on another site."""
    if not (loopback(request.remote or "") and named_ours(request) and from_ours(request)):
        raise web.HTTPForbidden(text="Open this page on this machine, at a loopback address.\n")
    return await handler(request)


def named_ours(request: web.Request) -> bool:
    try:
        return loopback(URL(f"http://{request.host}").host or "")
    except ValueError:
        return False


def from_ours(request: web.Request) -> bool:
    """Browsers name the site that asks; what is no browser names none."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    asked_as_page = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return asked_as_page or request.headers.get("Sec-Fetch-Site", "none") in SAME
