"""The file that is pasted where Slack makes an app from a manifest."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import Misconfigured
from bot.ports import Words
from bot.settings import Settings
from manifest.files import text, written
from manifest.slack.app import app

FILE = "manifest.json"


def write_slack(settings: Settings, words: Mapping[str, Words], out: Path) -> list[Path]:
    """For Socket Mode where there is an app token, or no address that Slack could call.

    In English, the only language that such a manifest can have. It can be written before the app exists,
    and again when its secrets are known.
    """
    slack, url = settings.slack, settings.public_url
    if url and not url.startswith("https://"):
        raise Misconfigured([f"FOCALBOT_PUBLIC_URL: “{url}” is not a https address; Slack takes no other."])
    socket = not url or bool(slack and slack.app_token)
    many = bool(slack and slack.client_id)
    return [written(out, FILE, text(app(url=url, socket=socket, many=many, words=words["en"])))]
