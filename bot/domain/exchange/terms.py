"""What is needed and what is offered."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Modality(StrEnum):
    TRAINING = "training"
    EXPERT = "expert"
    STUDY_VISIT = "study_visit"
    EQUIPMENT = "equipment"
    SCHOLARSHIP = "scholarship"
    POLICY_ADVICE = "policy_advice"
    VOLUNTEERS = "volunteers"
    JOINT_RESEARCH = "joint_research"
    FINANCE = "finance"


class Group(StrEnum):
    """Whom an offer is open to: every member, or a group of countries."""

    ALL = "all"
    LDC = "ldc"
    LLDC = "lldc"
    SIDS = "sids"
    PACIFIC = "pacific"
    ASEAN = "asean"
    SAARC = "saarc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`sector` is a code of the sector list, `own_sector` the same in the delegation's words.

    `sdgs` are "1" to "17", `languages` ISO 639 codes, countries ISO 3166 alpha-3; `keywords` stay as typed.
    `starts` and `ends` are the time window, `valid_until` is the last day it is open to others.
    """

    title: str
    description: str
    sector: str
    modality: tuple[Modality, ...]
    valid_until: date
    own_sector: str | None = None
    sdgs: tuple[str, ...] = ()
    keywords: str | None = None
    languages: tuple[str, ...] = ()
    starts: date | None = None
    ends: date | None = None
    beneficiaries: str | None = None
    costs: str | None = None
    triangular: bool | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Terms):
    """Without one of `must_have` an offer is of no use; the rest of `modality` would be accepted."""

    must_have: tuple[Modality, ...] = ()
    place: str | None = None
    hidden_from: tuple[str, ...] = ()

    @property
    def would_accept(self) -> tuple[Modality, ...]:
        return tuple(one for one in self.modality if one not in self.must_have)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Terms):
    """Open to the members of any of the groups and to the countries named; where neither is said, to all."""

    groups: tuple[Group, ...] = ()
    countries: tuple[str, ...] = ()
    places: int | None = None
    most_countries: int | None = None


def year_after(today: date) -> date:
    """29 February counts as 28 in the year after."""
    leap_day = (today.month, today.day) == (2, 29) and not isleap(today.year + 1)
    return today.replace(year=today.year + 1, day=28 if leap_day else today.day)
