"""The desk over real HTTP: who is let in, what it shows, what it does, and what it gets for bad input."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.people import Role
from tests.sitting import ITEM, MEETING, NEXT_ITEM, Sitting, held
from tests.web.floor_town import Town, town
from tests.worlds import FIJI, THAILAND, World


@pytest.fixture
async def sitting(world: World) -> Sitting:
    found = await held(world)
    await found.opens()
    return found


@pytest.fixture
async def desk(sitting: Sitting) -> AsyncIterator[Town]:
    async with town(sitting) as opened:
        yield opened


async def test_the_page_comes_in_the_moderators_language_and_is_kept_by_nobody(
    world: World, desk: Town
) -> None:
    await world.person("marie", Role.MODERATOR, language="fr")
    async with desk.http.get(desk.desk("marie")) as answer:
        html = await answer.text()
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert '<html lang="fr"' in html


async def test_it_shows_the_whole_list_at_once_and_each_change(world: World, desk: Town) -> None:
    sera = await world.focal_point("sera")
    async with desk.events(desk.desk()) as events:
        people = (await events.event())[1]
        assert {"code": "FJI", "iso2": "FJ", "name": "Fiji"}.items() <= known(people, "FJI").items()
        first = await events.next()
        assert (first["waiting"], first["holder"], first["desks"]) == ([], None, 1)
        await sera.say("request the floor")
        listed = await events.next()
        assert names(listed) == ["Fiji"]
        assert listed["next"] == {"speaker": "", "calls": entry(listed)["id"], "name": "Fiji", "resumes": ""}
        assert str(entry(listed)["asked_text"]).startswith("asked 14:45:0")
        assert entry(listed)["there"] == "19:45"


async def test_all_that_a_desk_presses_is_done_and_answered_with_the_list(world: World, desk: Town) -> None:
    await world.focal_point("sera")
    status, added = await desk.does(
        "add", ITEM, delegation=FIJI, kind="statement", mode="room", speaker="Ms Koroi"
    )
    assert status == 200, added
    one = entry(listed(added))
    assert (one["name"], one["speaker"], one["late"], one["mode"]) == ("Fiji", "Ms Koroi", False, "room")
    await desk.does("add", ITEM, delegation=THAILAND, kind="statement", mode="online")
    status, moved = await desk.does("move", str(entry(listed(added))["id"]), reason="protocol")
    assert (status, names(listed(moved))) == (200, ["Thailand", "Fiji"])
    assert entries(listed(moved))[1]["why"] == "moved by the Chair: protocol"
    status, undone = await desk.does("undo", MEETING, str(undo(moved)["of"]))
    assert (status, names(listed(undone))) == (200, ["Fiji", "Thailand"])
    await desk.does("next", MEETING, f",{one['id']}")
    _, begun = await desk.does("start", str(one["id"]))
    holder = listed(begun)["holder"]
    assert isinstance(holder, dict)
    assert (holder["state"], holder["since"]) == ("speaking", world.now.isoformat())
    assert listed(begun)["script"] == (
        "I thank the distinguished representative of Fiji. I now give the floor to Thailand."
    )


async def test_a_stale_press_is_refused_with_the_reason_and_the_fresh_list(desk: Town) -> None:
    for code in (FIJI, THAILAND, "VNM"):
        await desk.does("add", ITEM, delegation=code)
    _, before = await desk.does("ready", "nothing")
    fiji, thailand, vietnam = (str(one["id"]) for one in entries(listed(before)))
    await desk.does("next", MEETING, f",{fiji}")
    await desk.does("start", fiji)
    status, refused = await desk.does("next", MEETING, f",{fiji}")
    assert status == 409
    assert str(refused["reason"]).startswith("Fiji is speaking now.")
    assert names(listed(refused)) == ["Thailand", "Viet Nam"]
    status, refused = await desk.does("move", fiji, thailand)
    assert status == 409
    assert listed(refused)["version"] == version(before) + 2
    assert vietnam in str(refused["list"])


async def test_the_same_press_sent_twice_is_done_once(desk: Town) -> None:
    body = {
        "id": "b6f3",
        "verb": "floor.add",
        "of": ITEM,
        "saw": "",
        "given": {"delegation": FIJI},
    }
    first, second = await desk.sends(body), await desk.sends(body)
    assert (first[0], second[0]) == (200, 200)
    assert version(first[1]) == version(second[1])
    assert names(listed(second[1])) == ["Fiji"]


async def test_two_desks_see_each_other_and_one_press(world: World, desk: Town) -> None:
    await world.person("ruth", Role.MODERATOR)
    async with desk.events(desk.desk()) as one, desk.events(desk.desk("ruth")) as other:
        await one.next()
        await other.next()
        assert (await one.next())["desks"] == 2
        await desk.does("add", ITEM, by="ruth", delegation=FIJI)
        assert names(await one.next()) == names(await other.next()) == ["Fiji"]


async def test_a_delegation_that_may_not_speak_is_refused_in_the_moderators_language(
    world: World, desk: Town
) -> None:
    await world.person("marie", Role.MODERATOR, language="fr")
    status, refused = await desk.does("add", ITEM, by="marie", delegation="XXX")
    assert (status, entries(listed(refused))) == (409, [])
    assert "ne participe pas" in str(refused["reason"])


async def test_paper_is_merged_by_time(world: World, desk: Town) -> None:
    await desk.does("add", ITEM, delegation=THAILAND)
    earlier = (world.now - timedelta(minutes=2)).isoformat()
    _, merged = await desk.does("add", ITEM, delegation=FIJI, asked_at=earlier)
    assert names(listed(merged)) == ["Fiji", "Thailand"]
    status, refused = await desk.does("add", ITEM, delegation="VNM", asked_at="at noon")
    assert (status, refused["reason"]) == (
        409,
        "“at noon” is not a moment. Write it as 2022-03-24T07:50:00+00:00.",
    )


async def test_details_are_edited_and_what_is_too_long_is_counted(desk: Town) -> None:
    _, added = await desk.does("add", ITEM, delegation=FIJI)
    of = str(entry(listed(added))["id"])
    _, edited = await desk.does("edit", of, note="slides", mode="online", group="the Pacific group")
    one = entry(listed(edited))
    assert (one["note"], one["mode"], one["group"]) == ("slides", "online", "the Pacific group")
    status, refused = await desk.does("edit", of, note="x" * 251)
    assert status == 409
    assert "251" in str(refused["reason"])
    status, _ = await desk.does("edit", of, mode="by pigeon")
    assert status == 409


async def test_another_item_is_looked_at_without_calling_it(desk: Town) -> None:
    await desk.does("add", ITEM, delegation=FIJI)
    async with desk.events(desk.desk(), "?item=3") as events:
        there = await events.next()
    assert item(there) == ("3", "inscription")
    assert entries(there) == []
    status, opened = await desk.does("open", NEXT_ITEM, "inscription")
    assert (status, item(listed(opened))) == (200, ("3", "open"))


@pytest.mark.parametrize("token", ["x", "a.b", "é", "A" * 700])
async def test_a_guessed_link_leads_nowhere_without_a_hint(desk: Town, token: str) -> None:
    for path in ("", "/events"):
        async with desk.http.get(f"{desk.url}/desk/{token}{path}") as answer:
            assert (answer.status, await answer.text()) == (404, "This link leads nowhere.\n")
    status, _ = await desk.sends({}, desk=f"{desk.url}/desk/{token}")
    assert status == 404


async def test_a_hundred_guesses_a_minute_are_enough_and_others_notice_nothing(
    world: World, desk: Town
) -> None:
    statuses = []
    for _ in range(102):
        async with desk.http.get(f"{desk.url}/desk/x") as answer:
            statuses.append(answer.status)
    assert statuses == [404] * 100 + [429] * 2
    async with desk.http.get(desk.desk()) as answer:
        assert answer.status == 200
    world.now += timedelta(minutes=1)
    async with desk.http.get(f"{desk.url}/board/x") as answer:
        assert answer.status == 404


async def test_an_expired_link_leads_nowhere(world: World, desk: Town) -> None:
    old = desk.desk()
    world.now += timedelta(hours=12)
    async with desk.http.get(old) as answer:
        assert answer.status == 404
    status, _ = await desk.sends({}, desk=old)
    assert status == 404


async def test_who_is_no_moderator_any_more_is_out_at_the_next_press(world: World, desk: Town) -> None:
    await world.focal_point("sera")
    status, _ = await desk.does("add", ITEM, by="sera", delegation=FIJI)
    assert status == 404
    async with desk.http.get(desk.desk("sera")) as answer:
        assert answer.status == 404


async def test_no_other_site_presses_here(desk: Town) -> None:
    body = {"id": "1", "verb": "floor.add", "of": ITEM, "saw": "", "given": {"delegation": FIJI}}
    for origin in ("https://evil.example", "null", ""):
        status, _ = await desk.sends(body, origin=origin)
        assert status == 403
    async with desk.http.post(f"{desk.desk()}/do", json=body) as answer:
        assert answer.status == 403


GOOD = {"id": "1", "verb": "floor.next", "of": MEETING, "saw": "", "given": {}}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], "json"),
        ("x", "json"),
        ({}, "given"),
        ({**GOOD, "id": ""}, "id"),
        ({**GOOD, "id": 7}, "id"),
        ({**GOOD, "verb": "interest.accept"}, "verb"),
        ({**GOOD, "verb": "need"}, "verb"),
        ({**GOOD, "of": None}, "of"),
        ({**GOOD, "of": "x" * 201}, "of"),
        ({**GOOD, "saw": ["x"]}, "saw"),
        ({**GOOD, "saw": "\0"}, "saw"),
        ({**GOOD, "given": {"note": 7}}, "note"),
        ({**GOOD, "given": {"note": "x" * 4001}}, "given"),
        ({**GOOD, "item": 3}, "item"),
    ],
)
async def test_what_is_malformed_is_named(desk: Town, body: object, field: str) -> None:
    assert await desk.sends(body) == (400, {"error": "malformed", "field": field})


async def test_too_much_and_another_type_are_not_read(desk: Town) -> None:
    headers = {"Origin": desk.url, "Content-Type": "application/json"}
    async with desk.http.post(f"{desk.desk()}/do", data=b"x" * 70_000, headers=headers) as answer:
        assert answer.status == 413
    headers["Content-Type"] = "text/plain"
    async with desk.http.post(f"{desk.desk()}/do", data=b"{}", headers=headers) as answer:
        assert answer.status == 415


async def test_an_unknown_verb_or_entry_is_refused_and_changes_nothing(desk: Town) -> None:
    before = (await desk.sitting.floor()).events
    for verb, of in (
        ("nonsense", MEETING),
        ("start", "0" * 32),
        ("withdraw", "0" * 32),
        ("close", f"{MEETING}/99"),
    ):
        status, refused = await desk.does(verb, of)
        assert (status, bool(refused["reason"])) == (409, True)
    assert (await desk.sitting.floor()).events == before


async def test_a_link_to_one_meeting_does_nothing_in_another(world: World, desk: Town) -> None:
    _, added = await desk.does("add", ITEM, delegation=FIJI)
    other = desk.desk(meeting="another-meeting")
    body = {**GOOD, "verb": "floor.start", "of": entry(listed(added))["id"]}
    assert await desk.sends(body, desk=other) == (400, {"error": "malformed", "field": "of"})
    assert (await desk.sends({**GOOD, "of": ITEM}, desk=other))[0] == 400


async def test_more_than_ten_a_second_wait(world: World, desk: Town) -> None:
    statuses = [(await desk.does("start", "0" * 32))[0] for _ in range(11)]
    assert statuses == [409] * 10 + [429]
    world.now += timedelta(seconds=1)
    assert (await desk.does("start", "0" * 32))[0] == 409


def listed(answer: dict[str, object]) -> dict[str, object]:
    found = answer["list"]
    assert isinstance(found, dict)
    return found


def entries(of: dict[str, object]) -> list[dict[str, object]]:
    found = of["waiting"]
    assert isinstance(found, list)
    return found


def entry(of: dict[str, object]) -> dict[str, object]:
    return entries(of)[0]


def names(of: dict[str, object]) -> list[object]:
    return [one["name"] for one in entries(of)]


def undo(answer: dict[str, object]) -> dict[str, object]:
    found = listed(answer)["undo"]
    assert isinstance(found, dict)
    return found


def version(answer: dict[str, object]) -> int:
    found = listed(answer)["version"]
    assert isinstance(found, int)
    return found


def item(of: dict[str, object]) -> tuple[object, object]:
    found = of["item"]
    assert isinstance(found, dict)
    return found["number"], found["state"]


def known(people: object, code: str) -> dict[str, object]:
    assert isinstance(people, list)
    return next(one for one in people if one["code"] == code)
