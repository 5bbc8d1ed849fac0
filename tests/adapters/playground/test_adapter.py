"""The platform towards the relay: one line a parcel, changed in place, gone when withdrawn."""

from dataclasses import replace

import pytest

from adapters.playground.adapter import Playground
from bot import clock
from bot.cards import Card, Pointer, Text
from bot.chat import (
    Address,
    Answering,
    Carries,
    Done,
    Filled,
    Inbound,
    Parcel,
    Pressed,
    Replace,
    Reply,
    Said,
    ShowForm,
    Tell,
)
from bot.dialog import Ask, Draft, advance
from bot.errors import Unavailable, Unreachable
from bot.talks import Kind
from storage.database import Database
from storage.playground import Talks
from tests.databases import database, database_url, postgres_server, postgres_url, sqlite_template, sqlite_url
from tests.web.town import Answers, english, line, network

__all__ = ["database", "database_url", "postgres_server", "postgres_url", "sqlite_template", "sqlite_url"]
ANA = Address("playground", "ana")


def parcel(of: str, text: str, place: Address = ANA) -> Parcel:
    return Parcel(of, place, Card(line(text)), english().words)


async def nothing(_inbound: Inbound) -> Reply:
    return Done()


def playground(database: Database, handle: Answering = nothing) -> Playground:
    return Playground(handle=handle, talks=Talks(database.unit, database.reading), now=clock.now)


async def texts(chat: Playground, place: str = "ana") -> list[str]:
    return [one.text for one in await chat.talks.newest(place, before=None, limit=99)]


async def test_a_parcel_delivered_twice_is_one_line(database: Database) -> None:
    chat = playground(database)
    assert await chat.find(parcel("p1", "one")) is None
    first = await chat.deliver(parcel("p1", "one"))
    assert first == await chat.deliver(parcel("p1", "one")) == await chat.find(parcel("p1", "one"))
    await chat.deliver(parcel("p2", "two"))
    assert await texts(chat) == ["one", "two"]


async def test_an_edit_keeps_its_place_and_tells_what_changed(database: Database) -> None:
    chat = playground(database)
    handle = await chat.deliver(parcel("p1", "one"))
    await chat.deliver(parcel("p2", "two"))
    known = await chat.talks.last("ana")
    await chat.edit(handle, parcel("p1", "ONE"))
    assert await texts(chat) == ["ONE", "two"]
    assert [one.text for one in await chat.talks.since("ana", known)] == ["ONE"]
    known = await chat.talks.last("ana")
    await chat.edit(handle, parcel("p1", "ONE"))
    assert await chat.talks.last("ana") == known


async def test_what_is_withdrawn_is_gone_for_good(database: Database) -> None:
    chat = playground(database)
    handle = await chat.deliver(parcel("p1", "one"))
    await chat.withdraw(handle)
    await chat.withdraw("ana/never")
    assert await texts(chat) == []
    with pytest.raises(Unreachable):
        await chat.edit(handle, parcel("p1", "two"))
    with pytest.raises(Unreachable):
        await chat.edit("ana/never", parcel("p1", "two"))


async def test_talks_are_told_apart_and_paged(database: Database) -> None:
    chat = playground(database)
    for number in range(5):
        await chat.deliver(parcel(f"p{number}", f"{number}"))
    await chat.deliver(parcel("p0", "other", Address("playground", "ben")))
    newest = await chat.talks.newest("ana", before=None, limit=2)
    assert [one.text for one in newest] == ["3", "4"]
    earlier = await chat.talks.newest("ana", before=newest[0].number, limit=2)
    assert [one.text for one in earlier] == ["1", "2"]
    assert dict(await chat.talks.unread()) == {"ana": 5, "ben": 1}
    await chat.talks.read("ana", newest[0].number)
    assert dict(await chat.talks.unread()) == {"ana": 1, "ben": 1}
    await chat.talks.read("ana", 1)
    assert dict(await chat.talks.unread()) == {"ana": 1, "ben": 1}


def asking(step: int) -> Ask:
    found = advance(
        Answers, Draft(id="d1", form="visit", owner="FJI", holder="ana", version=step), {}, english()
    )
    assert isinstance(found, Ask)
    return found


def request(what: Said | Pressed | Filled, of: str, carries: Carries = Carries.FORM) -> Inbound:
    return Inbound(id=f"ana/{of}", sender=ANA, place=ANA, received_at=clock.now(), what=what, answer=carries)


