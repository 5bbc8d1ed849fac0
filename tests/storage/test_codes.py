"""Codes by e-mail are counted by account and by address, one after the other, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.chat import Address
from bot.domain.admission import CodeAsked, asked_too_often, digest, new_code
from bot.domain.people import Person
from storage.database import Database

NOW = datetime(2022, 3, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wish(of: str, person: str = "ana", address: str = "x", at: datetime = NOW) -> CodeAsked:
    return CodeAsked(id=of, person=person, address=address, asked_at=at)


async def known(database: Database, *names: str) -> None:
    async with database.unit() as unit:
        for name in names:
            await unit.people.add(Person(id=name), Address("test", name))
        await unit.commit()


async def asked(database: Database, *wishes: CodeAsked) -> None:
    async with database.unit() as unit:
        for one in wishes:
            await unit.codes.ask(one)
        await unit.commit()


async def test_moments_are_told_by_account_and_by_address(database: Database) -> None:
    await known(database, "ana", "ben")
    await asked(database, wish("1"), wish("2", "ben", at=NOW + HOUR), wish("3", "ana", "y", NOW + 2 * HOUR))
    async with database.unit() as unit:
        by_account, by_address = await unit.codes.asked(wish("4"))
    assert sorted(by_account) == [NOW, NOW + 2 * HOUR]
    assert sorted(by_address) == [NOW, NOW + HOUR]


async def test_what_counts_no_more_is_gone(database: Database) -> None:
    await known(database, "ana")
    await asked(database, wish("1"), wish("2", at=NOW + timedelta(days=1)))
    async with database.unit() as unit:
        by_account, _ = await unit.codes.asked(wish("3"))
    assert list(by_account) == [NOW + timedelta(days=1)]


async def test_one_account_that_asks_in_many_chats_at_once_is_counted_one_by_one(database: Database) -> None:
    await known(database, "ana")

    async def tried(number: int) -> bool:
        new = wish(str(number), address=str(number))
        async with database.unit() as unit:
            by_account, _ = await unit.codes.asked(new)
            refused = asked_too_often(by_account, at=NOW) is not None
            if not refused:
                await unit.codes.ask(new)
            await unit.commit()
        return not refused

    assert sum(await asyncio.gather(*map(tried, range(8)))) == 3


async def test_a_code_stands_beside_an_earlier_one_until_the_secretariat_gives_another(
    database: Database,
) -> None:
    await known(database, "ana")
    async with database.unit() as unit:
        await unit.codes.issue(new_code("ana", "first", at=NOW))
        await unit.codes.add(new_code("ana", "second", at=NOW))
        assert await unit.codes.locked(digest("first"))
        assert await unit.codes.locked(digest("second"))
        await unit.codes.issue(new_code("ana", "third", at=NOW))
        assert await unit.codes.locked(digest("first")) is None
        assert await unit.codes.locked(digest("second")) is None
        await unit.commit()
