"""What has happened to a record that the secretariat decides on: its last change says how it stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.domain.people import Refused, refused


class Status(StrEnum):
    SUBMITTED = "submitted"
    CLARIFICATION = "clarification"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


WAITING = frozenset({Status.SUBMITTED, Status.CLARIFICATION})


@dataclass(frozen=True, slots=True)
class Change:
    """`by`: the id of a person, empty for the bot; `note`: the question, answer or reason given with it."""

    status: Status
    by: str
    at: datetime
    note: str = ""


History = tuple[Change, ...]


def begun(*, by: str, at: datetime) -> History:
    return (Change(Status.SUBMITTED, by, at),)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status, open to records that stand at one of `since`."""

    to: Status
    since: frozenset[Status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`owner`: a delegation; the history is never empty and only grows."""

    id: str
    owner: str
    history: History

    @property
    def newest(self) -> Change:
        return self.history[-1]

    @property
    def status(self) -> Status:
        return self.newest.status

    @property
    def version(self) -> int:
        return len(self.history)

    def stepped(self, step: Step, *, by: str, at: datetime, note: str = "", saw: str = "") -> Self | Refused:
        """One change more, the very same record where this press has come before, or why not.

        `saw`: the version that was in view, as a button carries it; empty where none was.
        """
        if (saw, self.status, self.newest.by) == (str(self.version - 1), step.to, by):
            return self
        if self.status not in step.since:
            return self.no(f"already-{self.status}")
        if saw not in {"", str(self.version)}:
            return self.no("changed-since")
        return replace(self, history=(*self.history, Change(step.to, by, at, note)))

    def no(self, why: str) -> Refused:
        """With who made the newest change, a person's id, and when."""
        return refused(why, by=self.newest.by, at=self.newest.at)
