"""A broadcast that is on its way to people who fare differently."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.broadcast.broadcast import Broadcast, Text, Version
from bot.domain.broadcast.life import Look, approved, begun, corrected, requested
from bot.domain.delivery.state import State
from bot.domain.people import Refused
from bot.ports_broadcasts import Planned
from tests.storage.broadcast_rig import become, mark
from tests.worlds import World

REFERENCE = "NB-2022-001"
TEXTS = {
    "en": Text(subject="Forum <moved>", body="It begins at nine."),
    "fr": Text(subject="Forum déplacé", body="Il commence à neuf heures."),
}
FATES: Mapping[str, Mapping[str, object]] = {
    "failed": {"state": State.FAILED, "by": "teams", "cause": "blocked"},
    "unmailed": {"state": State.FAILED, "by": "email", "cause": "no-mailbox", "first_cause": "blocked"},
    "mailed": {"state": State.SENT, "by": "email", "second": True, "first_cause": "not-installed"},
    "throttled": {"state": State.RETRY, "by": "slack", "cause": "rate-limited", "attempt": 3},
    "parked": {"state": State.PARKED, "by": "teams", "cause": "uncertain"},
    "uncertain": {"state": State.UNCERTAIN, "by": "slack", "cause": "uncertain"},
    "repeated": {"state": State.SENT, "by": "teams", "repeat": True},
    "sent": {"state": State.SENT, "by": "slack"},
}
"""By the name of the person, what becomes of the message."""


async def drafted(world: World, *, needs_ack: bool = True) -> Broadcast:
    first = Version(number=1, texts=TEXTS, fallback="en", by="ana", at=world.now)
    new = replace(begun("b1", version=first, by="ana"), needs_ack=needs_ack)
    async with world.database.unit() as unit:
        kept = await unit.broadcasts.begun(new, year=2022)
        await unit.commit()
    return kept


async def sent_to(world: World, people: Sequence[str], *, needs_ack: bool = True) -> Broadcast:
    """Approved and planned, not sent yet."""
    going = agreed(world, await drafted(world, needs_ack=needs_ack))
    async with world.database.unit() as unit:
        await unit.broadcasts.locked(going.id)
        await unit.broadcasts.save(going)
        planned = (Planned(person=one, due_at=world.now) for one in people)
        await unit.broadcasts.plan(going, planned, now=world.now)
        await unit.commit()
    return going


def agreed(world: World, of: Broadcast) -> Broadcast:
    """Asked for by its author, approved by somebody else."""
    asked = requested(of, (), {"ana", "lee"}, by="ana", at=world.now)
    assert not isinstance(asked, Refused), asked
    going = approved(asked, Look(asked.version, world.now), (), by="lee", at=world.now)
    assert not isinstance(going, Refused), going
    return going


async def corrects(world: World, was: Broadcast) -> None:
    texts = {"en": Text(subject="Forum moved again", body="It begins at ten.")}
    changed = corrected(was, texts, "en", by="ana", at=world.now)
    assert not isinstance(changed, Refused), changed
    going = agreed(world, changed)
    async with world.database.unit() as unit:
        await unit.broadcasts.locked(going.id)
        await unit.broadcasts.save(going)
        await unit.broadcasts.correct(going, now=world.now)
        await unit.commit()


async def fares(world: World, person: str) -> None:
    """As `FATES` has it for the name that this one's begins with."""
    values = dict(FATES[person.partition("-")[0]])
    state, by = State(str(values.pop("state"))), str(values.pop("by"))
    async with world.database.unit() as unit:
        await mark(unit, REFERENCE, [person], state, by)
        await become(unit, REFERENCE, [person], state, **values)
        await unit.commit()


async def acknowledges(world: World, person: str) -> None:
    world.now += timedelta(minutes=1)
    async with world.database.unit() as unit:
        assert await unit.broadcasts.acknowledge("b1", person, at=world.now)
        await unit.commit()
