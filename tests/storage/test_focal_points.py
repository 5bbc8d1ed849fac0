"""The focal points list, requests and codes, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.chat import Address
from bot.dialog import Draft
from bot.domain.admission import Admission, Decision, Tries, new_code
from bot.domain.people import Assignment, Person, Role
from storage.database import Database

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
SLACK, TEAMS = Address("slack", "T1/U1"), Address("teams", "tenant/aad")
CHAT = Address("slack", "T1/D1")


def asked(of: str, person: str = "stranger", minutes: int = 0) -> Admission:
    return Admission(
        id=of,
        person=person,
        name="Ana",
        role=Role.FOCAL_POINT,
        delegation="FJI",
        agency="MFA",
        email="ana@mfa.gov.fj",
        comment="",
        asked_at=NOW + timedelta(minutes=minutes),
    )


async def listed(database: Database, *names: str, delegation: str = "FJI") -> None:
    async with database.unit() as unit:
        for name in names:
            assert await unit.focal_points.add(Person(id=name, name=name.title(), email=f"{name}@mfa.gov.fj"))
            role = Assignment(
                id=f"r-{name}", person=name, role=Role.ADVISER, delegation=delegation, agency="MFA"
            )
            await unit.focal_points.assign(role)
        await unit.commit()


async def test_somebody_is_listed_with_all_roles_and_accounts(database: Database) -> None:
    await listed(database, "ana")
    past = Assignment(id="old", person="ana", role=Role.ADVISER, delegation="FJI", until=date(2021, 1, 1))
    async with database.unit() as unit:
        await unit.focal_points.assign(past)
        await unit.focal_points.bind("slack", "T1/U1", "ana")
        await unit.commit()
    async with database.reading() as unit:
        ana = await unit.focal_points.by_email("ana@mfa.gov.fj")
        assert ana
        assert ana == await unit.focal_points.get("ana") == await unit.focal_points.holding("old")
        assert ana == await unit.focal_points.bound("slack", "T1/U1")
        assert {role.id for role in ana.roles} == {"old", "r-ana"}
        assert ana.accounts == (("slack", "T1/U1"),)
        assert await unit.focal_points.by_email("") is None
        assert await unit.focal_points.get("ben") is None


async def test_two_people_never_share_an_email(database: Database) -> None:
    await listed(database, "ana")
    async with database.unit() as unit:
        assert not await unit.focal_points.add(Person(id="other", email="ana@mfa.gov.fj"))
        assert await unit.focal_points.add(Person(id="one"))
        assert await unit.focal_points.add(Person(id="two"))
        await unit.commit()


async def test_the_list_comes_in_pages_and_holds_only_who_has_a_role(database: Database) -> None:
    await listed(database, "ana", "ben", "cat")
    await listed(database, "mei", delegation="THA")
    async with database.unit() as unit:
        await unit.people.meet(SLACK, "stranger", now=NOW)
        await unit.commit()
    async with database.reading() as unit:
        first, more = await unit.focal_points.page("", 1, 3)
        rest, none = await unit.focal_points.page("", 2, 3)
        assert [[one.person.id for one in page] for page in (first, rest)] == [["ana", "ben", "cat"], ["mei"]]
        assert (more, none) == (True, False)
        assert [one.person.id for one in await unit.focal_points.all()] == ["ana", "ben", "cat", "mei"]


async def test_a_search_takes_words_as_they_stand(database: Database) -> None:
    await listed(database, "ana", "ben")
    await listed(database, "mei", delegation="THA")
    async with database.reading() as unit:
        for words, expected in (
            ("THA", ["mei"]),
            ("AN", ["ana"]),
            ("mfa ben", ["ben"]),
            ("BEN@MFA", ["ben"]),
            ("%", []),
            ("a_a", []),
        ):
            found, _ = await unit.focal_points.page(words, 1, 9)
            assert [one.person.id for one in found] == expected, words


async def test_a_stranger_becomes_the_listed_person_with_account_and_chat(database: Database) -> None:
    await listed(database, "ana")
    async with database.unit() as unit:
        await unit.people.meet(SLACK, "stranger", now=NOW)
        here = await unit.conversations.of("stranger", CHAT)
        await unit.conversations.save(replace(here, draft="d", asked="code"))
        await unit.drafts.add(
            Draft(
                id="d", form="f", owner="person:stranger", holder="stranger", given={"name": "A"}, used_at=NOW
            )
        )
        await unit.codes.tried(Tries(person="stranger", count=1, since=NOW))
        await unit.focal_points.join("stranger", "ana")
        await unit.commit()
    async with database.unit() as unit:
        found = await unit.people.at(SLACK, now=NOW)
        assert found
        assert (found.id, found.roles) == ("ana", frozenset({Role.ADVISER}))
        assert await unit.conversations.newest_place("ana") == CHAT
        assert (await unit.conversations.of("ana", CHAT)).draft is None
        assert await unit.focal_points.get("stranger") is None
        kept = await unit.drafts.get("d")
        assert kept
        assert dict(kept[0].given) == {}


async def test_who_was_listed_stays_in_the_records_when_they_prove_to_be_another(database: Database) -> None:
    await listed(database, "ana", "ana2")
    async with database.unit() as unit:
        await unit.focal_points.bind("slack", "T1/U1", "ana2")
        await unit.focal_points.join("ana2", "ana")
        await unit.commit()
    async with database.reading() as unit:
        before = await unit.focal_points.get("ana2")
        assert before
        assert (before.accounts, len(before.roles)) == ((), 1)


async def test_what_a_person_met_twice_at_one_place_was_doing_is_forgotten(database: Database) -> None:
    await listed(database, "ana")
    async with database.unit() as unit:
        await unit.people.meet(SLACK, "stranger", now=NOW)
        for person in ("ana", "stranger"):
            await unit.conversations.of(person, CHAT)
        await unit.focal_points.join("stranger", "ana")
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.conversations.newest_place("ana") == CHAT


async def test_changes_of_a_role_are_kept(database: Database) -> None:
    await listed(database, "ana")
    async with database.unit() as unit:
        ana = await unit.focal_points.locked("ana")
        assert ana
        ended = ana.roles[0].ended(on=date(2022, 3, 24))
        assert isinstance(ended, Assignment)
        await unit.focal_points.change(ended)
        await unit.focal_points.save(replace(ana.person, language="fr"))
        await unit.commit()
    async with database.reading() as unit:
        after = await unit.focal_points.get("ana")
        assert after
        assert (after.roles, after.person.language) == ((ended,), "fr")
        assert (await unit.people.by_id("ana", now=NOW)).roles == frozenset()


async def test_requests_wait_in_their_order_and_are_decided(database: Database) -> None:
    async with database.unit() as unit:
        for of, minutes in (("2", 2), ("1", 1), ("3", 3)):
            await unit.admissions.add(asked(of, minutes=minutes))
        await unit.commit()
    async with database.unit() as unit:
        first = await unit.admissions.locked("1")
        assert first == asked("1", minutes=1)
        declined = first.declined(by="sec", at=NOW, reason="No.")
        assert isinstance(declined, Admission)
        await unit.admissions.save(declined)
        await unit.commit()
    async with database.reading() as unit:
        waiting, more = await unit.admissions.waiting(1, 1)
        assert ([one.id for one in waiting], more) == (["2"], True)
        assert await unit.admissions.get("1") == declined
        newest = await unit.admissions.of_person("stranger")
        assert newest
        assert (newest.id, newest.decision) == ("3", Decision.WAITING)
        assert await unit.reading.owner("admission", "1") == "person:stranger"


async def test_a_new_code_replaces_the_earlier_one(database: Database) -> None:
    await listed(database, "ana")
    first, second = new_code("ana", "AAAA", at=NOW), new_code("ana", "BBBB", at=NOW)
    async with database.unit() as unit:
        await unit.codes.issue(first)
        await unit.codes.issue(second)
        await unit.commit()
    async with database.unit() as unit:
        assert await unit.codes.locked(first.digest) is None
        assert await unit.codes.locked(second.digest) == second


async def test_one_code_typed_by_two_accounts_at_once_lets_one_in(database: Database) -> None:
    await listed(database, "ana")
    code = new_code("ana", "AAAA", at=NOW)
    async with database.unit() as unit:
        await unit.codes.issue(code)
        for number in range(2):
            await unit.people.meet(Address("slack", f"T1/U{number}"), f"s{number}", now=NOW)
        await unit.commit()

    async def typed(stranger: str) -> bool:
        async with database.unit() as unit:
            used = (await unit.codes.locked(code.digest) or code).used(at=NOW)
            if isinstance(used, type(code)):
                await unit.codes.save(used)
                await unit.focal_points.join(stranger, "ana")
                await unit.commit()
                return True
            return False

    assert sorted(await asyncio.gather(typed("s0"), typed("s1"))) == [False, True]


async def test_wrong_tries_are_counted(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.meet(SLACK, "stranger", now=NOW)
        tries = await unit.codes.tries("stranger")
        await unit.codes.tried(tries.failed(at=NOW))
        await unit.codes.tried((await unit.codes.tries("stranger")).failed(at=NOW))
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.codes.tries("stranger") == Tries(person="stranger", count=2, since=NOW)


async def test_open_drafts_of_a_delegation_are_shown_with_who_went_on_last(database: Database) -> None:
    await listed(database, "ana")
    async with database.unit() as unit:
        for of, owner in (("1", "FJI"), ("2", "FJI"), ("3", "THA")):
            when = NOW + timedelta(minutes=int(of))
            await unit.drafts.add(Draft(id=of, form="need", owner=owner, holder="ana", used_at=when))
        await unit.commit()
    async with database.reading() as unit:
        found = await unit.reading.drafts.of_owner("FJI")
        assert [(one.id, one.by) for one in found] == [("2", "Ana"), ("1", "Ana")]
        assert await unit.reading.drafts.get("9") is None
