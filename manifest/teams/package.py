"""The zip that a tenant's administrator uploads."""

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from bot.errors import Misconfigured
from bot.ports import Words
from bot.settings import Settings
from dialogs import ALL
from manifest.commands import offered
from manifest.files import text, written, zipped
from manifest.teams.app import HOME_LANGUAGE, app, spoken_in, translation

FILE = "focalbot-teams.zip"
ICONS = ("color.png", "outline.png")
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def write_teams(settings: Settings, words: Mapping[str, Words], out: Path) -> list[Path]:
    """`words` by language. Raises Misconfigured, naming the settings that the package cannot do without."""
    if faults := list(missing(settings)):
        raise Misconfigured(faults)
    return [written(out, FILE, zipped(package(settings, words)))]


def missing(settings: Settings) -> Iterator[str]:
    app_id = settings.teams.app_id if settings.teams else ""
    if not app_id:
        yield "MICROSOFT_APP_ID: is missing; give the application id of the bot's registration."
    elif not GUID.fullmatch(app_id):
        yield f"MICROSOFT_APP_ID: “{app_id}” is not an id such as 01234567-89ab-cdef-0123-456789abcdef."
    if not settings.public_url:
        yield "FOCALBOT_PUBLIC_URL: is missing; give the https address of the bot."
    elif not settings.public_url.startswith("https://"):
        yield f"FOCALBOT_PUBLIC_URL: “{settings.public_url}” is not a https address; Teams takes no other."


def package(settings: Settings, words: Mapping[str, Words]) -> dict[str, bytes]:
    """File name → content, all at the root of the zip."""
    commands, others = offered(ALL), [language for language in words if language != HOME_LANGUAGE]
    manifest = app(
        version=version("focalbot"),
        app_id=settings.teams.app_id if settings.teams else "",
        url=settings.public_url,
        commands=commands,
        words=words[HOME_LANGUAGE],
    )
    icons = {name: (files("manifest.icons") / name).read_bytes() for name in ICONS}
    translated = {f"{language}.json": text(translation(commands, words[language])) for language in others}
    return {"manifest.json": text(manifest | spoken_in(others)), **icons, **translated}
