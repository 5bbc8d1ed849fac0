"""Where people are talked with, and what is open there."""

import asyncio

from bot.cards import Pick, Pointer
from bot.chat import Address
from bot.domain.people import Person
from bot.unit import Conversation, Shortcuts
from storage.database import Database
from tests.storage.statements import counted

SLACK, TEAMS = Address("slack", "T1/U1"), Address("teams", "tenant/aad")
CHAT, ROOM, PERSONAL = Address("slack", "T1/D1"), Address("slack", "T1/D2"), Address("teams", "a:1")
TWO: Shortcuts = (("Health", Pick("d1", 3, "sector", "health")), ("Menu", Pointer("menu.show", "1", "v")))


async def test_a_conversation_begins_is_kept_and_is_one_statement_away(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"))
        with counted(database.writer) as statements:
            begun = await unit.conversations.of("ana", CHAT)
        assert len(statements) == 1
        assert begun == Conversation(person="ana", place=CHAT)
        open_now = Conversation(person="ana", place=CHAT, draft="d1", asked="sector", shortcuts=TWO)
        await unit.conversations.save(open_now)
        await unit.commit()
    async with database.unit() as unit:
        assert await unit.conversations.of("ana", CHAT) == open_now
        assert await unit.conversations.of("ana", PERSONAL) == Conversation(person="ana", place=PERSONAL)


async def test_numbers_of_a_card_never_take_the_place_of_an_open_question(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"))
        await unit.conversations.of("ana", CHAT)
        await unit.conversations.shorten("ana", CHAT, TWO)
        assert (await unit.conversations.of("ana", CHAT)).shortcuts == TWO
        asking = Conversation(person="ana", place=CHAT, draft="d1", asked="title")
        await unit.conversations.save(asking)
        await unit.conversations.shorten("ana", CHAT, TWO)
        assert await unit.conversations.of("ana", CHAT) == asking


async def test_a_person_is_reached_where_they_wish_then_where_they_were_last_met(database: Database) -> None:
    async with database.unit() as unit:
        places = unit.conversations
        await unit.people.add(Person(id="ana"))
        assert await places.newest_place("ana") is None
        await unit.people.bind(SLACK, "ana")
        await unit.people.bind(TEAMS, "ana")
        assert await places.newest_place("ana") == SLACK
        for place in (PERSONAL, ROOM, CHAT, ROOM):
            await places.of("ana", place)
        assert await places.newest_place("ana") == ROOM
        await unit.focal_points.save(Person(id="ana", reach="teams"))
        assert await places.newest_place("ana") == PERSONAL
        await places.forget(PERSONAL)
        assert await places.newest_place("ana") == ROOM
        await places.forget(ROOM)
        await places.forget(CHAT)
        assert await places.newest_place("ana") == TEAMS


async def test_a_draft_is_found_where_it_is_asked_about_until_it_is_left(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"))
        for place in (CHAT, PERSONAL):
            await unit.conversations.of("ana", place)
        await unit.conversations.save(Conversation(person="ana", place=CHAT, draft="d1", asked="title"))
        assert await unit.conversations.newest_place("ana", "d1") == CHAT
        await unit.conversations.leave("d1")
        assert await unit.conversations.newest_place("ana", "d1") is None
        assert await unit.conversations.of("ana", CHAT) == Conversation(person="ana", place=CHAT)


async def test_a_conversation_begun_twice_at_once_is_one(database: Database) -> None:
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"))
        await unit.commit()

    async def counting() -> None:
        async with database.unit() as unit:
            found = await unit.conversations.of("ana", CHAT)
            asked = str(int(found.asked or 0) + 1)
            await unit.conversations.save(Conversation(person="ana", place=CHAT, asked=asked))
            await unit.commit()

    await asyncio.gather(*(counting() for _ in range(8)))
    async with database.unit() as unit:
        assert (await unit.conversations.of("ana", CHAT)).asked == "8"
