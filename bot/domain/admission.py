"""Being let in: by a one-time code, or asked for and decided by the secretariat."""

import hashlib
import unicodedata
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Refused, Role, refused

CHANCE = 10
"""Random bytes of a code: 80 bits, so that its hash alone can be kept."""
VALID, MAILED_VALID = timedelta(days=14), timedelta(minutes=30)
TRIES = 5
LOCKED = timedelta(days=1)
ASKED = 3
"""Codes by e-mail, in a day, from one account and for one address."""

# Crockford's digits: those that are mistaken for one another when read aloud or by eye are left out.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SPELLED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", DIGITS)
MISREAD = str.maketrans("OIL", "011")
ALPHABET, SIGNS = frozenset(DIGITS), CHANCE * 8 // 5


class AskedRole(StrEnum):
    """The roles an outsider can ask for."""

    FOCAL_POINT = Role.FOCAL_POINT
    ALTERNATE = Role.ALTERNATE
    DIRECTOR_GENERAL = Role.DIRECTOR_GENERAL
    ADVISER = Role.ADVISER
    OBSERVER = Role.OBSERVER


class Decision(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


def code_of(chance: bytes) -> str:
    """The code to hand over: sixteen signs in groups of four."""
    signs = b32encode(chance).decode().translate(SPELLED)
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def looks_like_a_code(typed: str) -> bool:
    """Four words of four letters each are none, unless there is a dash or a digit among them."""
    signs = signs_of(typed)
    return len(signs) == SIGNS and set(signs) <= ALPHABET and any(one in typed for one in "-–0123456789")


def signs_of(typed: str) -> str:
    wide = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in wide if sign.isalnum()).translate(MISREAD)


def digest(typed: str) -> str:
    """What is kept of a code; the same for every spelling of it that people may type."""
    signs = signs_of(typed)
    return hashlib.sha256(b"binding code:" + signs.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """It binds the next account that types it to the listed person; its digest is its name."""

    digest: str
    person: str
    expires_at: datetime
    used_at: datetime | None = None

    def used(self, *, at: datetime) -> "Code | Refused":
        if self.used_at:
            return refused("code-used")
        return replace(self, used_at=at) if at < self.expires_at else refused("code-expired")


def new_code(person: str, code: str, *, at: datetime, valid: timedelta = VALID) -> Code:
    return Code(digest=digest(code), person=person, expires_at=at + valid)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked:
    """A code that somebody asked for by e-mail, whether or not the address is on the list."""

    id: str
    person: str
    address: str
    asked_at: datetime


def address_digest(email: str) -> str:
    """What is kept of an address that may be nobody's."""
    return hashlib.sha256(b"asked for a code:" + email.encode()).hexdigest()


def asked_too_often(before: Iterable[datetime], *, at: datetime) -> datetime | None:
    """Until when; `before`: when codes were asked for."""
    recent = sorted(one for one in before if one > at - LOCKED)
    return recent[-ASKED] + LOCKED if len(recent) >= ASKED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong codes from one account since `since`."""

    person: str
    count: int = 0
    since: datetime | None = None

    def present(self, *, at: datetime) -> "Tries":
        """After a day the count begins anew."""
        over = self.since is not None and at >= self.since + LOCKED
        return Tries(person=self.person) if over else self

    def locked(self, *, at: datetime) -> datetime | None:
        """Until when."""
        present = self.present(at=at)
        return present.since + LOCKED if present.since and present.count >= TRIES else None

    def failed(self, *, at: datetime) -> "Tries":
        """The day of the lock is counted from the newest wrong code."""
        return replace(self.present(at=at), count=self.present(at=at).count + 1, since=at)

    @property
    def left(self) -> int:
        return max(0, TRIES - self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A request to be put on the list; `person` is the row the outsider's account is bound to meanwhile."""

    id: str
    person: str
    name: str
    role: Role
    delegation: str
    agency: str
    email: str
    comment: str
    asked_at: datetime
    decision: Decision = Decision.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    version: int = 1

    @property
    def waits(self) -> bool:
        return self.decision is Decision.WAITING

    def approved(self, *, by: str, at: datetime) -> "Admission | Refused":
        return self.decided(Decision.APPROVED, by=by, at=at)

    def declined(self, *, by: str, at: datetime, reason: str) -> "Admission | Refused":
        return self.decided(Decision.DECLINED, by=by, at=at, reason=reason)

    def decided(self, how: Decision, *, by: str, at: datetime, reason: str = "") -> "Admission | Refused":
        """`by` is a person's id, in the refusal too."""
        if self.decided_at:
            return refused("already-decided", by=self.decided_by, at=self.decided_at)
        return replace(
            self, decision=how, decided_by=by, decided_at=at, reason=reason, version=self.version + 1
        )
