"""The mail server and the sender, as the environment names them."""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

from bot.domain.people import an_email

Security = Literal["tls", "starttls", "loopback"]
PORTS = {"smtp": 25, "smtps": 465}
PACE = "5"
SHAPE = "give smtp://user:password@host:port, with / ? # @ in a password written as %2F %3F %23 %40."


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`loopback`: encryption is used where it is offered, else it has to be there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: Security


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Server):
    """`sender` is a plain address; `pace`: letters a second, 0: without limit."""

    sender: str
    pace: float


def mail(url: str, sender: str, pace: str, loopback: Callable[[str], bool]) -> Mail | list[str]:
    """Or what is wrong, a line each; the URL is never repeated, for it holds the password."""
    found, speed = server(url, loopback), paced(pace)
    faults = [found] if isinstance(found, str) else []
    if an_email(sender) is None:
        wrong = f"“{sender}” is no e-mail address" if sender else "is missing"
        faults.append(f"MAIL_FROM: {wrong}; give one such as focalbot@example.org, without a name.")
    if speed is None:
        faults.append(f"SMTP_PACE: “{pace}” is no pace; give letters a second, such as 5, or 0 for no limit.")
    if isinstance(found, str) or speed is None or faults:
        return faults
    return Mail(**asdict(found), sender=sender, pace=speed)


def server(url: str, loopback: Callable[[str], bool]) -> Server | str:
    try:
        parts = urlsplit(url)
        port, user, password = parts.port, unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        return f"SMTP_URL: is no URL; {SHAPE}"
    if not url:
        return f"SMTP_URL: is missing; {SHAPE}"
    if parts.scheme not in PORTS:
        return "SMTP_URL: begin it with smtp:// or smtps://."
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        return f"SMTP_URL: {SHAPE}"
    if bool(user) != bool(password):
        return "SMTP_URL: give both user and password, or neither."
    security: Security = "loopback" if loopback(parts.hostname) else "starttls"
    return Server(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=user,
        password=password,
        security="tls" if parts.scheme == "smtps" else security,
    )


def paced(typed: str) -> float | None:
    try:
        found = float(typed)
    except ValueError:
        return None
    return found if math.isfinite(found) and found >= 0 else None
