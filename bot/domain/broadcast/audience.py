"""Whom a broadcast is for: plain predicates over what is known of a person, combined as “all of … who …
except …”.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on the list. `bodies`: ids of those their delegation takes part in; `platforms`: where they
    can be written to, `email` among them; `answered` and `acknowledged`: names of what they or their
    delegation have answered (`interest:BODY`), references of broadcasts they have acknowledged.
    """

    person: Person
    bodies: frozenset[str] = field(default_factory=frozenset)
    platforms: frozenset[str] = field(default_factory=frozenset)
    answered: frozenset[str] = field(default_factory=frozenset)
    acknowledged: frozenset[str] = field(default_factory=frozenset)
    language: str = "en"


Predicate = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A predicate by name with what it is asked about, such as `body` of `network`, `role` of `observer`,
    `member` of `FJI`, `platform`, `language`, `answered`, `acknowledged`, `address`.
    """

    kind: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """All of `of` (any of these; everybody where there is none) who pass each group of `who` (any of a group;
    `without`: who do not) except those who pass any of `exclude`.
    """

    of: tuple[Trait, ...] = ()
    who: tuple[tuple[Trait, ...], ...] = ()
    without: tuple[Trait, ...] = ()
    exclude: tuple[Trait, ...] = ()
