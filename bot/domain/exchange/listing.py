"""A need or an offer on its way: submitted, cleared by the secretariat, open to others until it ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from bot.domain.exchange.terms import Need, Offer, year_after
from bot.domain.history import WAITING, Record, Status, Step
from bot.domain.people import Refused


class Kind(StrEnum):
    NEED = "need"
    OFFER = "offer"


OPEN = WAITING | {Status.PUBLISHED}
ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN})

EDIT = Step(Status.SUBMITTED, OPEN | {Status.EXPIRED})
ANSWER = Step(Status.SUBMITTED, frozenset({Status.CLARIFICATION}))
ASK = Step(Status.CLARIFICATION, frozenset({Status.SUBMITTED}))
PUBLISH = Step(Status.PUBLISHED, WAITING)
RENEW = Step(Status.PUBLISHED, frozenset({Status.PUBLISHED, Status.EXPIRED}))
CLOSE = Step(Status.CLOSED, frozenset({Status.PUBLISHED, Status.EXPIRED}))
WITHDRAW = Step(Status.WITHDRAWN, OPEN | {Status.EXPIRED})
EXPIRE = Step(Status.EXPIRED, frozenset({Status.PUBLISHED}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Record):
    """`agency` and `language` (a tag) are those of who submitted it: the text is kept as it was written."""

    terms: Need | Offer
    agency: str = ""
    language: str = ""

    @property
    def kind(self) -> Kind:
        return Kind.NEED if isinstance(self.terms, Need) else Kind.OFFER

    def edited(self, terms: Need | Offer, *, by: str, at: datetime) -> Self | Refused:
        """What others rely on was cleared as it stood, so every edit is cleared again."""
        changed = self.stepped(EDIT, by=by, at=at)
        return changed if isinstance(changed, Refused) else replace(changed, terms=terms)

    def renewed(self, today: date, *, by: str, at: datetime, saw: str = "") -> Self | Refused:
        """Open for twelve months from today; a later date that was chosen stays."""
        changed = self.stepped(RENEW, by=by, at=at, saw=saw)
        if isinstance(changed, Refused) or changed is self:
            return changed
        until = max(changed.terms.valid_until, year_after(today))
        return replace(changed, terms=replace(changed.terms, valid_until=until))

    def expired(self, today: date, *, at: datetime) -> Self | Refused:
        """By the bot, on a day after the last one it was valid."""
        if self.terms.valid_until >= today:
            return self.no("still-valid")
        return self.stepped(EXPIRE, by="", at=at)
