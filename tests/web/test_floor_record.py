"""The record as it is read and as a spreadsheet takes it: who spoke, how long, in which order and why."""

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import pytest

from bot.cards import Pointer
from bot.domain.people import Role
from tests.sitting import ITEM, MEETING, Sitting, held
from tests.web.floor_town import Town, town
from tests.worlds import FIJI, THAILAND, World


@pytest.fixture
async def sitting(world: World) -> Sitting:
    found = await held(world)
    await found.opens()
    return found


@pytest.fixture
async def spoken(world: World, sitting: Sitting) -> AsyncIterator[Town]:
    """Thailand was called before its turn, Fiji spoke for eight minutes online, Viet Nam waits."""
    async with town(sitting) as desk:
        await desk.does("add", ITEM, delegation=FIJI, mode="online", speaker="=HYPERLINK(1)")
        await desk.does("add", ITEM, delegation=THAILAND, mode="room")
        await desk.does("add", ITEM, delegation="VNM", mode="room", note="our secret")
        world.now += timedelta(minutes=3)
        await desk.does("call", await sitting.entry(THAILAND), reason="leaves <early>")
        await desk.does("start", await sitting.entry(THAILAND))
        world.now += timedelta(minutes=2)
        await desk.does("next", MEETING, f"{await sitting.entry(THAILAND)},{await sitting.entry(FIJI)}")
        await desk.does("start", await sitting.entry(FIJI))
        world.now += timedelta(minutes=8)
        await desk.does("end", await sitting.entry(FIJI))
        yield desk


async def test_a_row_for_each_turn_with_times_and_the_reason(spoken: Town) -> None:
    async with spoken.http.get(f"{spoken.record()}/csv") as answer:
        text = (await answer.read()).decode("utf-8-sig")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="roundtable-2022-record.csv"'
    first, second, third = csv.DictReader(io.StringIO(text))
    assert [one["delegation"] for one in (first, second, third)] == ["THA", "FJI", "VNM"]
    assert (first["called"], first["asked"], first["out_of_order"]) == ("1", "2", "yes")
    assert (first["reason"], first["spoken_s"], first["over_s"]) == ("leaves <early>", "120", "0")
    assert (second["waited_s"], second["spoken_s"], second["over_s"]) == ("300", "480", "60")
    assert (third["called"], third["state"]) == ("", "listed")
    assert "our secret" not in text


async def test_what_people_typed_is_no_formula(spoken: Town) -> None:
    async with spoken.http.get(f"{spoken.record()}/csv") as answer:
        assert "'=HYPERLINK(1)" in await answer.text()


async def test_the_page_tells_all_of_it_in_the_moderators_language(world: World, spoken: Town) -> None:
    await world.person("marie", Role.MODERATOR, language="fr")
    async with spoken.http.get(spoken.record("marie")) as answer:
        html = await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
    assert '<html lang="fr">' in html
    assert "24 mars 2022 · CR-3" in html
    assert "Thaïlande" in html
    assert "appel hors de l’ordre · leaves &lt;early&gt;" in html
    assert 'class="figure">8:00</td>' in html
    assert 'class="figure">1:00</td>' in html
    assert "Chair" in html
    assert "our secret" not in html


async def test_a_statement_filed_in_writing_is_there_to_read(world: World, spoken: Town) -> None:
    sera = await world.focal_point("sera", FIJI)
    await sera.press_pointer(Pointer("floor-written", ITEM))
    await sera.says("We thank <the> Chair.", "skip all")
    async with spoken.http.get(spoken.record()) as answer:
        html = await answer.text()
    assert "Fiji · 4 words<p>We thank &lt;the&gt; Chair.</p>" in html
    async with spoken.http.get(f"{spoken.record()}/csv") as answer:
        (filed,) = [one for one in csv.DictReader(io.StringIO(await answer.text())) if one["text"]]
    assert (filed["delegation"], filed["text"], filed["words"]) == ("FJI", "We thank <the> Chair.", "4")


async def test_a_statement_filed_as_an_address_is_one_click_away(world: World, spoken: Town) -> None:
    vu = await world.focal_point("vu", "VNM")
    await vu.press_pointer(Pointer("floor-written", ITEM))
    await vu.says("skip", "https://example.org/statement.pdf", "skip all")
    async with spoken.http.get(spoken.record()) as answer:
        html = (await answer.text()).split("Statements filed in writing")[1]
    address = "https://example.org/statement.pdf"
    assert f'<li>Viet Nam · <a href="{address}" rel="noreferrer">{address}</a></li>' in html


async def test_totals_by_delegation_and_by_side(spoken: Town) -> None:
    async with spoken.http.get(spoken.record()) as answer:
        html = await answer.text()
    sides = html.split("Room and online")[1].split("</table>")[0]
    assert "In the room</th><td" in sides
    assert "Delegation" not in sides
    assert sides.count("<tr>") == 4
    assert 'class="figure">10:00</td>' in sides


async def test_each_line_says_who_in_which_role_and_what_became_of_whom(world: World, spoken: Town) -> None:
    sera = await world.focal_point("sera", FIJI)
    await sera.says("point of order")
    lines = await happened(spoken)
    assert lines[1][1:] == ["Chair, moderator", "Fiji: on the list, added at the desk", "not listed → waits"]
    assert lines[4][2:] == ["Called: Thailand – out of order: leaves <early>", "waits → called"]
    assert lines[6][2:] == ["Called: Fiji", "waits → called", "Thailand: speaks → spoken"]
    assert lines[-1][1:] == ["Sera, delegation", "Fiji: point of order", "not listed → waits"]


async def test_what_is_taken_back_shows_what_it_was_and_leads_back(spoken: Town) -> None:
    number = (await spoken.sitting.floor()).version
    await spoken.does("undo", MEETING, str(number))
    *_, last = await happened(spoken)
    assert last[2:] == ["Taken back: Fiji: end", "Fiji: spoken → speaks"]


async def happened(town: Town) -> list[list[str]]:
    """Without its number; the last ones are what became of each."""
    async with town.http.get(town.record()) as answer:
        table = (await answer.text()).split("What happened")[1]
    rows = [re.findall("<td[^>]*>(.*?)</td>", row)[1:] for row in table.split("<tr")[2:]]
    return [[unescape(part) for cell in row for part in cell.split("<br>")] for row in rows]


async def test_the_desk_leads_there_by_a_link_that_opens_nothing_else(spoken: Town) -> None:
    async with spoken.http.get(f"{spoken.desk()}/record") as answer:
        assert str(answer.url).startswith(f"{spoken.url}/record/")
        token = str(answer.url).rpartition("/")[2]
    async with spoken.http.get(f"{spoken.url}/desk/{token}") as answer:
        assert answer.status == 404


async def test_only_moderators_read_it(world: World, spoken: Town) -> None:
    await world.focal_point("sera")
    for path in ("", "/csv"):
        async with spoken.http.get(spoken.record("sera") + path) as answer:
            assert answer.status == 404
