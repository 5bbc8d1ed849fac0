"""What happens on a floor reaches all open pages, read once; who reads too slowly is dropped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people import Role
from bot.errors import Unavailable
from bot.links import Grant
from bot.web.floor.feed import Feed
from bot.web.floor.shown import Stand, View
from bot.web.floor.stream import BACKLOG, Stream
from storage.database import Database
from tests.sitting import BEGINS, ITEM, MEETING, Sitting, held
from tests.web.floor_town import Events, Town, town
from tests.worlds import FIJI, THAILAND, World, network


@pytest.fixture
async def sitting(world: World) -> Sitting:
    found = await held(world)
    await found.opens()
    return found


@pytest.fixture
async def boards(sitting: Sitting) -> AsyncIterator[Town]:
    async with town(sitting) as opened:
        yield opened


async def until(said: str, events: Events) -> None:
    """Until the board shows that many waiting."""
    while str((await events.next())["waiting_count"]) != said:
        pass


async def test_one_read_serves_all_pages(boards: Town) -> None:
    async with AsyncExitStack() as stack:
        page = await boards.board()
        streams = [await stack.enter_async_context(boards.events(page)) for _ in range(20)]
        for events in streams:
            await events.next()
        before = boards.feed.reads
        await boards.sitting.does("add", ITEM, delegation=FIJI)
        for events in streams:
            await until("1", events)
        assert boards.feed.reads - before <= 2


async def test_the_board_shows_nothing_private(world: World, boards: Town) -> None:
    sera = await world.focal_point("sera")
    await boards.does("add", ITEM, delegation=FIJI, note="our secret", speaker="Ms Koroi")
    await sera.say("menu")
    async with boards.events(await boards.board(), "?language=fr") as events:
        shown = await events.next()
    assert "our secret" not in str(shown)
    assert not {"note", "asked_at", "log", "undo", "forecast", "people"} & set(keys(shown))
    following = shown["next"]
    assert isinstance(following, list)
    assert (following[0]["name"], following[0]["speaker"]) == ("Fidji", "Ms Koroi")


def keys(found: object) -> list[str]:
    if isinstance(found, dict):
        return [*found, *(key for value in found.values() for key in keys(value))]
    return [key for one in found for key in keys(one)] if isinstance(found, list) else []


async def test_the_board_tells_that_the_list_is_closed_and_that_the_clock_stands(boards: Town) -> None:
    async with boards.events(await boards.board()) as events:
        await events.next()
        await boards.does("close", ITEM, "open")
        assert (await events.next())["closed"] is True
        await boards.does("suspend", ITEM, "closed")
        assert (await events.next())["suspended"] is True


async def test_the_boards_page_speaks_the_browsers_language_and_holds_a_day_longer(
    world: World, boards: Town
) -> None:
    page = await boards.board()
    async with boards.http.get(page, headers={"Accept-Language": "ru-RU,ru"}) as answer:
        assert '<html lang="ru"' in await answer.text()
    world.now += timedelta(days=1, hours=1)
    async with boards.http.get(page) as answer:
        assert answer.status == 200
    world.now += timedelta(hours=2)
    async with boards.http.get(page) as answer:
        assert answer.status == 404


async def test_a_connection_is_told_that_it_lives(boards: Town) -> None:
    async with boards.events(await boards.board()) as events:
        assert (await events.next("beat"))["now"] == boards.sitting.world.now.isoformat()


def test_a_stream_that_takes_nothing_is_dropped_once() -> None:
    ended: list[str] = []
    slow = Stream(View("board", "en"), Grant("board", MEETING, "", BEGINS), lambda: ended.append("aborted"))
    assert [slow.offer(b"x") for _ in range(BACKLOG + 2)] == [True] * BACKLOG + [False] * 2
    assert ended == ["aborted"]


async def test_who_reads_nothing_is_cut_off_while_others_go_on(boards: Town) -> None:
    path = (await boards.board()).removeprefix(boards.url)
    host, port = boards.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET {path}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await reader.readuntil(b"event: list")
    slow = next(boards.feed.streams())
    async with boards.events(await boards.board()) as events:
        await events.next()
        while slow.offer(b":" * 400_000):
            await events.next("beat") if slow.queue.qsize() > 1 else await asyncio.sleep(0)
        await boards.sitting.does("add", ITEM, delegation=FIJI)
        await until("1", events)
        assert slow not in set(boards.feed.streams())
    writer.transport.abort()


async def test_the_last_page_puts_out_the_light(boards: Town) -> None:
    async with boards.events(await boards.board()) as events:
        await events.next()
        room = boards.feed.rooms[MEETING]
    assert room.keeper
    await asyncio.wait({room.keeper})
    assert boards.feed.rooms == {}


async def test_a_desk_whose_role_is_gone_is_sent_away(world: World, boards: Town) -> None:
    await world.person("ruth", Role.MODERATOR)
    async with boards.events(boards.desk("ruth")) as events:
        await events.next()
        await ended(world, "ruth")
        await boards.feed.review()
        with pytest.raises(ConnectionError):
            await events.next("never")


async def ended(world: World, person: str) -> None:
    async with world.database.unit() as unit:
        one = await unit.focal_points.locked(person)
        assert one
        before = world.now.date() - timedelta(days=1)
        await unit.focal_points.change(replace(one.roles[0], since=before, until=before))
        await unit.commit()


async def test_what_was_missed_while_the_database_was_away_is_told_after(
    boards: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with boards.events(await boards.board()) as events:
        await events.next()
        whole, tries = boards.feed.stand, list[str]()

        async def at_times(_feed: Feed, meeting: str) -> Stand | None:
            tries.append(meeting)
            if len(tries) == 1:
                raise Unavailable("away")
            return await whole(meeting)

        monkeypatch.setattr(Feed, "stand", at_times)
        await boards.sitting.does("add", ITEM, delegation=FIJI)
        await until("1", events)
        assert len(tries) == 2


async def test_a_page_at_one_replica_shows_what_was_done_at_another(postgres_url: str) -> None:
    mine, other = (Database.of(postgres_url, network()) for _ in range(2))
    world = World(mine)
    sitting = await held(world)
    await other.start()
    assert other.listener
    await other.listener.listening.wait()
    async with town(sitting, other) as there, there.events(await there.board()) as events:
        await events.next()
        await sitting.opens()
        await sitting.does("add", ITEM, delegation=THAILAND)
        await until("1", events)
    for database in (mine, other):
        await database.dispose()


async def test_there_is_an_end_to_how_many_pages_are_told(boards: Town) -> None:
    boards.feed.most = 1
    page = await boards.board()
    async with boards.events(page) as events:
        await events.next()
        async with boards.http.get(f"{page}/events") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
