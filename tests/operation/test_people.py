"""The focal points list goes in and out as a file, whole or not at all; a code is made for somebody on it."""

from bot.chat import Address
from bot.domain.history import Status
from bot.domain.people import Role
from bot.people_csv import rows_of, written
from bot.people_list import Imported, export_people, import_people, issue_code
from bot.people_rows import Faulty, Known, Row
from tests.worlds import World

HEADER = "country,name,role,agency,email,language,time_zone,bodies,teams,slack,from,until,leave_until"
ANA = "Fiji,Ana Waqa,focal point,MFA,ana@mfa.gov.fj,en,Pacific/Fiji,network,t-1/a-1,T1/U1,,,"
ANA_TOO = "Fiji,Ana Waqa,adviser,MFA,ana@mfa.gov.fj,,,network,,,2022-01-01,2022-12-31,"
SEC = ",Kanya,secretariat,ESCAP,kanya@un.org,en,Asia/Bangkok,,,T1/U2,,,"
OBSERVER = "undp,Jo Li,observer,UNDP,jo@undp.org,,,dg-forum,,,,,2022-04-01"


def known() -> Known:
    names = {"fiji": "FJI", "fji": "FJI", "tha": "THA", "undp": "undp"}
    return Known(
        delegation=lambda typed: names.get(typed.casefold()),
        bodies=frozenset({"network", "dg-forum"}),
        languages=frozenset({"en", "fr"}),
        zones=frozenset({"Asia/Bangkok", "Pacific/Fiji"}),
    )


def rows(*lines: str) -> list[Row]:
    found = rows_of("\n".join((HEADER, *lines)).encode(), known())
    assert not isinstance(found, Faulty), found
    return found


async def imported(world: World, *lines: str, dry_run: bool = False) -> Imported | Faulty:
    return await import_people(
        world.database.unit, rows(*lines), now=world.now, fresh=world.fresh, dry_run=dry_run
    )


async def exported(world: World) -> bytes:
    return written(await export_people(world.database.unit))


async def test_a_list_comes_in_with_roles_accounts_and_memberships(world: World) -> None:
    done = await imported(world, ANA, ANA_TOO, SEC, OBSERVER)
    assert done == Imported(people=3, roles=4, accounts=3, memberships=2)
    async with world.database.reading() as unit:
        ana = await unit.people.at(Address("slack", "T1/U1"), now=world.now)
        assert ana
        assert ana == await unit.people.at(Address("teams", "t-1/a-1"), now=world.now)
        assert (ana.roles, ana.delegation) == (frozenset({Role.FOCAL_POINT, Role.ADVISER}), "FJI")
        [member] = await unit.interests.of_delegation("FJI")
        assert (member.body, member.status, member.statement.agency) == ("network", Status.ACCEPTED, "MFA")
        [observer] = await unit.interests.of_delegation("undp")
        assert observer.statement.capacity == "observer"


async def test_importing_again_changes_nothing(world: World) -> None:
    await imported(world, ANA, ANA_TOO, SEC, OBSERVER)
    before = await exported(world)
    assert await imported(world, ANA, ANA_TOO, SEC, OBSERVER) == Imported()
    assert await exported(world) == before


async def test_an_export_comes_in_equal(world: World) -> None:
    await imported(world, ANA, ANA_TOO, SEC, OBSERVER)
    before = await exported(world)
    found = rows_of(before, known())
    assert not isinstance(found, Faulty)
    assert len(found) == 4
    done = await import_people(world.database.unit, found, now=world.now, fresh=world.fresh)
    assert done == Imported()
    assert await exported(world) == before


async def test_a_changed_row_changes_the_role_and_what_is_left_empty_stays(world: World) -> None:
    await imported(world, ANA)
    changed = (
        ANA.replace(",MFA,", ",Ministry,")
        .replace(",en,Pacific/Fiji,", ",,,")
        .replace("T1/U1,,", "T1/U1,,2022-12-31")
    )
    assert await imported(world, changed) == Imported(roles=1)
    [row] = await export_people(world.database.unit)
    assert (row.assignment.agency, str(row.assignment.until)) == ("Ministry", "2022-12-31")
    assert (row.language, row.time_zone) == ("en", "Pacific/Fiji")


async def test_a_dry_run_keeps_nothing(world: World) -> None:
    assert await imported(world, ANA, dry_run=True) == Imported(people=1, roles=1, accounts=2, memberships=1)
    assert await export_people(world.database.unit) == []


async def test_one_row_that_does_not_fit_the_list_keeps_out_all(world: World) -> None:
    await imported(world, ANA)
    elsewhere = ANA.replace("Fiji,", "THA,", 1).replace("t-1/a-1,T1/U1", ",")
    taken = SEC.replace("T1/U2", "T1/U1")
    found = await imported(world, OBSERVER, elsewhere, taken)
    assert isinstance(found, Faulty)
    assert [str(fault) for fault in found.faults] == [
        "row 3, country: is another than on the list; a person acts for one delegation at a time",
        "row 4, slack: “T1/U1” is bound to ana@mfa.gov.fj on the list",
    ]
    assert len(await export_people(world.database.unit)) == 1


async def test_an_account_that_asked_before_it_was_listed_brings_its_chat_along(world: World) -> None:
    new = world.stranger("new")
    assert "You are not on the list" in await new.say("hello")
    async with world.database.unit() as unit:
        found = await unit.people.at(Address("test", "new"), now=world.now)
        assert found
        await unit.focal_points.bind("slack", "T1/U1", found.id)
        await unit.commit()
    await imported(world, ANA)
    assert "Submit a need" in await new.say("menu")


async def test_a_waiting_interest_of_a_listed_member_is_accepted(world: World) -> None:
    await imported(world, ANA.replace(",network,", ",,").replace("t-1/a-1,T1/U1", ","))
    async with world.database.unit() as unit:
        await unit.people.bind(Address("test", "ana"), (await unit.focal_points.all())[0].person.id)
        await unit.commit()
    ana = world.stranger("ana")
    await ana.says("register interest", "1", "provider", "skip all")
    assert await imported(world, ANA) == Imported(accounts=2, memberships=1)


async def test_a_code_is_made_for_who_is_on_the_list_alone(world: World) -> None:
    await imported(world, ANA)
    issued = await issue_code(world.database.unit, " ANA@mfa.gov.fj", now=world.now, chance=bytes)
    assert issued
    assert (issued.code, issued.name) == ("0000-0000-0000-0000", "Ana Waqa")
    for email in ("ben@mfa.gov.fj", "", "nonsense"):
        assert await issue_code(world.database.unit, email, now=world.now, chance=bytes) is None
