"""The log of a list as the desk shows it: each line says by itself what was done, to whom and why."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat import Json
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


def newest(done: tuple[int, Json]) -> str:
    status, answer = done
    assert status == 200, answer
    shown = answer["list"]
    assert isinstance(shown, dict)
    log, undo = shown["log"], shown["undo"]
    assert isinstance(log, list)
    assert isinstance(undo, dict)
    text = str(log[0]["text"])
    assert text.startswith("Taken back") or undo["what"] == text
    return text


async def test_a_request_says_what_for_on_whose_behalf_and_how_it_came(world: World, desk: Town) -> None:
    plain = await desk.does("add", ITEM, delegation=FIJI, group="the Pacific")
    assert newest(plain) == "Fiji: on the list, on behalf of the Pacific, added at the desk"
    point = await desk.does("add", ITEM, delegation="BGD", kind="point-of-order")
    assert newest(point) == "Bangladesh: point of order, added at the desk"
    reply = await desk.does("add", ITEM, delegation="CHN", kind="right-of-reply")
    assert newest(reply) == "China: right of reply, added at the desk"
    await desk.does("close", ITEM, "open")
    late = await desk.does("add", ITEM, delegation="SGP")
    assert newest(late) == "Singapore: on the list, late, added at the desk"


async def test_a_request_from_paper_names_one_delegation_and_its_time(world: World, desk: Town) -> None:
    world.now += timedelta(minutes=10)
    await desk.does("add", ITEM, delegation=FIJI)
    asked = (world.now - timedelta(minutes=4)).isoformat()
    paper = newest(await desk.does("add", ITEM, delegation=THAILAND, asked_at=asked))
    assert paper.startswith("Thailand: on the list, added at the desk, asked on paper at 14:51:0")
    assert "Fiji" not in paper


async def test_calls_and_moves_say_why_and_before_whom(world: World, sitting: Sitting, desk: Town) -> None:
    for code in (FIJI, THAILAND, "VNM"):
        await desk.does("add", ITEM, delegation=code)
    fiji, thai, viet = [await sitting.entry(code) for code in (FIJI, THAILAND, "VNM")]
    assert (
        newest(await desk.does("move", viet, thai, reason="group"))
        == "Viet Nam: moved before Thailand – group"
    )
    called = newest(await desk.does("call", thai, reason="leaves early"))
    assert called == "Called: Thailand – out of order: leaves early"
    assert newest(await desk.does("pass", thai)) == "Thailand: not there"
    await desk.does("call", thai)
    assert newest(await desk.does("pass", thai)).startswith("Thailand: not there for the second time")
    world.now += timedelta(minutes=1)
    await desk.does("next", MEETING, f",{fiji}")
    await desk.does("start", fiji)
    assert newest(await desk.does("cut", fiji)) == "Fiji: ended by the Chair"
    assert newest(await desk.does("carry", NEXT_ITEM, viet)) == "Carried over to item 3: Viet Nam"
    await desk.does("open", NEXT_ITEM, "inscription")
    assert newest(await desk.does("start", f"{viet}+")).startswith("Called: Viet Nam")


async def test_a_point_of_order_is_called_ruled_on_and_taken_back_by_name(
    sitting: Sitting, desk: Town
) -> None:
    await desk.does("add", ITEM, delegation="BGD", kind="point-of-order")
    point = await sitting.entry("BGD")
    assert newest(await desk.does("call", point)) == "Called: Bangladesh, point of order"
    assert newest(await desk.does("rule", point, ruling="rejected")) == "Bangladesh: ruling – rejected"
    number = (await sitting.floor()).version
    undone = newest(await desk.does("undo", MEETING, str(number)))
    assert undone == "Taken back: Bangladesh: ruling – rejected"


async def test_a_change_of_details_says_what_is_so_now(sitting: Sitting, desk: Town) -> None:
    await desk.does("add", ITEM, delegation=FIJI)
    fiji = await sitting.entry(FIJI)
    edited = newest(await desk.does("edit", fiji, mode="online", speaker="Ms Koroi", note="our secret"))
    assert edited == "Fiji: now online and speaker Ms Koroi"
    assert newest(await desk.does("edit", fiji, note="another")) == "Fiji: details changed"
