"""Who can be chosen: everybody with a role in force, and what is known of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.chat import Address
from bot.domain.broadcast.audience import Audience, Candidate, Trait
from bot.domain.delivery.state import State
from bot.domain.history import Change, Status
from bot.domain.interest import Capacity, Interest, Statement
from bot.domain.network import Body, BodyKind, Member, MemberKind
from bot.domain.people import Assignment, Person, Role
from storage.database import Database
from tests.databases import NETWORK
from tests.storage.broadcast_rig import NOW, Rig, become
from tests.storage.statements import counted

MAIN = "NB-2026-001"
network = replace(
    NETWORK,
    languages=("en", "fr", "zh"),
    bodies=(
        Body(id="network", kind=BodyKind.NETWORK, title={"en": "Network"}),
        Body(id="theme", kind=BodyKind.WORKING_GROUP, title={"en": "Theme"}, proposed=("FJI",)),
    ),
    members=tuple(Member(id=one, kind=MemberKind.MEMBER) for one in ("FJI", "THA", "IDN")),
)


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(replace(database, network=network, clock=lambda: NOW, by_mail=True))


async def people(rig: Rig, *listed: Person) -> None:
    async with rig.database.unit() as unit:
        for one in listed:
            await unit.people.add(one)
        await unit.commit()


async def candidates(rig: Rig, about: Audience | None = None) -> dict[str, Candidate]:
    async with rig.database.reading() as unit:
        return {one.person.id: one for one in await unit.reading.broadcasts.candidates(about)}


def delegate(of: str, delegation: str = "FJI") -> Person:
    return Person(id=of, name=of.title(), roles=frozenset({Role.FOCAL_POINT}), delegation=delegation)


async def test_they_come_by_delegation_and_name_with_the_roles_in_force(rig: Rig) -> None:
    await people(rig, delegate("zoe"), delegate("ana", "THA"), delegate("ben"))
    async with rig.database.unit() as unit:
        for of, since, until in (("old", None, date(2026, 3, 23)), ("new", date(2026, 3, 25), None)):
            await unit.people.add(Person(id=of))
            role = Assignment(id=of, person=of, role=Role.ADVISER, delegation="FJI", since=since, until=until)
            await unit.focal_points.assign(role)
        await unit.people.add(Person(id="stranger"))
        await unit.commit()
    found = await candidates(rig)
    assert [*found] == ["ben", "zoe", "ana"]
    assert found["ana"].person.roles == {Role.FOCAL_POINT}


async def test_a_role_begins_at_midnight_of_the_network(rig: Rig) -> None:
    late = datetime(2026, 3, 24, 18, 0, tzinfo=UTC)
    async with rig.database.unit() as unit:
        await unit.people.add(Person(id="new"))
        role = Assignment(
            id="new", person="new", role=Role.ADVISER, delegation="FJI", since=date(2026, 3, 25)
        )
        await unit.focal_points.assign(role)
        await unit.commit()
    assert [*await candidates(rig)] == []
    rig.database.clock = lambda: late
    assert [*await candidates(rig)] == ["new"]


async def test_they_can_be_written_to_where_they_were_met_are_known_or_have_an_address(rig: Rig) -> None:
    await people(rig, replace(delegate("ana"), email="ana@example.org"), delegate("ben"), delegate("cho"))
    async with rig.database.unit() as unit:
        await unit.conversations.of("ana", Address("teams", "chat"))
        await unit.conversations.of("ana", Address("teams", "another"))
        await unit.people.bind(Address("slack", "T1/U1"), "ben")
        await unit.commit()
    found = await candidates(rig)
    assert {of: set(one.platforms) for of, one in found.items()} == {
        "ana": {"teams", "email"},
        "ben": {"slack"},
        "cho": set(),
    }
    rig.database.by_mail = False
    assert (await candidates(rig))["ana"].platforms == {"teams"}


async def test_bodies_and_answers_are_those_of_the_delegation(rig: Rig) -> None:
    await people(rig, delegate("ana"), delegate("ben"), delegate("cho", "THA"), delegate("dee", "IDN"))
    async with rig.database.unit() as unit:
        for owner, status in (("THA", Status.ACCEPTED), ("IDN", Status.WITHDRAWN), ("FJI", Status.DECLINED)):
            history = (Change(Status.SUBMITTED, "ana", NOW), Change(status, "ana", NOW))
            said = Statement(capacity=Capacity.PROVIDER, sectors=(), agency="")
            await unit.interests.add(
                Interest(id=owner, owner=owner, body="theme", statement=said, history=history)
            )
        await unit.commit()
    found = await candidates(rig)
    assert {of: set(one.bodies) for of, one in found.items()} == {
        "ana": {"network", "theme"},
        "ben": {"network", "theme"},
        "cho": {"network", "theme"},
        "dee": {"network"},
    }
    answered = {of: set(one.answered) for of, one in found.items()}
    assert answered == {
        "ana": {"interest:theme"},
        "ben": {"interest:theme"},
        "cho": {"interest:theme"},
        "dee": set(),
    }


async def test_what_they_have_acknowledged_is_known_by_reference(rig: Rig) -> None:
    await people(rig, delegate("ana"), delegate("ben"))
    await rig.sent_to("ana", "ben")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], State.SENT, acked_at=NOW)
        await unit.commit()
    of_it, of_another = Trait(kind="acknowledged", of=MAIN), Trait(kind="acknowledged", of="NB-2026-002")
    for about in (Audience(without=(of_it,)), Audience(who=((of_another, of_it),))):
        found = await candidates(rig, about)
        assert {of: set(one.acknowledged) for of, one in found.items()} == {"ana": {MAIN}, "ben": set()}
    assert not any(one.acknowledged for one in (await candidates(rig)).values())


async def test_their_language_is_the_chosen_one_else_their_clients(rig: Rig) -> None:
    await people(
        rig,
        replace(delegate("ana"), language="fr", locale="zh-Hans"),
        replace(delegate("ben"), locale="zh-Hans-CN"),
        replace(delegate("cho"), locale="pt_BR"),
    )
    found = await candidates(rig)
    assert {of: one.language for of, one in found.items()} == {"ana": "fr", "ben": "zh", "cho": "en"}


async def test_they_are_found_by_few_queries(rig: Rig) -> None:
    await people(rig, *(delegate(f"p{one}") for one in range(30)))
    with counted(rig.database.reader) as statements:
        assert len(await candidates(rig)) == 30
    assert len(statements) == 3
