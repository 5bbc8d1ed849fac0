"""Expressions of interest: a delegation asks to take part in a body, the secretariat decides."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.domain.history import WAITING, Record, Status, Step
from bot.domain.people import Refused


class Capacity(StrEnum):
    PROVIDER = "provider"
    RECIPIENT = "recipient"
    BOTH = "both"
    OBSERVER = "observer"


STANDING = WAITING | {Status.ACCEPTED}

EDIT = Step(Status.SUBMITTED, WAITING)
ANSWER = Step(Status.SUBMITTED, frozenset({Status.CLARIFICATION}))
ASK = Step(Status.CLARIFICATION, frozenset({Status.SUBMITTED}))
ACCEPT = Step(Status.ACCEPTED, WAITING)
DECLINE = Step(Status.DECLINED, WAITING)
WITHDRAW = Step(Status.WITHDRAWN, STANDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a delegation says of itself; `sectors` are codes of the sector list."""

    capacity: Capacity
    agency: str
    advantages: str | None = None
    gaps: str | None = None
    sectors: tuple[str, ...] = ()
    contribution: str | None = None
    expectations: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(Record):
    """Of those of one delegation in one body at most one stands."""

    body: str
    statement: Statement

    @property
    def stands(self) -> bool:
        """Waiting or accepted; after it was declined or withdrawn the delegation may register anew."""
        return self.status in STANDING

    def edited(self, body: str, statement: Statement, *, by: str, at: datetime) -> Self | Refused:
        changed = self.stepped(EDIT, by=by, at=at)
        return changed if isinstance(changed, Refused) else replace(changed, body=body, statement=statement)
