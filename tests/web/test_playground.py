"""The browser chat over plain HTTP: what is kept, what is refused, what the stream tells."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.chat import Happened, Said
from tests.web.town import Town

FIJI, THAI = "fji-focal-point", "tha-focal-point"


@pytest.fixture
async def http(here: Town) -> AsyncIterator[ClientSession]:
    async with ClientSession(here.url) as session:
        yield session


async def say(http: ClientSession, text: str, who: str = FIJI, of: str = "e1") -> list[dict[str, object]]:
    async with http.post("/playground/say", json={"as": who, "id": of, "text": text}) as answer:
        assert answer.status == 200, await answer.text()
        return list((await answer.json())["lines"])


async def talk(http: ClientSession, who: str = FIJI) -> list[dict[str, object]]:
    async with http.get("/playground/talk", params={"as": who}) as answer:
        return list((await answer.json())["lines"])


@asynccontextmanager
async def stream(http: ClientSession, who: str, **headers: str) -> AsyncIterator[ClientResponse]:
    async with http.get("/playground/events", params={"as": who}, headers=headers) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield answer


async def events(answer: ClientResponse, name: str, many: int) -> list[dict[str, object]]:
    """The first so many of this name, each with its id."""
    found: list[dict[str, object]] = []
    seen: dict[str, str] = {}
    async with asyncio.timeout(5):
        while len(found) < many:
            row = (await answer.content.readline()).decode().rstrip("\n")
            if row:
                field, _, value = row.partition(": ")
                seen[field] = value
                continue
            if seen.get("event") == name:
                found.append({"last": seen.get("id"), **json.loads(seen["data"])})
            seen = {}
    return found


async def test_what_is_said_and_answered_stands_there_after_a_restart(
    here: Town, http: ClientSession
) -> None:
    await say(http, "hello <b>there</b>")
    before = await talk(http)
    assert [(line["kind"], line["text"]) for line in before] == [
        ("said", "hello <b>there</b>"),
        ("card", "You said: hello <b>there</b>"),
    ]
    assert "&lt;b&gt;" in str(before[1]["html"])
    await here.stop()
    await here.start()
    assert await talk(http) == before
    assert await talk(http, THAI) == []


async def test_the_same_event_again_changes_nothing(here: Town, http: ClientSession) -> None:
    await say(http, "hello")
    before = [(line["id"], line["text"]) for line in await talk(http)]
    await say(http, "hello")
    assert [(line["id"], line["text"]) for line in await talk(http)] == before
    await say(http, "hello", who=THAI)
    assert [one.sender.id for one in here.heard] == [FIJI, THAI]


async def test_what_the_bot_did_not_hear_can_be_sent_again_under_the_same_id(
    here: Town, http: ClientSession
) -> None:
    here.deaf = True
    async with http.post("/playground/say", json={"as": FIJI, "id": "e1", "text": "hello"}) as answer:
        assert answer.status == 503
    assert [line["kind"] for line in await talk(http)] == ["unsent"]
    here.deaf = False
    await say(http, "hello")
    assert [line["kind"] for line in await talk(http)] == ["said", "card"]


async def until_said(answer: ClientResponse) -> list[dict[str, object]]:
    """Lines as they come, until the sender's own is marked as heard."""
    found: list[dict[str, object]] = []
    while not found or found[-1]["kind"] != "said":
        found += await events(answer, "line", 1)
    return found


async def test_a_lost_stream_goes_on_where_it_was(http: ClientSession) -> None:
    async with stream(http, FIJI) as answer:
        await say(http, "one", of="e1")
        first = await until_said(answer)
    await say(http, "two", of="e2")
    async with stream(http, FIJI, **{"Last-Event-ID": str(first[-1]["last"])}) as answer:
        missed = await until_said(answer)
    assert {line["text"] for line in first} == {"one", "You said: one"}
    assert [line["text"] for line in missed] == ["You said: two", "two"]
    assert int(str(first[-1]["last"])) < int(str(missed[0]["last"]))


async def test_everybody_hears_how_much_is_unread_and_it_goes_when_read(http: ClientSession) -> None:
    async with stream(http, THAI) as answer:
        assert (await events(answer, "unread", 1))[0] == {"last": None}
        await say(http, "hello")
        assert (await events(answer, "unread", 1))[0] == {"last": None, FIJI: 1}
        newest = (await talk(http))[-1]["number"]
        async with http.post("/playground/read", json={"as": FIJI, "id": "r", "upto": newest}) as done:
            assert done.status == 200
        assert (await events(answer, "unread", 1))[0] == {"last": None}


async def test_the_clock_moves_for_every_window(here: Town, http: ClientSession) -> None:
    async with stream(http, THAI) as answer:
        assert (await events(answer, "clock", 1))[0]["ahead"] == 0
        async with http.post("/playground/clock", json={"by": "day"}) as done:
            assert (await done.json())["clock"]["ahead"] == 86400
        assert (await events(answer, "clock", 1))[0]["ahead"] == 86400
    assert here.clock.by.days == 1
    async with http.post("/playground/clock", json={"by": "century"}) as refused:
        assert refused.status == 400


