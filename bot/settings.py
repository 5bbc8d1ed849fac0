"""The environment as frozen settings; all that is wrong with it is named at once.

Every variable can also be given as `NAME_FILE`, the path of a file that holds its value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import Misconfigured
from bot.settings_delivery import Sending, sending
from bot.settings_mail import PACE, Mail, mail

SHORTEST_SECRET, FEWEST_SIGNS, HIGHEST_PORT = 32, 8, 65535
PLAYGROUND_DATABASE = "sqlite+aiosqlite:///var/playground.db"
SLACK_API = "https://slack.com/api/"
TEAMS_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TEAMS_SIGN_IN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
OURS = ("FOCALBOT_", "SLACK_", "MICROSOFT_APP_", "TEAMS_", "SMTP_", "MAIL_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    signing_secret: str = field(repr=False)
    bot_token: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    app_token: str = field(repr=False)
    api_url: str
    teams: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    app_id: str
    app_password: str = field(repr=False)
    tenant_id: str
    metadata_url: str
    token_url: str
    service_hosts: frozenset[str]
    tenants: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A platform that is not configured is None."""

    database_url: str
    network: Path | None
    host: str
    port: int
    public_url: str
    secret_key: str = field(repr=False)
    metrics_token: str = field(repr=False)
    slack: Slack | None
    teams: Teams | None
    mail: Mail | None
    sending: Sending


@dataclass(slots=True)
class Reader:
    """Reads variables and gathers what is wrong with them."""

    environ: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def text(self, name: str, default: str = "") -> str:
        self.read |= {name, f"{name}_FILE"}
        file = self.environ.get(f"{name}_FILE", "")
        if file and name in self.environ:
            self.faults.append(f"{name}: is given twice, also as {name}_FILE; remove one.")
        if file:
            return self.of_file(name, Path(file))
        return self.environ.get(name, "").strip() or default

    def of_file(self, name: str, file: Path) -> str:
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(f"{name}_FILE: {file} cannot be read ({type(error).__name__}).")
            return ""

    def several(self, name: str) -> frozenset[str]:
        return frozenset(
            part.strip() for part in self.text(name).replace(";", ",").split(",") if part.strip()
        )

    def port(self, name: str, default: int) -> int:
        given = self.text(name, str(default))
        if given.isdecimal() and 0 <= int(given) <= HIGHEST_PORT:
            return int(given)
        self.faults.append(f"{name}: “{given}” is not a port; give a number from 0 to 65535.")
        return default

    def url(self, name: str, default: str = "") -> str:
        """Https, or http on a loopback address."""
        given = self.text(name, default)
        if given and not fit(given):
            self.faults.append(f"{name}: “{given}” is not a https address (http only on loopback).")
        return given

    def needed(self, condition: bool, fault: str) -> None:
        if not condition:
            self.faults.append(fault)


def fit(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback(host)))


def loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def for_service(environ: Mapping[str, str]) -> Settings:
    """For `serve`; raises Misconfigured with one line per fault."""
    reader = Reader(environ)
    settings = everything(reader)
    reader.needed(
        bool(settings.slack or settings.teams),
        "No platform is configured: set MICROSOFT_APP_ID for Teams or SLACK_SIGNING_SECRET for Slack.",
    )
    secret(reader, settings.secret_key)
    reader.needed(bool(settings.public_url), "FOCALBOT_PUBLIC_URL: is missing; give the https address.")
    return judged(reader, settings)


def for_commands(environ: Mapping[str, str]) -> Settings:
    """For commands that only need the database and the network; the platforms may be absent."""
    reader = Reader(environ)
    return judged(reader, everything(reader))


def for_playground(environ: Mapping[str, str]) -> Settings:
    """A database of its own, and no platform; only the network can be another."""
    network = {name: value for name, value in environ.items() if name == "FOCALBOT_NETWORK"}
    return for_commands({"FOCALBOT_DATABASE_URL": PLAYGROUND_DATABASE, **network})


def judged(reader: Reader, settings: Settings) -> Settings:
    unknown = (name for name in reader.environ if name.startswith(OURS) and name not in reader.read)
    reader.faults += [
        f"{name}: is not a setting of this program; check its spelling." for name in sorted(unknown)
    ]
    if reader.faults:
        raise Misconfigured(reader.faults)
    return settings


