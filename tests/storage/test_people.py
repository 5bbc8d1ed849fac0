"""Who is who, and in which role today."""

from datetime import UTC, date, datetime

from bot.cards import say
from bot.chat import Address
from bot.dialog import To
from bot.domain.people import Assignment, Person, Role
from storage.database import Database

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
SLACK = Address("slack", "T1/U1")
TEAMS = Address("teams", "tenant/aad")


async def test_a_person_comes_with_the_roles_in_force(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana", name="Ana"), SLACK, TEAMS)
        for role, until in ((Role.FOCAL_POINT, date(2022, 3, 24)), (Role.ADVISER, date(2022, 3, 23))):
            await unit.people.assign(
                Assignment(id=role, person="ana", role=role, delegation="FJI", agency="MFA", until=until)
            )
        await unit.commit()
    async with database.reading() as unit:
        ana = await unit.people.at(SLACK, now=NOW)
        assert ana == await unit.people.at(TEAMS, now=NOW) == await unit.people.by_id("ana", now=NOW)
        assert ana
        assert (ana.roles, ana.delegation, ana.agency) == ({Role.FOCAL_POINT}, "FJI", "MFA")
        assert await unit.people.at(Address("slack", "T2/U1"), now=NOW) is None
