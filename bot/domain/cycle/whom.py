"""Who each touch is for: those it concerns, only the silent when it chases, and who stands in for whom."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.cycle.due import Reader
from bot.domain.cycle.task import Task
from bot.domain.cycle.touch import Series, Touch
from bot.domain.network import Body, MemberKind, Network
from bot.domain.people import DELEGATES, FOR_NO_DELEGATION, Person, Role
from bot.domain.taking_part import takes_part
from bot.domain.zones import zone_of

CHASES = frozenset({Series.CHASE, Series.SURVEY_CHASE})
FOR_THOSE_WHO_COME = frozenset({Task.REGISTRATION, Task.SUPPORT, Task.STATEMENTS, Task.SURVEY})
"""Of these a delegation that has declined hears no more; it may still comment, propose and be consulted."""
BOTH_FROM, CALLED_AT = 2, 3
"""The chase from which alternates hear too, and the one at which the secretariat gets its call list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Of one task, by delegation. `handed`: the id of the colleague who is to answer instead; `concerns`: the
    only delegations that are asked, None for all of the body.
    """

    answered: Collection[str] = ()
    handed: Mapping[str, str] = field(default_factory=dict)
    concerns: Collection[str] | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A body as it is on a day. `zone`: whose clocks count where nobody knows better; `people`: all who act;
    `accepted`: delegations with an accepted interest; `declined`: those that do not come to the meeting;
    `away`: ids of people who are on leave.
    """

    body: Body
    network: Network
    zone: str
    people: Sequence[Person]
    accepted: Collection[str] = ()
    declined: Collection[str] = ()
    away: Collection[str] = ()
    said: Mapping[Task, Said] = field(default_factory=dict)

    def of(self, task: Task | None) -> Said:
        return self.said.get(task, NOTHING_SAID) if task else NOTHING_SAID


def whom(touch: Touch, circle: Circle) -> Iterator[Reader]:
    """In the order of the list; nobody twice."""
    for person in chosen(touch, circle):
        zone = zone_of(person.time_zone, person.delegation, circle.zone)
        yield Reader(person=person, zone=zone, country=person.delegation)


def chosen(touch: Touch, circle: Circle) -> Sequence[Person]:
    match touch.series:
        case Series.REMINDER:
            return [one for one in circle.people if reminded(one, circle)]
        case Series.STEP:
            return [one for one in circle.people if Role.SECRETARIAT in one.roles]
        case _:
            found = {one.id for code in asked(touch, circle) for one in answering(code, touch, circle)}
            return [one for one in circle.people if one.id in found]


def reminded(person: Person, circle: Circle) -> bool:
    return concerned(person, circle) and person.delegation not in circle.declined


def concerned(person: Person, circle: Circle) -> bool:
    """Who takes part, and those who run it."""
    if person.roles & FOR_NO_DELEGATION:
        return True
    return bool(person.roles) and takes_part(person.delegation, circle.body, circle.network, circle.accepted)


def asked(touch: Touch, circle: Circle) -> Iterator[str]:
    """Delegations, in the network's order; whoever has answered is not asked, and not chased, again."""
    said = circle.of(touch.task)
    done = {*said.answered, *(circle.declined if touch.task in FOR_THOSE_WHO_COME else ())}
    for code in delegations(circle):
        if code not in done and (said.concerns is None or code in said.concerns):
            yield code


def delegations(circle: Circle) -> Iterator[str]:
    """Those of the body: members whether or not anybody is on the list for them, others with a delegate."""
    present = {one.delegation for one in circle.people if one.is_delegate}
    for member in circle.network.members:
        expected = member.kind in {MemberKind.MEMBER, MemberKind.ASSOCIATE} or member.id in present
        if expected and takes_part(member.id, circle.body, circle.network, circle.accepted):
            yield member.id


def answering(code: str, touch: Touch, circle: Circle) -> Sequence[Person]:
    """The colleague it was handed to, while that one acts for the delegation and is there; else by office."""
    of_it = [one for one in circle.people if one.delegation == code and one.roles & DELEGATES]
    there = [one for one in of_it if one.id not in circle.away]
    colleague = circle.of(touch.task).handed.get(code)
    if found := [one for one in there if one.id == colleague]:
        return found
    focal_points, alternates = holding(Role.FOCAL_POINT, there), holding(Role.ALTERNATE, there)
    if touch.series in CHASES and touch.number >= BOTH_FROM and (focal_points or alternates):
        return [*focal_points, *alternates]
    in_turn = (focal_points, alternates, holding(Role.DIRECTOR_GENERAL, there))
    return next((found for found in in_turn if found), holding(Role.FOCAL_POINT, of_it))


def holding(role: Role, people: Sequence[Person]) -> Sequence[Person]:
    return [one for one in people if role in one.roles]


def call_list(touch: Touch, circle: Circle) -> Sequence[str]:
    """Delegations that the secretariat is to call, with the third chase and with no other touch."""
    if touch.series not in CHASES or touch.number != CALLED_AT:
        return ()
    return [*asked(touch, circle)]
