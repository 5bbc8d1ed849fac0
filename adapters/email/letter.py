"""A message as a letter with its headers, which hold one line each whatever was typed."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from adapters.email import calendar
from adapters.email.pen import line
from adapters.email.render import rendered
from adapters.email.settings import EmailSettings
from bot.chat import Parcel
from bot.domain.people import an_email
from bot.errors import Unreachable

SEVEN_BITS, WIDE_HEADERS = SMTP.clone(cte_type="7bit"), SMTPUTF8.clone(cte_type="7bit")
FILE = "meeting.ics"
NAME = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+")
"""What stands before the @ without quotes (RFC 5322, 3.2.3; RFC 6532)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`wide`: an address is spelled in other letters than ASCII has, which not every server takes."""

    id: str
    sender: str
    recipient: str
    wide: bool
    raw: bytes


def letter(parcel: Parcel, settings: EmailSettings, at: datetime) -> Letter:
    """Raises Unreachable for what is no address."""
    sender, recipient = addressed(settings.sender), addressed(parcel.place.id)
    wide = not (sender + recipient).isascii()
    name, _, host = sender.rpartition("@")
    identity = f"{parcel.id}@{host}"
    shown = rendered(parcel.card, parcel.words)
    message = EmailMessage(policy=WIDE_HEADERS if wide else SEVEN_BITS)
    message["Message-ID"] = f"<{identity}>"
    message["Date"] = format_datetime(at)
    message["From"] = Address(line(settings.network), name, host)
    message["To"] = recipient
    message["Subject"] = shown.subject
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(shown.text)
    message.add_alternative(shown.html, subtype="html")
    attach(message, parcel, settings, at)
    message["Content-Language"] = shown.language
    return Letter(identity, sender, recipient, wide, message.as_bytes())


def attach(message: EmailMessage, parcel: Parcel, settings: EmailSettings, at: datetime) -> None:
    entries = parcel.card.calendar
    if entries:
        file = calendar.written(
            entries, parcel.words, sender=settings.sender, network=settings.network, at=at
        )
        params = {"method": calendar.method(entries)}
        message.add_attachment(file, subtype="calendar", filename=FILE, params=params)


def addressed(typed: str) -> str:
    """With the host's name in ASCII, as servers know it."""
    name, _, host = typed.rpartition("@")
    if an_email(typed) is None or not NAME.fullmatch(name):
        raise Unreachable("no-mailbox")
    try:
        return f"{name}@{host.encode('idna').decode()}"
    except UnicodeError:
        raise Unreachable("no-mailbox") from None
