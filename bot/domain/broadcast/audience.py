"""Whom a broadcast is for: plain predicates over what is known of a person, combined as “all of … who …
except …”.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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


NAMED: Mapping[str, Callable[[Candidate], Collection[str]]] = {
    "body": lambda one: one.bodies,
    "role": lambda one: one.person.roles,
    "member": lambda one: (one.person.delegation,),
    "platform": lambda one: one.platforms,
    "language": lambda one: (one.language,),
    "answered": lambda one: one.answered,
    "acknowledged": lambda one: one.acknowledged,
    "address": lambda one: (one.person.email.casefold(),),
}
"""Kind of trait → what a candidate has of it."""


@dataclass(frozen=True, slots=True)
class Left:
    """Not reached, and why, in one of the keys `broadcast-left-…`."""

    candidate: Candidate
    why: str


def has(trait: Trait) -> Predicate:
    """KeyError for a kind that there is not."""
    of = NAMED[trait.kind]
    return lambda one: bool(trait.of) and trait.of in of(one)


def any_of(traits: Iterable[Trait]) -> Predicate:
    """Nobody where there is none."""
    predicates = [has(trait) for trait in traits]
    return lambda one: any(predicate(one) for predicate in predicates)


def included(audience: Audience) -> Predicate:
    """Before anybody is excepted."""
    of, without = any_of(audience.of), any_of(audience.without)
    who = [any_of(group) for group in audience.who]
    everybody = not audience.of

    def meant(one: Candidate) -> bool:
        return (everybody or of(one)) and all(group(one) for group in who) and not without(one)

    return meant


def chosen(audience: Audience, candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Each person once, in the order given."""
    meant, excepted = included(audience), any_of(audience.exclude)
    found = {one.person.id: one for one in candidates if meant(one) and not excepted(one)}
    return tuple(found.values())


def left_out(audience: Audience, candidates: Iterable[Candidate]) -> Sequence[Left]:
    """Of those it is for: who is excepted, and who cannot be written to anywhere."""
    everybody = tuple(candidates)
    excepted = any_of(audience.exclude)
    out = [
        Left(one, "broadcast-left-excepted") for one in everybody if included(audience)(one) and excepted(one)
    ]
    lost = [
        Left(one, "broadcast-left-no-address") for one in chosen(audience, everybody) if not one.platforms
    ]
    return (*lost, *out)


def traits(audience: Audience) -> Iterator[Trait]:
    """All that it is made of."""
    yield from audience.of
    for group in audience.who:
        yield from group
    yield from audience.without
    yield from audience.exclude
