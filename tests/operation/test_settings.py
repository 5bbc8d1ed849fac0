"""What is wrong with the environment is named, a line each, and secrets never show."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.errors import Misconfigured
from bot.paces import paces

KEY = "k3y-of-32-signs-for-tests-only-0"
FIT = {
    "FOCALBOT_SECRET_KEY": KEY,
    "FOCALBOT_PUBLIC_URL": "https://bot.example.org",
    "SLACK_SIGNING_SECRET": "signing",
    "SLACK_BOT_TOKEN": "xoxb-1",
}
TEAMS = {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_PASSWORD": "word", "MICROSOFT_APP_TENANT_ID": "home"}

MAIL = {"SMTP_URL": "smtp://bot:s3cr%2Ft@mail.example.org:587", "MAIL_FROM": "bot@example.org"}


def faults(environ: Mapping[str, str]) -> str:
    with pytest.raises(Misconfigured) as refused:
        settings.for_service(environ)
    return "\n".join(refused.value.faults)


def test_a_fit_environment_is_read_with_its_defaults() -> None:
    read = settings.for_service(FIT | TEAMS | {"SLACK_TEAMS": "T1; T2"})
    assert read.slack
    assert read.slack.teams == {"T1", "T2"}
    assert read.teams
    assert read.teams.token_url == "https://login.microsoftonline.com/home/oauth2/v2.0/token"
    assert (read.host, read.port) == ("127.0.0.1", 8080)
    assert read.database_url.startswith("sqlite")


def test_nothing_at_all_names_every_missing_thing_at_once() -> None:
    told = faults({})
    assert "MICROSOFT_APP_ID" in told
    assert "FOCALBOT_SECRET_KEY" in told
    assert "FOCALBOT_PUBLIC_URL" in told
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"FOCALBOT_SECRET_KEY": "short"}, "FOCALBOT_SECRET_KEY"),
        ({"FOCALBOT_SECRET_KEY": "a" * 40}, "FOCALBOT_SECRET_KEY"),
        ({"FOCALBOT_PORT": "eighty"}, "FOCALBOT_PORT: “eighty”"),
        ({"FOCALBOT_PORT": "65536"}, "FOCALBOT_PORT"),
        ({"FOCALBOT_PUBLIC_URL": "http://bot.example.org"}, "FOCALBOT_PUBLIC_URL"),
        ({"FOCALBOT_DATABASE_URL": "mysql://x"}, "FOCALBOT_DATABASE_URL"),
        ({"FOCALBOT_NETWORK": "/nowhere.toml"}, "FOCALBOT_NETWORK"),
        ({"FOCALBOT_DATABSE_URL": "x"}, "FOCALBOT_DATABSE_URL: is not a setting"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN: does not begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN: give it for one workspace"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET: is missing"),
        ({"SLACK_API_URL": "http://192.0.2.1/"}, "SLACK_API_URL"),
        ({"MICROSOFT_APP_ID": "app"}, "MICROSOFT_APP_PASSWORD: is missing"),
        ({"TEAMS_TOKEN_URL": "http://evil.example"}, "TEAMS_TOKEN_URL"),
        ({"MAIL_FROM": "bot@example.org"}, "SMTP_URL: is missing"),
        ({"SMTP_URL": "smtp://mail.example.org"}, "MAIL_FROM: is missing"),
        (MAIL | {"MAIL_FROM": "The bot <bot@example.org>"}, "MAIL_FROM: “The bot"),
        (MAIL | {"SMTP_URL": "https://mail.example.org"}, "SMTP_URL: begin it with smtp:// or smtps://"),
        (MAIL | {"SMTP_URL": "smtp://mail.example.org:port"}, "SMTP_URL: is no URL"),
        (MAIL | {"SMTP_URL": "smtp://bot@mail.example.org"}, "SMTP_URL: give both user and password"),
        (MAIL | {"SMTP_URL": "smtp://bot:s3/cret@mail.example.org"}, "SMTP_URL: "),
        (
            MAIL | {"SMTP_URL": "smtp://mail.example.org/inbox"},
            "SMTP_URL: give smtp://user:password@host:port",
        ),
        (MAIL | {"SMTP_PACE": "fast"}, "SMTP_PACE: “fast” is no pace"),
        (MAIL | {"SMTP_PACE": "-1"}, "SMTP_PACE"),
        ({"TEAMS_PACE": "fast"}, "TEAMS_PACE: “fast” is no pace"),
        ({"SLACK_PACE": "-1"}, "SLACK_PACE: “-1” is no pace"),
        ({"FOCALBOT_LEASE_S": "0"}, "FOCALBOT_LEASE_S: “0” does not fit"),
        ({"FOCALBOT_LEASE_S": "two minutes"}, "FOCALBOT_LEASE_S"),
        ({"FOCALBOT_LOOK_UP_GAP_S": "1e9"}, "FOCALBOT_LOOK_UP_GAP_S"),
    ],
)
def test_each_fault_names_its_variable(wrong: Mapping[str, str], named: str) -> None:
    assert named in faults({**FIT, **wrong})


def test_a_secret_can_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    without = {name: value for name, value in FIT.items() if name != "FOCALBOT_SECRET_KEY"}
    assert settings.for_service(without | {"FOCALBOT_SECRET_KEY_FILE": str(file)}).secret_key == KEY
    assert "given twice" in faults(FIT | {"FOCALBOT_SECRET_KEY_FILE": str(file)})
    assert "cannot be read" in faults(without | {"FOCALBOT_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_settings_print_without_their_secrets() -> None:
    printed = repr(settings.for_service(FIT | TEAMS | MAIL))
    for secret in (KEY, "signing", "xoxb-1", "word", "s3cr"):
        assert secret not in printed


def test_no_fault_of_the_mail_tells_its_password() -> None:
    for url in ("smtp://bot:s3/cret@mail.example.org", "http://bot:s3cret@x", "smtp://bot:s3cret@x:y"):
        assert "cret" not in faults(FIT | MAIL | {"SMTP_URL": url})


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://mail.example.org", 25, "starttls"),
        ("smtps://mail.example.org", 465, "tls"),
        ("smtp://127.0.0.1:2525", 2525, "loopback"),
        ("smtp://localhost", 25, "loopback"),
        ("smtps://[::1]:4650", 4650, "tls"),
    ],
)
def test_the_mail_server_is_read_from_its_url(url: str, port: int, security: str) -> None:
    mail = settings.for_service(FIT | MAIL | {"SMTP_URL": url}).mail
    assert mail
    assert (mail.port, mail.security, mail.user, mail.pace) == (port, security, "", 5.0)


def test_how_messages_are_sent_can_be_left_as_it_is_or_set() -> None:
    usual = settings.for_service(FIT).sending
    assert (usual.lease, usual.gap) == (timedelta(seconds=120), timedelta(seconds=60))
    assert set(paces(teams=usual.teams_pace, slack=usual.slack_pace)) == {"teams", "slack"}
    quick = {"FOCALBOT_LEASE_S": "3", "FOCALBOT_LOOK_UP_GAP_S": "0.5", "TEAMS_PACE": "0", "SLACK_PACE": "2.5"}
    given = settings.for_service(FIT | quick).sending
    assert (given.lease, given.gap) == (timedelta(seconds=3), timedelta(seconds=0.5))
    assert set(paces(teams=given.teams_pace, slack=given.slack_pace)) == {"slack"}


def test_the_mail_s_secret_can_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "smtp"
    file.write_text(f"{MAIL['SMTP_URL']}\n")
    given = {"SMTP_URL_FILE": str(file), "MAIL_FROM": "bot@example.org", "SMTP_PACE": "0"}
    mail = settings.for_service(FIT | given).mail
    assert mail
    assert (mail.user, mail.password, mail.sender, mail.pace) == ("bot", "s3cr/t", "bot@example.org", 0.0)
    assert settings.for_service(FIT).mail is None
