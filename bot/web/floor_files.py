"""What desk, board and record are made of, and the words their pages speak, a file for each language."""

import json
from collections.abc import Iterator

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.wording.catalogue import Catalogue, Template, catalogues

FLOOR_FILES = (
    "board.css",
    "board.js",
    "delegations.js",
    "desk.css",
    "desk.js",
    "desk_commands.js",
    "desk_drag.js",
    "desk_entry.js",
    "desk_head.js",
    "desk_input.js",
    "desk_keys.js",
    "desk_line.js",
    "desk_list.js",
    "desk_now.js",
    "desk_paper.js",
    "desk_send.js",
    "desk_side.js",
    "desk_state.js",
    "dom.js",
    "fit.js",
    "live.js",
    "record.css",
    "server_clock.js",
    "speech.js",
    "words.js",
)
SPOKEN = ("desk-", "board-")


def texts_served() -> Iterator[web.RouteDef]:
    """Each at `/static/texts-LANGUAGE.json`: key → its plural forms, `{name}` where something is put in."""
    for language, catalogue in catalogues().items():
        yield web.get(f"/static/texts-{language}.json", worded(catalogue))


def worded(catalogue: Catalogue) -> Handler:
    text = json.dumps(page_texts(catalogue), ensure_ascii=False)

    async def give(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type="application/json", headers={"Cache-Control": "no-cache"})

    return give


def page_texts(catalogue: Catalogue) -> dict[str, list[str]]:
    spoken = {key: forms for key, forms in catalogue.texts.items() if key.startswith(SPOKEN)}
    return {key: list(map(written, forms)) for key, forms in spoken.items()}


def written(form: Template) -> str:
    return "".join(literal + (f"{{{name}}}" if name else "") for literal, name in form)