def everything(reader: Reader) -> Settings:
    network = reader.text("FOCALBOT_NETWORK")
    reader.needed(not network or Path(network).is_file(), f"FOCALBOT_NETWORK: there is no file {network}.")
    return Settings(
        database_url=database(reader),
        network=Path(network) if network else None,
        host=reader.text("FOCALBOT_HOST", "127.0.0.1"),
        port=reader.port("FOCALBOT_PORT", 8080),
        public_url=reader.url("FOCALBOT_PUBLIC_URL").rstrip("/"),
        secret_key=reader.text("FOCALBOT_SECRET_KEY"),
        metrics_token=reader.text("FOCALBOT_METRICS_TOKEN"),
        slack=slack(reader),
        teams=teams(reader),
        mail=by_mail(reader),
        sending=sending(reader.text, reader.faults),
    )


def by_mail(reader: Reader) -> Mail | None:
    url, sender, pace = reader.text("SMTP_URL"), reader.text("MAIL_FROM"), reader.text("SMTP_PACE", PACE)
    if not (url or sender):
        return None
    found = mail(url, sender, pace, loopback)
    if isinstance(found, Mail):
        return found
    reader.faults += found
    return None


def database(reader: Reader) -> str:
    given = reader.text("FOCALBOT_DATABASE_URL", "sqlite+aiosqlite:///var/focalbot.db")
    known = given.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://"))
    reader.needed(known, "FOCALBOT_DATABASE_URL: begin with sqlite+aiosqlite:/// or postgresql+asyncpg://.")
    return given


def secret(reader: Reader, key: str) -> None:
    reader.needed(bool(key), "FOCALBOT_SECRET_KEY: is missing; give at least 32 random characters.")
    long, varied = len(key) >= SHORTEST_SECRET, len(set(key)) >= FEWEST_SIGNS
    reader.needed(
        not key or (long and varied),
        "FOCALBOT_SECRET_KEY: is too short or too plain; give 32 random signs.",
    )


def slack(reader: Reader) -> Slack | None:
    found = Slack(
        signing_secret=reader.text("SLACK_SIGNING_SECRET"),
        bot_token=reader.text("SLACK_BOT_TOKEN"),
        client_id=reader.text("SLACK_CLIENT_ID"),
        client_secret=reader.text("SLACK_CLIENT_SECRET"),
        app_token=reader.text("SLACK_APP_TOKEN"),
        api_url=reader.url("SLACK_API_URL", SLACK_API),
        teams=reader.several("SLACK_TEAMS"),
    )
    many = bool(found.client_id and found.client_secret)
    if not any(
        (found.signing_secret, found.bot_token, found.client_id, found.client_secret, found.app_token)
    ):
        return None
    reader.needed(
        bool(found.signing_secret or found.app_token),
        "SLACK_SIGNING_SECRET: is missing (or give SLACK_APP_TOKEN for Socket Mode).",
    )
    reader.needed(
        bool(found.bot_token) != many,
        "SLACK_BOT_TOKEN: give it for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many.",
    )
    begins(reader, "SLACK_BOT_TOKEN", found.bot_token, "xoxb-")
    begins(reader, "SLACK_APP_TOKEN", found.app_token, "xapp-")
    return found


def begins(reader: Reader, name: str, given: str, with_: str) -> None:
    reader.needed(not given or given.startswith(with_), f"{name}: does not begin with {with_}.")


def teams(reader: Reader) -> Teams | None:
    tenant = reader.text("MICROSOFT_APP_TENANT_ID")
    found = Teams(
        app_id=reader.text("MICROSOFT_APP_ID"),
        app_password=reader.text("MICROSOFT_APP_PASSWORD"),
        tenant_id=tenant,
        metadata_url=reader.url("TEAMS_OPENID_METADATA_URL", TEAMS_METADATA),
        token_url=reader.url("TEAMS_TOKEN_URL", TEAMS_SIGN_IN.format(tenant=tenant)),
        service_hosts=reader.several("TEAMS_SERVICE_HOSTS"),
        tenants=reader.several("TEAMS_TENANTS"),
    )
    if not any((found.app_id, found.app_password, tenant)):
        return None
    for name, given in (
        ("MICROSOFT_APP_ID", found.app_id),
        ("MICROSOFT_APP_PASSWORD", found.app_password),
        ("MICROSOFT_APP_TENANT_ID", tenant),
    ):
        reader.needed(bool(given), f"{name}: is missing; Teams needs all three MICROSOFT_APP_… settings.")
    return found
