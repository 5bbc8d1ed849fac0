"""What a broadcast is measured against now: whom it would go to, what can be named, what fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.broadcast.audience import Candidate, Left, chosen, left_out
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.faults import Scene, faults
from bot.domain.broadcast.known import Known
from bot.domain.people import Refused, Role
from bot.ports import Reading
from dialogs.broadcast.limits import LIMITS
from dialogs.broadcast.traits import INTEREST

PLATFORMS = ("teams", "slack", "email", "playground")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`chosen`: whom it would go to; `left`: who would not get it, with why; `secretariat`: ids."""

    chosen: Sequence[Candidate]
    left: Sequence[Left]
    faults: Sequence[Refused]
    secretariat: frozenset[str]


async def measured(one: Broadcast, reading: Reading) -> Measured:
    people = await reading.broadcasts.candidates(one.audience)
    audience = chosen(one.audience, people)
    scene = Scene(
        now=reading.now,
        home=reading.network.home_zone,
        chosen=audience,
        known=await known(people, reading),
        limits=LIMITS,
    )
    return Measured(
        chosen=audience,
        left=left_out(one.audience, people),
        faults=faults(one, scene),
        secretariat=frozenset(each.person.id for each in people if Role.SECRETARIAT in each.person.roles),
    )


async def known(people: Sequence[Candidate], reading: Reading) -> Known:
    """All that an audience can name."""
    network = reading.network
    bodies = [body.id for body in network.bodies]
    return {
        "body": bodies,
        "role": frozenset(Role),
        "member": frozenset(one.person.delegation for one in people),
        "platform": PLATFORMS,
        "language": network.languages,
        "answered": [f"{INTEREST}{body}" for body in bodies],
        "acknowledged": await reading.broadcasts.references(acknowledged=True),
        "address": frozenset(one.person.email.casefold() for one in people if one.person.email),
    }
