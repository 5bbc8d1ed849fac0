"""What becomes of a request that is not let in, and of a call that Teams refuses."""

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.errors import DeliveryFailed, FocalError, Unreachable

BLOCKED = {"MessageWritesBlocked", "ConversationBlockedByUser", "BlockedByUser"}
NOT_INSTALLED = {"BotNotInConversationRoster", "BotNotInstalled", "ForbiddenOperationException"}
NOT_ACCEPTED = {412, 429}
PERHAPS_DELIVERED = {408, 500, 502, 503, 504}
FOR_GOOD = set(range(400, 500)) - {401, 408, 412, 429}


class TurnedAway(FocalError):
    """`status`: 400, 401, 403, 413, 415 or 503, as answered; `reason` holds nothing secret or personal."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def code(body: bytes) -> str:
    """Teams' own word for what is wrong: `{error: {code}}` or `{errorCode, message: JSON}`."""
    match parsed(body):
        case {"error": {"code": str(word)}}:
            return word
        case {"errorCode": number, "message": str(message)}:
            inner = parsed(message.encode())
            return str(inner.get("subCode") or number)
        case {"errorCode": number}:
            return str(number)
        case _:
            return ""


def parsed(body: bytes) -> Mapping[str, object]:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def failure(status: int, body: bytes, retry_after: float | None) -> DeliveryFailed:
    """What an answer other than 2xx means for the message: not taken, perhaps taken, or never to be."""
    if status in NOT_ACCEPTED:
        return DeliveryFailed("rate-limited", retry_after)
    if status in PERHAPS_DELIVERED:
        return DeliveryFailed("uncertain", retry_after)
    if status in FOR_GOOD:
        return Unreachable(cause(status, code(body)))
    return DeliveryFailed("no-token" if status == HTTPStatus.UNAUTHORIZED else "not-sent", retry_after)


def cause(status: int, word: str) -> str:
    """One plain word for a refusal that will not change."""
    if word in BLOCKED:
        return "blocked"
    if word in NOT_INSTALLED:
        return "not-installed"
    if word == "BotDisabledByAdmin":
        return "disabled-by-admin"
    return {404: "gone", 413: "too-large"}.get(status, "refused")


def wait(header: str | None, now: datetime) -> float | None:
    """`Retry-After` in seconds, whether it is given as seconds or as a date."""
    if not header:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return None
