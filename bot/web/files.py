"""Pages by hand, given out as they are."""

from collections.abc import Iterator
from importlib.resources import files

from aiohttp import web
from aiohttp.typedefs import Handler

KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PAGES = files("bot.web") / "pages"


def served(*names: str) -> Iterator[web.RouteDef]:
    """Each at `/static/NAME`."""
    for name in names:
        yield web.get(f"/static/{name}", giving(name))


def giving(name: str) -> Handler:
    kind, text = KINDS[name.rpartition(".")[2]], (PAGES / name).read_text("utf-8")

    async def give(_request: web.Request) -> web.StreamResponse:
        return web.Response(
            text=text, content_type=kind, charset="utf-8", headers={"Cache-Control": "no-cache"}
        )

    return give
