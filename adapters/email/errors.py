"""What a mail server answers, in the bot's own errors; causes are the outbox's plain words.

Codes: RFC 5321, 4.2.3, and RFC 4954; the enhanced ones before the text: RFC 3463.
"""

import re
import ssl
from typing import Literal

from aiosmtplib import SMTPAuthenticationError, SMTPResponseException

from adapters.email.limits import BUSY_S, LATER_S
from bot.errors import DeliveryFailed, Unreachable

TOLD = {
    "not-sent": "no connection, or one that broke",
    "not-encrypted": "no encryption that can be trusted",
    "sign-in-refused": "user or password were refused",
    "turned-away": "it takes no letters from this machine",
    "rate-limited": "it is busy; try again later",
}
"""To an operator who tries the server."""

Stage = Literal["connect", "sender", "recipient", "letter"]
FIRST_FINAL = 500
BUSY = frozenset({421, 432, 454})
SIGN_IN = frozenset({530, 534, 535, 538})
TOO_LARGE = frozenset({"5.2.3", "5.3.4"})
FULL, POLICY, TOO_MUCH = "5.2.2", "5.7.", 552
ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")


def refused(stage: Stage, error: SMTPResponseException) -> DeliveryFailed:
    """Answered, so nothing of it has arrived."""
    detail = ENHANCED.match(error.message)
    code, enhanced = error.code, detail[0] if detail else ""
    if code in SIGN_IN or (isinstance(error, SMTPAuthenticationError) and code >= FIRST_FINAL):
        return DeliveryFailed("sign-in-refused")
    if code < FIRST_FINAL:
        whole = code in BUSY or stage in {"connect", "sender"}
        return DeliveryFailed("rate-limited", BUSY_S) if whole else DeliveryFailed("later", LATER_S)
    if enhanced in TOO_LARGE or (code == TOO_MUCH and stage != "recipient"):
        return Unreachable("too-large")
    return for_good(stage, enhanced)


def for_good(stage: Stage, enhanced: str) -> DeliveryFailed:
    """What is wrong with the service itself is not held against the recipient."""
    match stage:
        case "connect":
            return DeliveryFailed("turned-away")
        case "sender":
            return DeliveryFailed("sender-refused")
        case "recipient" if enhanced == FULL:
            return DeliveryFailed("mailbox-full", LATER_S)
        case "recipient" if not enhanced.startswith(POLICY):
            return Unreachable("no-mailbox")
        case _:
            return Unreachable("refused")


def broken(error: Exception) -> DeliveryFailed:
    """Before anything was handed over; a connection that could not be encrypted carries nothing."""
    unsafe = isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
    return DeliveryFailed("not-encrypted" if unsafe else "not-sent")
