"""Why somebody was not reached, in one plain line, and what can be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards import Say, say


@dataclass(frozen=True, slots=True)
class Told:
    """Keys of the reason and of the next step."""

    reason: str
    next: str


CAUSES: Mapping[str, Told] = {
    "blocked": Told("cause-blocked", "next-unblock"),
    "not-installed": Told("cause-not-installed", "next-install"),
    "removed": Told("cause-removed", "next-install"),
    "disabled-by-admin": Told("cause-disabled", "next-allow"),
    "refused": Told("cause-refused", "next-allow"),
    "gone": Told("cause-gone", "next-list"),
    "no-address": Told("cause-no-address", "next-list"),
    "no-mailbox": Told("cause-no-mailbox", "next-list"),
    "by-mail": Told("cause-by-mail", "next-none"),
    "mailbox-full": Told("cause-mailbox-full", "next-later"),
    "sign-in-refused": Told("cause-mail-server", "next-operator"),
    "turned-away": Told("cause-mail-server", "next-operator"),
    "sender-refused": Told("cause-mail-server", "next-operator"),
    "not-encrypted": Told("cause-mail-server", "next-operator"),
    "too-large": Told("cause-too-large", "next-shorten"),
    "rate-limited": Told("cause-rate-limited", "next-later"),
    "later": Told("cause-rate-limited", "next-later"),
    "not-sent": Told("cause-not-sent", "next-later"),
    "uncertain": Told("cause-uncertain", "next-ask"),
    "history-too-long": Told("cause-uncertain", "next-ask"),
    "crash": Told("cause-interrupted", "next-ask"),
    "stopped": Told("cause-interrupted", "next-ask"),
    "no-time": Told("cause-interrupted", "next-later"),
    "not-found": Told("cause-not-found", "next-later"),
    "no-token": Told("cause-credentials", "next-operator"),
    "token-unreadable": Told("cause-credentials", "next-operator"),
    "token-renewal": Told("cause-credentials", "next-operator"),
    "service-host": Told("cause-service-host", "next-operator"),
    "platform-off": Told("cause-platform-off", "next-operator"),
    "error": Told("cause-error", "next-operator"),
    "too-late": Told("cause-too-late", "next-otherwise"),
    "expired": Told("cause-too-late", "next-otherwise"),
    "closed": Told("cause-closed", "next-otherwise"),
    "no-role": Told("cause-no-role", "next-none"),
    "dry-run": Told("cause-dry-run", "next-none"),
}
"""By the one plain word that adapters and the relay leave."""

UNKNOWN = Told("cause-other", "next-operator")
"""A platform's own word, passed on as it is."""


def reason(cause: str) -> Say:
    found = CAUSES.get(cause, UNKNOWN)
    return say(found.reason, cause=cause) if found is UNKNOWN else say(found.reason)


def next_step(cause: str) -> Say:
    return say(CAUSES.get(cause, UNKNOWN).next)
