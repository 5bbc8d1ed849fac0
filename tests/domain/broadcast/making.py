"""Broadcasts as they stand at each point of their life, and people they are for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.broadcast.audience import Audience, Candidate, Trait
from bot.domain.broadcast.broadcast import Broadcast, Moment, Text, Version
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import Look, approved, begun, corrected, edited, requested
from bot.domain.delivery.state import State
from bot.domain.people import Person, Refused, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ENGLISH = {"en": Text(subject="Call for offers", body="Please send your offers by Friday.")}
OTHER = {"en": Text(subject="Call for offers", body="Please send your offers by Monday.")}
SECRETARIAT = ("may", "tan", "wei")
BANGKOK = "Asia/Bangkok"


def draft(texts: Mapping[str, Text] = ENGLISH, fallback: str = "en") -> Broadcast:
    """Of May's."""
    version = Version(number=1, texts=texts, fallback=fallback, by="may", at=NOW)
    return replace(begun("one", version=version, by="may"), reference="NB-2026-014")


def asked(was: Broadcast | None = None, by: str = "may", at: datetime = NOW) -> Broadcast:
    return done(requested(was or draft(), (), SECRETARIAT, by=by, at=at))


def going(was: Broadcast | None = None, by: str = "tan", at: datetime = NOW) -> Broadcast:
    """Approved, by Tan."""
    one = was or asked()
    return done(approved(one, Look(one.version, at), (), by=by, at=at))


def rewritten(was: Broadcast, by: str = "may", at: datetime = NOW + MINUTE) -> Broadcast:
    return done(corrected(was, OTHER, "en", by=by, at=at))


def done(outcome: Broadcast | Refused) -> Broadcast:
    assert isinstance(outcome, Broadcast), outcome
    return outcome


def key(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.key


def told(outcome: object) -> dict[str, object]:
    assert isinstance(outcome, Refused), outcome
    return dict(outcome.args)


def counts(**states: int) -> Counts:
    return Counts(by_state={State(name): count for name, count in states.items()})


def person(
    name: str, delegation: str = "FJI", role: Role = Role.FOCAL_POINT, email: str = "", zone: str = ""
) -> Person:
    roles = frozenset({role})
    return Person(id=name, name=name, delegation=delegation, roles=roles, email=email, time_zone=zone)


def candidate(name: str, delegation: str = "FJI", zone: str = "", language: str = "en") -> Candidate:
    who = person(name, delegation, email=f"{name}@example.org", zone=zone)
    return Candidate(person=who, platforms=frozenset({"email"}), language=language)


def trait(kind: str, of: str) -> Trait:
    return Trait(kind=kind, of=of)


def members(*codes: str) -> Audience:
    return Audience(of=tuple(trait("member", code) for code in codes))


def edited_to(*, needs_ack: bool = False, expires: Moment | None = None) -> Broadcast | Refused:
    return edited(draft(), replace(draft(), needs_ack=needs_ack, expires=expires), by="may", at=NOW)


def expiring() -> Broadcast:
    """Approved; asks for an acknowledgement, and expires after a week."""
    ends = Moment(local="2026-03-09T09:00", zone=BANGKOK)
    return going(asked(done(edited_to(needs_ack=True, expires=ends))))