async def test_a_form_is_replaced_where_it_stands_moves_when_opened_anew_and_folds(sqlite_url: str) -> None:
    replies: list[Reply] = []

    async def handle(_inbound: Inbound) -> Reply:
        return replies.pop(0)

    database = Database.of(sqlite_url, network())
    chat = playground(database, handle)
    replies += [ShowForm(asking(1), english())]
    (first,) = await chat.answered(request(Pressed(Pointer("visit")), "e1"))
    await chat.deliver(parcel("p1", "meanwhile"))
    replies += [ShowForm(asking(2), english())]
    (second,) = await chat.answered(request(Filled("d1", 1, {}), "e2"), first.id)
    assert (second.id, second.number) == (first.id, first.number)
    assert 'data-version="2"' in second.html
    replies += [ShowForm(asking(3), english())]
    gone, third = await chat.answered(request(Pressed(Pointer("visit")), "e3"))
    assert (gone.id, gone.kind) == (first.id, Kind.GONE)
    assert third.number > second.number
    replies += [Done()]
    (folded,) = await chat.answered(request(Filled("d1", 3, {}), "e4"), third.id)
    assert (folded.id, folded.kind, folded.text) == (third.id, Kind.FOLDED, "visit: sent")
    await database.dispose()


async def test_the_answer_may_be_a_card_in_place_or_a_sentence(sqlite_url: str) -> None:
    replies: list[Reply] = [
        Replace(Card(line("fresh"), (Text(line("body")),)), english().words),
        Replace(Card(line("fresh")), english().words),
        Tell(line("no"), english().words),
    ]

    async def handle(_inbound: Inbound) -> Reply:
        return replies.pop(0)

    database = Database.of(sqlite_url, network())
    chat = playground(database, handle)
    handle_ = await chat.deliver(parcel("p1", "old"))
    (changed,) = await chat.answered(request(Pressed(Pointer("a.b"), handle_), "e1"))
    assert (changed.id, changed.text) == ("p1", "fresh\nbody")
    assert await chat.answered(request(Pressed(Pointer("a.b")), "e2")) == []
    (told,) = await chat.answered(request(Pressed(Pointer("a.b"), handle_), "e3"))
    assert told.text == "no"
    await database.dispose()


async def test_saving_an_older_form_for_later_never_cancels_the_newer_one(sqlite_url: str) -> None:
    heard: list[Inbound] = []

    async def handle(inbound: Inbound) -> Reply:
        heard.append(inbound)
        ask = asking(1)
        return ShowForm(replace(ask, draft=replace(ask.draft, id=inbound.id)), english())

    database = Database.of(sqlite_url, network())
    chat = playground(database, handle)
    (older,) = await chat.answered(request(Pressed(Pointer("visit")), "e1"))
    await chat.answered(request(Pressed(Pointer("visit")), "e2"))
    (folded,) = await chat.aside(request(Said(""), "e3"), older.id)
    assert (folded.id, folded.kind) == (older.id, Kind.FOLDED)
    assert len(heard) == 2
    assert await chat.aside(request(Said(""), "e4"), older.id) == []
    await database.dispose()


async def test_what_the_bot_did_not_hear_stays_unsent(sqlite_url: str) -> None:
    async def handle(_inbound: Inbound) -> Reply:
        raise Unavailable

    database = Database.of(sqlite_url, network())
    chat = playground(database, handle)
    with pytest.raises(Unavailable):
        await chat.said(request(Said("hello"), "e1"), "hello")
    (kept,) = await chat.talks.newest("ana", before=None, limit=9)
    assert (kept.kind, kept.text) == (Kind.UNSENT, "hello")
    lines = await replace(chat, handle=nothing).said(request(Said("hello"), "e1"), "hello")
    assert [(one.id, one.kind) for one in lines] == [(kept.id, Kind.SAID)]
    await database.dispose()


async def test_words_close_the_forms_above_them_and_none_opened_since(sqlite_url: str) -> None:
    database = Database.of(sqlite_url, network())
    chat = playground(database)

    async def handle(inbound: Inbound) -> Reply:
        """While the words are on their way, a button opens another form."""
        if isinstance(inbound.what, Pressed):
            ask = asking(1)
            return ShowForm(replace(ask, draft=replace(ask.draft, id=inbound.id)), english())
        await replace(chat, handle=handle).answered(request(Pressed(Pointer("visit")), "e2"))
        return Done()

    chat = playground(database, handle)
    (above,) = await chat.answered(request(Pressed(Pointer("visit")), "e1"))
    await chat.said(request(Said("menu"), "e3"), "menu")
    standing = await chat.talks.forms("ana")
    assert [one.id for one in standing] == ["form-e2"]
    assert (await chat.talks.get("ana", above.id)) not in standing
    await database.dispose()
