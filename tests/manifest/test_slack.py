"""The Slack manifest: what Slack's own types and documented lengths ask, and no scope that is not used."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from manifest import write_slack
from manifest.slack.app import EVENTS, SCOPES
from tests.manifest.said import URL, faults, given, line, rows, table, words

HTTP = URL | {"SLACK_SIGNING_SECRET": "signing", "SLACK_BOT_TOKEN": "xoxb-1"}
MANY = URL | {"SLACK_SIGNING_SECRET": "signing", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "word"}
SOCKET = {"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"}
WAYS: dict[str, Mapping[str, str]] = {"new": URL, "http": HTTP, "many": MANY, "socket": SOCKET, "nothing": {}}

NEEDS = {
    "apps.connections.open": None,
    "apps.uninstall": None,
    "auth.revoke": None,
    "auth.test": None,
    "chat.delete": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    "oauth.v2.access": None,
    "users.info": "users:read",
    "views.open": None,
    "views.publish": None,
    "views.update": None,
}
"""Method → bot scope, from Slack's reference; None: any token will do."""

CALLED = re.compile(
    r"""["'.]((?:admin|apps|auth|chat|conversations|files|oauth|users|views)[._][a-zA-Z][\w.]+)"""
)
"""By name, or as the client's own function."""

HEARD = {"message.im": "im:history", "app_mention": "app_mentions:read"}
"""Event → bot scope; the others need none."""


def made(environ: Mapping[str, str], out: Path) -> dict[str, object]:
    [file] = write_slack(given(environ), words(), out)
    assert file == out / "manifest.json"
    return table(json.loads(file.read_text("utf-8")))


def command(app: Mapping[str, object]) -> dict[str, object]:
    [found] = rows(table(app["features"])["slash_commands"])
    return table(found)


@pytest.mark.parametrize("environ", WAYS.values(), ids=WAYS)
def test_slacks_own_types_take_it(environ: Mapping[str, str], tmp_path: Path) -> None:
    app = made(environ, tmp_path)
    assert faults("slack", app) == []
    assert set(app) == {"display_information", "features", "oauth_config", "settings"}


def test_texts_keep_to_the_lengths_that_slack_documents(tmp_path: Path) -> None:
    app = made(HTTP, tmp_path)
    shown = table(app["display_information"])
    assert len(line(shown["name"])) <= 35
    assert len(line(shown["description"])) <= 140
    assert 175 <= len(line(shown["long_description"])) <= 4000
    assert re.fullmatch(r"#[0-9A-F]{6}", line(shown["background_color"]))
    bot = table(table(app["features"])["bot_user"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", line(bot["display_name"]))
    assert len(line(command(app)["description"])) <= 2000
    assert len(line(command(app)["usage_hint"])) <= 1000


@pytest.mark.parametrize("way", ["new", "http", "many"])
def test_over_http_slack_is_told_where_to_call(way: str, tmp_path: Path) -> None:
    app = made(WAYS[way], tmp_path)
    told = table(app["settings"])
    assert told["socket_mode_enabled"] is False
    assert table(told["event_subscriptions"])["request_url"] == "https://bot.example.org/slack/events"
    assert table(told["interactivity"])["request_url"] == "https://bot.example.org/slack/events"
    assert command(app)["url"] == "https://bot.example.org/slack/events"
    assert table(app["oauth_config"])["redirect_urls"] == ["https://bot.example.org/slack/oauth_redirect"]


@pytest.mark.parametrize("environ", [SOCKET, {}, SOCKET | URL])
def test_in_socket_mode_slack_has_nothing_to_call(environ: Mapping[str, str], tmp_path: Path) -> None:
    app = made(environ, tmp_path)
    assert table(app["settings"])["socket_mode_enabled"] is True
    assert "/slack/events" not in json.dumps(app)


@pytest.mark.parametrize(
    ("way", "many"), [("new", False), ("http", False), ("socket", False), ("many", True)]
)
def test_tokens_rotate_only_where_they_are_kept(way: str, many: bool, tmp_path: Path) -> None:
    told = table(made(WAYS[way], tmp_path)["settings"])
    assert (told["token_rotation_enabled"], told["org_deploy_enabled"]) == (many, many)


def test_people_can_write_to_it_and_find_its_home(tmp_path: Path) -> None:
    app = made(HTTP, tmp_path)
    assert table(app["features"])["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert command(app)["command"] == "/focal"


def test_it_asks_for_the_scopes_that_are_used_and_no_others() -> None:
    files = (Path(__file__).parents[2] / "adapters" / "slack").glob("*.py")
    texts = "".join(file.read_text("utf-8") for file in files)
    called = {name.replace("_", ".") for name in CALLED.findall(texts)}
    assert called <= NEEDS.keys()
    used = {NEEDS[name] for name in called} | {HEARD.get(event) for event in EVENTS} | {"commands"}
    assert set(SCOPES) == used - {None}


def test_an_address_without_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="FOCALBOT_PUBLIC_URL"):
        write_slack(given({"FOCALBOT_PUBLIC_URL": "http://127.0.0.1:8080"}), words(), tmp_path)
