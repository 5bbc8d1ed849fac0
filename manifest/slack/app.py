"""manifest.json of the Slack app."""

from bot.cards import say
from bot.chat import Json
from bot.ports import Words
from manifest.names import COLOUR, FULL, NAME, SHORT

SCOPES = {
    "app_mentions:read": "hear its name in a channel",
    "chat:write": "answer, and change what it has said",
    "commands": "be called by /focal",
    "im:history": "hear direct messages, and look up whether one of its own has arrived",
    "im:write": "open the direct message before it writes there",
    "users:read": "see a person's language and time zone",
}
"""Each with what it is for; reading our own metadata back needs none beside `im:history`."""

EVENTS = ("message.im", "app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked")


def app(*, url: str, socket: bool, many: bool, words: Words) -> Json:
    """`socket`: Slack is called instead of calling, so it is told no address. `many`: of any workspace."""
    return {
        "display_information": {
            "name": NAME,
            "description": words(SHORT),
            "long_description": words(FULL),
            "background_color": COLOUR,
        },
        "features": features("" if socket else url, words),
        "oauth_config": {
            **({"redirect_urls": [f"{url}/slack/oauth_redirect"]} if url else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**called("" if socket else url), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **called("" if socket else url)},
            "org_deploy_enabled": many,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": many,
        },
    }


def called(url: str, field: str = "request_url") -> Json:
    return {field: f"{url}/slack/events"} if url else {}


def features(url: str, words: Words) -> Json:
    command = {
        "command": "/focal",
        "description": words(say("manifest-command")),
        "usage_hint": words(say("manifest-usage")),
        "should_escape": False,
        **called(url, "url"),
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME.lower(), "always_online": True},
        "slash_commands": [command],
    }
