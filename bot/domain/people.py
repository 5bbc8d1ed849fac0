"""Who acts, in which roles, and for which delegation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum


class Role(StrEnum):
    FOCAL_POINT = "focal point"
    ALTERNATE = "alternate"
    DIRECTOR_GENERAL = "director-general"
    ADVISER = "adviser"
    MODERATOR = "moderator"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    OFFICER = "officer"


NAME_LENGTH = 120
AGENCY_LENGTH = 200
EMAIL_LENGTH = 254
EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")

DELEGATES = frozenset({Role.FOCAL_POINT, Role.ALTERNATE, Role.DIRECTOR_GENERAL, Role.ADVISER})
FOR_NO_DELEGATION = frozenset({Role.MODERATOR, Role.SECRETARIAT})
FOR_A_DELEGATION = DELEGATES | {Role.OBSERVER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One role of one person with its dates, both inclusive; `delegation` is an ISO 3166 alpha-3 code or an
    organization's id.
    """

    id: str
    person: str
    role: Role
    delegation: str = ""
    agency: str = ""
    since: date | None = None
    until: date | None = None
    leave_until: date | None = None
    version: int = 1

    def in_force(self, today: date) -> bool:
        return (self.since or today) <= today <= (self.until or today)

    def overlaps(self, other: "Assignment") -> bool:
        first, last = self.since or date.min, self.until or date.max
        return first <= (other.until or date.max) and (other.since or date.min) <= last

    def ended(self, *, on: date) -> "Assignment | Refused":
        """From `on` it is no longer in force: its last day is the day before."""
        last = on - timedelta(days=1)
        if self.until and self.until <= last:
            return refused("role-has-ended", day=self.until)
        return replace(self, until=last, version=self.version + 1)

    def away(self, until: date | None) -> "Assignment | Refused":
        """None: back again."""
        if until and self.until and until > self.until:
            return refused("leave-past-end", day=self.until)
        return replace(self, leave_until=until, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`roles`: those in force in this turn; `language` and `reach` are empty while the person has not chosen.

    Quiet hours are whole hours of the person's `time_zone` (IANA name).
    """

    id: str
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    delegation: str = ""
    agency: str = ""
    language: str = ""
    locale: str = "en"
    time_zone: str = ""
    quiet_from: int = 20
    quiet_until: int = 8
    reach: str = ""

    @property
    def acts_as(self) -> str:
        """What drafts and records belong to: the delegation, or the person where there is none."""
        return self.delegation or f"person:{self.id}"

    @property
    def is_delegate(self) -> bool:
        return bool(self.delegation) and bool(self.roles & DELEGATES)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list, with all roles, past ones too, and (platform, address) of each account."""

    person: Person
    roles: tuple[Assignment, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()

    def role(self, of: str) -> Assignment | None:
        return next((role for role in self.roles if role.id == of), None)


@dataclass(frozen=True, slots=True)
class Refused:
    """The rules say no: a message key and its arguments."""

    key: str
    args: tuple[tuple[str, str | int | date], ...] = ()


def refused(key: str, **args: str | int | date) -> Refused:
    return Refused(key, tuple(args.items()))


def an_email(typed: str) -> str | None:
    """In the one spelling that is kept; None where it is none."""
    email = typed.strip().casefold()
    return email if len(email) <= EMAIL_LENGTH and EMAIL.fullmatch(email) else None


def acts_for(role: Role, delegation: str) -> str:
    """The secretariat and moderators act for no delegation, whatever is said."""
    return "" if role in FOR_NO_DELEGATION else delegation


def fits(new: Assignment, present: Iterable[Assignment]) -> Refused | None:
    """Whether a role can stand beside the person's other roles; the same for the list as for a file."""
    if new.role in FOR_A_DELEGATION and not new.delegation:
        return refused("role-needs-delegation")
    if new.since and new.until and new.until < new.since:
        return refused("dates-reversed")
    if new.leave_until and new.until and new.leave_until > new.until:
        return refused("leave-past-end", day=new.until)
    beside = [one for one in present if one.id != new.id and one.overlaps(new)]
    if any((one.role, one.delegation) == (new.role, new.delegation) for one in beside):
        return refused("role-held-already")
    if any(one.delegation and one.delegation != new.delegation for one in beside if new.delegation):
        return refused("acts-for-another")
    return None
