"""Who is who, and in which role today."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from bot.cards import say
from bot.chat import Address
from bot.dialog import To
from bot.domain.people import DELEGATES, Assignment, Person, Role
from storage.database import Database
from tests.storage.statements import counted

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
SLACK = Address("slack", "T1/U1")
TEAMS = Address("teams", "tenant/aad")
NEWS = say("menu-card")


async def test_a_person_comes_with_the_roles_in_force_in_one_query(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana", name="Ana"), SLACK, TEAMS)
        for role, until in ((Role.FOCAL_POINT, date(2022, 3, 24)), (Role.ADVISER, date(2022, 3, 23))):
            await unit.focal_points.assign(
                Assignment(id=role, person="ana", role=role, delegation="FJI", agency="MFA", until=until)
            )
        await unit.commit()
    async with database.reading() as unit:
        with counted(database.reader) as statements:
            ana = await unit.people.at(SLACK, now=NOW)
        assert ana == await unit.people.at(TEAMS, now=NOW) == await unit.people.by_id("ana", now=NOW)
        assert ana == Person(
            id="ana", name="Ana", roles=frozenset({Role.FOCAL_POINT}), delegation="FJI", agency="MFA"
        )
        assert len(statements) == 1
        assert await unit.people.at(Address("slack", "T2/U1"), now=NOW) is None
        assert await unit.people.by_id("gone", now=NOW) == Person(id="gone")


async def test_a_role_ends_at_midnight_where_the_network_is_at_home(database: Database) -> None:
    midnight = datetime(2022, 3, 24, 17, tzinfo=UTC)
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"), SLACK)
        await unit.focal_points.assign(
            Assignment(id="1", person="ana", role=Role.ADVISER, delegation="FJI", until=date(2022, 3, 24))
        )
        before = await unit.people.at(SLACK, now=midnight - timedelta(microseconds=1))
        after = await unit.people.at(SLACK, now=midnight)
    assert before
    assert after
    assert (before.roles, after.roles) == (frozenset({Role.ADVISER}), frozenset())
    assert after.delegation == ""


async def test_a_notice_finds_those_of_a_role_of_a_delegation_or_one_person(database: Database) -> None:
    async with database.unit() as unit:
        for name, role, delegation in (
            ("ana", Role.FOCAL_POINT, "FJI"),
            ("ben", Role.ALTERNATE, "FJI"),
            ("mei", Role.FOCAL_POINT, "MYS"),
            ("sec", Role.SECRETARIAT, ""),
        ):
            await unit.people.add(Person(id=name, roles=frozenset({role}), delegation=delegation))
        people = unit.people
        assert await people.whom(To(what=NEWS, roles=DELEGATES), now=NOW) == ["ana", "ben", "mei"]
        assert await people.whom(To(what=NEWS, delegation="FJI"), now=NOW) == ["ana", "ben"]
        both = To(what=NEWS, roles=frozenset({Role.FOCAL_POINT}), delegation="FJI", person="sec")
        assert await people.whom(both, now=NOW) == ["ana", "sec"]
        assert await people.whom(To(what=NEWS, person="mei"), now=NOW) == ["mei"]
        assert await people.whom(To(what=NEWS), now=NOW) == []


async def test_an_account_never_seen_becomes_one_person_however_often_it_knocks(database: Database) -> None:
    async def knocking(fresh: str) -> str:
        async with database.unit() as unit:
            person = await unit.people.at(SLACK, now=NOW) or await unit.people.meet(SLACK, fresh, now=NOW)
            await unit.commit()
            return person.id

    met = await asyncio.gather(*(knocking(f"p{number}") for number in range(4)))
    assert len(set(met)) == 1
    async with database.reading() as unit:
        assert await unit.people.at(SLACK, now=NOW) == Person(id=met[0])
        assert [await unit.reading.name_of(name) for name in ("p0", "nobody")] == ["", ""]


async def test_what_a_person_sets_is_kept_and_an_account_moves_to_its_owner(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana", name="Ana"), SLACK)
        await unit.people.add(Person(id="stranger"), TEAMS)
        await unit.focal_points.save(
            Person(id="ana", name="Ana", language="fr", quiet_from=21, reach="teams")
        )
        await unit.people.speaks("ana", "fr-CA")
        await unit.people.bind(TEAMS, "ana")
        await unit.commit()
    async with database.reading() as unit:
        known = Person(id="ana", name="Ana", language="fr", quiet_from=21, reach="teams", locale="fr-CA")
        assert await unit.people.at(TEAMS, now=NOW) == known
        assert await unit.reading.name_of("ana") == "Ana"