async def test_an_open_stream_does_not_hold_up_the_end(here: Town, http: ClientSession) -> None:
    async with stream(http, FIJI) as answer:
        await events(answer, "beat", 1)
        async with asyncio.timeout(1):
            await here.stop()


async def test_the_picker_shows_who_each_one_is_now(here: Town, http: ClientSession) -> None:
    async with http.get("/playground/people") as answer:
        people = {one["id"]: one for one in (await answer.json())["people"]}
    assert len(people) == 37
    assert people[FIJI]["name"] == "Fiji"
    assert people[FIJI]["role"] == "focal point · Adi Litia Koroi"
    assert people["kaz-alternate"]["language"] == "ru"
    assert people["undp-observer"]["name"] == "UNDP"
    assert people["moderator"]["name"] == "Moderator"
    assert people["outsider"]["role"] == "not on the list"


async def test_language_and_arrival_go_the_ordinary_way(here: Town, http: ClientSession) -> None:
    async with http.post("/playground/language", json={"as": FIJI, "id": "l", "language": "fr"}) as answer:
        assert answer.status == 200
    async with http.post("/playground/begin", json={"as": FIJI, "id": "arrived"}) as answer:
        assert answer.status == 200
    assert [one.what for one in here.heard] == [Happened("locale", "fr"), Happened("arrived")]


GOOD = {"as": FIJI, "id": "e1", "text": "hello"}


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("say", "[]", 400, "json"),
        ("say", "{", 400, "json"),
        ("say", "[" * 20_000, 400, "json"),
        ("say", json.dumps({**GOOD, "text": 5}), 400, "text"),
        ("say", json.dumps({**GOOD, "text": "\ud800"}), 400, "text"),
        ("say", json.dumps({**GOOD, "text": "a\0b"}), 400, "text"),
        ("say", json.dumps({**GOOD, "id": "a/b"}), 400, "id"),
        ("say", json.dumps({**GOOD, "id": ""}), 400, "id"),
        ("say", json.dumps({**GOOD, "id": "x" * 65}), 400, "id"),
        ("say", json.dumps({"as": FIJI, "id": "e1"}), 400, "text"),
        ("say", json.dumps({**GOOD, "forms": "yes"}), 400, "forms"),
        ("say", json.dumps({**GOOD, "as": "nobody"}), 404, ""),
        ("say", json.dumps({**GOOD, "as": ["x"]}), 400, "as"),
        ("say", json.dumps({**GOOD, "text": "x" * 70_000}), 413, ""),
        ("press", json.dumps({**GOOD, "verb": "menu.show"}), 400, "of"),
        ("press", json.dumps({**GOOD, "draft": "d", "version": "1", "name": "n"}), 400, "version"),
        ("press", json.dumps({**GOOD, "draft": "d", "version": True, "name": "n"}), 400, "version"),
        ("fill", json.dumps({**GOOD, "draft": "d", "version": 1}), 400, "given"),
        ("fill", json.dumps({**GOOD, "draft": "d", "version": 1, "given": {"a": 1}}), 400, "a"),
        ("language", json.dumps({**GOOD, "language": "../x"}), 400, "language"),
        ("read", json.dumps({**GOOD, "upto": "all"}), 400, "upto"),
    ],
)
async def test_what_is_malformed_is_refused_and_never_heard(
    here: Town, http: ClientSession, path: str, body: str, status: int, field: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"/playground/{path}", data=body.encode(), headers=headers) as answer:
        assert answer.status == status, await answer.text()
        if field:
            assert (await answer.json())["field"] == field
    assert not here.heard


async def test_only_json_is_taken(here: Town, http: ClientSession) -> None:
    async with http.post(
        "/playground/say", data=json.dumps(GOOD), headers={"Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415
    assert not here.heard


async def test_odd_questions_about_a_talk_get_plain_answers(http: ClientSession) -> None:
    for query, status in (
        ("as=nobody", 404),
        ("", 404),
        (f"as={FIJI}&before=x", 200),
        (f"as={FIJI}&before=²", 200),
    ):
        async with http.get(f"/playground/talk?{query}") as answer:
            assert answer.status == status


async def test_ten_thousand_signs_and_marks_of_other_scripts_are_kept_as_typed(
    here: Town, http: ClientSession
) -> None:
    for place, text in enumerate(
        ("x" * 10_000, "😀 \u202eabc\u200f", "<script>alert(1)</script>", "**no** [x](http://evil)")
    ):
        lines = await say(http, text, of=f"e{place}")
        assert lines[0]["text"] == text
        assert here.heard[-1].what == Said(text)
    html = str((await talk(http))[-1]["html"])
    assert "**no** [x](http://evil)" in html
    assert "<a " not in html
