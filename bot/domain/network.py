"""The network a bot serves: its bodies, members, linked events, and the rules of its floor and its year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.interest import Capacity

Titles = Mapping[str, str]
"""Language → title; English is always there."""


class BodyKind(StrEnum):
    NETWORK = "network"
    WORKING_GROUP = "working-group"
    FORUM = "forum"


class MemberKind(StrEnum):
    MEMBER = "member"
    ASSOCIATE = "associate"
    OBSERVER = "observer"
    ORGANIZATION = "organization"


class Category(StrEnum):
    """Of speakers, in the order in which they are called by default."""

    GROUPS = "groups"
    MEMBERS = "members"
    ASSOCIATES = "associates"
    OBSERVERS = "observers"
    ORGANIZATIONS = "organizations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """`proposed`: members expected to join it, by ISO 3166 alpha-3 code."""

    id: str
    kind: BodyKind
    title: Titles
    capacities: tuple[Capacity, ...] = tuple(Capacity)
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`id`: ISO 3166 alpha-3 code, or an organization's own id; only organizations have a title."""

    id: str
    kind: MemberKind
    aliases: tuple[str, ...] = ()
    title: Titles = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Linked to the network's year without being its own meeting; both days inclusive."""

    id: str
    title: Titles
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """`limit_s`: encouraged seconds a statement; `reply_limits_s`: of the first, second … right of reply."""

    limit_s: int = 420
    categories: tuple[Category, ...] = tuple(Category)
    reply_limits_s: tuple[int, ...] = (300, 180)


class Anchor(StrEnum):
    MEETING = "T"
    FORUM = "F"


@dataclass(frozen=True, slots=True)
class Offset:
    """`after` is negative for what comes before the anchor's first day; `spelled`: as the file has it."""

    anchor: Anchor
    after: timedelta
    spelled: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """`steps`: name of a dated step → when; the rest are series of one step each."""

    steps: Mapping[str, Offset] = field(default_factory=dict)
    reminders: tuple[Offset, ...] = ()
    chases: tuple[Offset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    name: str
    home_zone: str
    languages: tuple[str, ...]
    bodies: tuple[Body, ...]
    members: tuple[Member, ...]
    events: tuple[Event, ...] = ()
    floor: Floor = field(default_factory=Floor)
    cycle: Cycle = field(default_factory=Cycle)

    def body(self, of: str) -> Body | None:
        return next((body for body in self.bodies if body.id == of), None)

    def member(self, of: str) -> Member | None:
        return next((member for member in self.members if member.id == of), None)


def titled(titles: Titles, language: str) -> str:
    return titles.get(language) or titles["en"]
