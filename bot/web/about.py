"""The page behind the links of the app packages: what this is, and what is kept of whom."""

from collections.abc import Mapping

from aiohttp import web
from markupsafe import Markup

from bot.cards import say
from bot.ports import Words

PAGE = Markup(
    '<!doctype html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/static/look.css"><title>{title}</title>'
    '<main class="about"><h1>{title}</h1><p>{what}</p><p>{kept}</p></main></html>'
)


def page(words: Words, language: str, network: str) -> Markup:
    return PAGE.format(
        language=language,
        title=words(say("manifest-name", name=network)),
        what=words(say("manifest-full")),
        kept=words(say("personal-data")),
    )


def preferred(accepted: str, offered: Mapping[str, Words]) -> str:
    """The first language the browser names that we speak; English where there is none."""
    tags = (part.partition(";")[0].strip().partition("-")[0].casefold() for part in accepted.split(","))
    return next((tag for tag in tags if tag in offered), "en")


def about(words: Mapping[str, Words], network: str) -> web.RouteDef:
    """GET /."""

    async def give(request: web.Request) -> web.StreamResponse:
        language = preferred(request.headers.get("Accept-Language", ""), words)
        html = page(words[language], language, network)
        return web.Response(text=str(html), content_type="text/html", headers={"Vary": "Accept-Language"})

    return web.get("/", give)
