"""Session 2 of the sample meeting, from the first request to the record, by all who take part at once."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic

import pytest

from bot import clock
from tests.fakes import slack_requests as slack_in
from tests.fakes.slack import Fault
from tests.operation.hall import Hall, Platform, hall
from tests.operation.watch import ORIGIN, Watch, codes, entries, entry, holder, listed, spoken
from tests.players import SlackPlayer, TeamsPlayer
from tests.sitting import ITEM, MEETING, NEXT_ITEM
from tests.stage import Json
from tests.stories.telling import Teller

CAST: dict[str, tuple[Platform, str]] = {
    "FJI": (SlackPlayer, "en"),
    "MYS": (TeamsPlayer, "en"),
    "KAZ": (SlackPlayer, "ru"),
    "VNM": (TeamsPlayer, "fr"),
    "CHN": (SlackPlayer, "zh"),
    "SGP": (TeamsPlayer, "en"),
    "IND": (SlackPlayer, "en"),
    "PHL": (TeamsPlayer, "en"),
}
TEXT = "We thank the Chair and support both proposals. " * 20
NEAR = 1.0


@dataclass
class Sitting:
    """`order`: of the delegations in chat as they came onto the list; `spoke`: seconds by our own watch."""

    hall: Hall
    chair: Teller
    aide: Teller
    desk: Watch
    other: Watch
    board: Watch
    people: dict[str, Teller]
    order: list[str] = field(default_factory=list)
    spoke: dict[str, float] = field(default_factory=dict)
    begun: float = 0

    def one(self, place: int) -> Teller:
        return self.people[self.order[place]]

    async def id(self, code: str) -> str:
        return str(entry(await self.desk.fresh(), code)["id"])

    def starts(self) -> None:
        self.begun = monotonic()

    def stops(self, code: str) -> None:
        self.spoke[code] = self.spoke.get(code, 0) + monotonic() - self.begun

    async def stands(self, *order: str) -> Json:
        """Until the room's screen and both desks show the same order."""
        for page in (self.desk, self.other):
            await page.shows(lambda of: codes(of) == [*order])
        await self.board.shows(lambda of: codes(of, "next") == [*order][:3])
        assert self.board.now["waiting_count"] == len(order)
        return self.desk.now

    def name(self, code: str, reader: Teller) -> str:
        return reader.words("delegation", id=code)


@pytest.fixture
async def sitting(sqlite_url: str) -> AsyncIterator[Sitting]:
    async with hall(sqlite_url) as place:
        chair, aide = place.someone(TeamsPlayer, "moderator"), place.someone(SlackPlayer, "secretariat")
        for one in (chair, aide):
            await place.asks(one, "floor.run")
        people = {
            code: place.someone(platform, f"{code.lower()}-focal-point", locale)
            for code, (platform, locale) in CAST.items()
        }
        desk, other = await place.page(chair, "desk"), await place.page(aide, "desk")
        made = Sitting(place, chair, aide, desk, other, await place.page(chair, "board"), people)
        await desk.did("open", ITEM, "inscription")
        yield made
        assert place.teams.unfit == []
        assert [line for line in place.serving[0].log if '"INFO"' not in line] == []


@pytest.mark.proof
async def test_a_sitting_from_the_first_request_to_the_record(sitting: Sitting) -> None:
    await they_ask_at_once(sitting)
    await a_colleague_asks_again(sitting)
    await they_rearrange_themselves(sitting)
    await the_first_is_called_in_chat(sitting)
    await two_desks_press_next_at_once(sitting)
    await a_mistaken_next_is_taken_back(sitting)
    await a_point_of_order(sitting)
    await the_line_is_lost_and_comes_back(sitting)
    await the_limit_is_shortened(sitting)
    await the_list_closes_while_a_request_is_under_way(sitting)
    await not_there_and_before_the_turn(sitting)
    await the_rest_is_carried_over(sitting)
    await the_record_tells_it(sitting)
    all_have_seen_the_same(sitting)


async def they_ask_at_once(of: Sitting) -> None:
    await asyncio.gather(*(of.hall.asks(one, "floor.request") for one in of.people.values()))
    await of.desk.did("add", ITEM, delegation="THA", mode="online")
    *of.order, last = codes(await of.desk.fresh())
    assert last == "THA"
    assert sorted(of.order) == sorted(CAST)
    await of.stands(*of.order, "THA")
    for place, code in enumerate(of.order, 1):
        await of.hall.hears(of.people[code], "floor-place", place=str(place))


async def a_colleague_asks_again(of: Sitting) -> None:
    """On the other platform; and what a platform sends twice is one request."""
    version = (await of.desk.fresh())["version"]
    again = slack_in.said(of.hall.account("fji-alternate"), "request the floor")
    for _ in range(2):
        await of.hall.to_slack(again)
    colleague = of.hall.someone(SlackPlayer, "fji-alternate")
    await of.hall.until(lambda: "Adi Litia Koroi asked at" in colleague.player.all)
    other = of.hall.someone(SlackPlayer, "mys-alternate")
    await of.hall.asks(other, "floor.request")
    await of.hall.until(lambda: "Nurul Hanim asked at" in other.player.all)
    assert (await of.desk.fresh())["version"] == version


async def they_rearrange_themselves(of: Sitting) -> None:
    """The second and the third change places, the fourth defers, the fifth files, the sixth withdraws."""
    *_, fourth, fifth, sixth = (of.one(place) for place in range(1, 6))
    await asyncio.gather(
        they_swap(of), of.hall.press(fourth, "do.defer"), of.hall.press(sixth, "do.withdraw")
    )
    await of.hall.press(fifth, "floor-written")
    await fifth.fills({"statement": TEXT})
    await of.hall.hears(fifth, "floor-stands-written")
    await of.hall.hears(sixth, "floor-stands-withdrawn")
    first, second, third, deferred, _, _, *further = of.order
    await of.stands(first, third, second, *further, "THA", deferred)
    await of.hall.hears(fourth, "floor-place", place="7")


async def they_swap(of: Sitting) -> None:
    second, third = of.one(1), of.one(2)
    await of.hall.press(second, "do.swap")
    await of.hall.press(second, "do-offer-swap", await of.id(of.order[2]))
    await of.hall.hears(third, "floor-swap-offered", delegation=of.name(of.order[1], third))
    await of.hall.press(third, "do.swap-yes")
    await of.hall.hears(second, "floor-swapped", delegation=of.name(of.order[2], second))


async def the_first_is_called_in_chat(of: Sitting) -> None:
    first = of.one(0)
    await of.hall.press(of.chair, "floor-next", delegation=of.name(of.order[0], of.chair))
    await of.hall.hears(first, "floor-stands-called")
    await of.board.shows(lambda told: holder(told).get("state") == "called")
    await of.hall.press(of.chair, "do.start", await of.id(of.order[0]))
    of.starts()
    await of.board.shows(lambda told: holder(told).get("state") == "speaking")
    assert holder(of.board.now)["code"] == of.order[0]


async def two_desks_press_next_at_once(of: Sitting) -> None:
    first, called = await of.id(of.order[0]), of.order[2]
    saw = f"{first},{await of.id(called)}"
    answers = await asyncio.gather(*(page.does("next", MEETING, saw) for page in (of.desk, of.other)))
    of.stops(of.order[0])
    (done, one), (stale, refused) = sorted(answers, key=lambda answer: answer[0])
    assert (done, stale) == (200, 409)
    assert str(refused["reason"]).startswith(f"{of.name(called, of.chair)} has been called")
    assert codes(listed(one)) == codes(listed(refused)) == codes(of.desk.now)[-len(codes(listed(one))) :]
    await of.desk.did("start", await of.id(called))
    of.starts()


async def a_mistaken_next_is_taken_back(of: Sitting) -> None:
    speaks, mistaken = of.order[2], of.order[1]
    await asyncio.sleep(NEAR)
    saw = f"{await of.id(speaks)},{await of.id(mistaken)}"
    after = await of.desk.did("next", MEETING, saw)
    of.stops(speaks)
    await of.hall.hears(of.people[mistaken], "floor-stands-called")
    undo = after["undo"]
    assert isinstance(undo, dict)
    back = await of.other.did("undo", MEETING, str(undo["of"]))
    of.starts()
    assert (holder(back)["code"], holder(back)["state"]) == (speaks, "speaking")
    assert abs(spoken(holder(back), clock.now()) - of.spoke[speaks]) < NEAR
    assert codes(back)[0] == mistaken
    await of.hall.hears(of.people[mistaken], "floor-corrected")


async def a_point_of_order(of: Sitting) -> None:
    raises, speaks = of.order[7], of.order[2]
    await of.hall.asks(of.people[raises], "floor.point")
    raised = of.name(raises, of.chair)
    await of.hall.hears(of.chair, "floor-point-raised", delegation=raised, number="2")
    await of.hall.until(lambda: f"❗ {raised}" in of.aide.player.all)
    point = str(entries(await of.desk.fresh())[0]["id"])
    await of.hall.press(of.chair, "do.take", point)
    of.stops(speaks)
    await of.hall.press(of.chair, "do.start", point)
    await of.board.shows(lambda told: holder(told).get("kind") == "point-of-order")
    assert holder(of.board.now, "paused")["code"] == speaks
    await of.desk.did("rule", point, ruling="The motion is out of order.")
    await of.hall.until(lambda: "The motion is out of order." in of.people[raises].player.all)
    await of.hall.press(of.chair, "do.end", point)
    await of.hall.press(of.chair, "floor-resume", delegation=of.name(speaks, of.chair))
    of.starts()
    await of.board.shows(lambda told: holder(told).get("code") == speaks)


async def the_line_is_lost_and_comes_back(of: Sitting) -> None:
    lost, follows = of.order[2], of.order[1]
    line = await of.id(lost)
    await of.hall.press(of.chair, "do.interrupt", line)
    of.stops(lost)
    await of.desk.next()
    of.starts()
    back = await of.other.did("return", line)
    assert codes(back)[:2] == [lost, of.order[6]]
    await of.hall.hears(of.people[lost], "floor-place", place="1")
    saw = f"{await of.id(follows)},{line}"
    await of.desk.did("next", MEETING, saw)
    of.stops(follows)
    again = await of.desk.did("start", line)
    of.starts()
    assert abs(float(str(holder(again)["spoken_s"])) - of.spoke[lost]) < NEAR


async def the_limit_is_shortened(of: Sitting) -> None:
    speaks, waits = of.order[2], of.one(6)
    now = await of.other.did("limit", ITEM, "420", limit_s="240")
    assert holder(now)["limit_s"] == 420
    assert {one["limit_s"] for one in entries(now)} == {240}
    await of.hall.until(lambda: "4:00" in waits.player.all, lambda: waits.player.all)
    await of.desk.did("end", await of.id(speaks))
    of.stops(speaks)


async def the_list_closes_while_a_request_is_under_way(of: Sitting) -> None:
    """It is looked up which language she reads; that takes until the list is closed."""
    hall, in_time = of.hall, of.hall.someone(SlackPlayer, "lka-focal-point")
    hall.slack.fail("users.info", Fault(hang=True))
    looked_up = len(hall.slack.called("users.info"))
    asking = asyncio.create_task(hall.asks(in_time, "floor.request"))
    await hall.until(lambda: len(hall.slack.called("users.info")) > looked_up)
    await of.desk.did("close", ITEM, "open")
    assert not asking.done()
    await asking
    await hall.until(lambda: bool(in_time.player.all))
    late = hall.someone(TeamsPlayer, "bgd-focal-point")
    await hall.asks(late, "floor.request")
    await hall.until(lambda: "was closed at" in late.player.all)
    assert hall.can(late, "command-floor.reply")
    await hall.press(late, "floor-written")
    await late.fills({"statement": TEXT})
    await hall.hears(late, "floor-stands-written")
    now = await of.other.did("add", ITEM, delegation="PAK")
    assert [(one["code"], one["late"]) for one in entries(now)][-2:] == [("LKA", False), ("PAK", True)]
    assert of.board.now["closed"] is True


async def not_there_and_before_the_turn(of: Sitting) -> None:
    absent, follows = of.order[6], of.order[7]
    await of.desk.did("next", MEETING, f",{await of.id(absent)}")
    await of.hall.press(of.aide, "do.pass", await of.id(absent))
    await of.hall.hears(of.people[absent], "floor-passed-once")
    await of.hall.hears(of.chair, "floor-absent", delegation=of.name(absent, of.chair))
    await of.desk.next()
    of.starts()
    await asyncio.sleep(NEAR)
    pakistan, speaks = await of.id("PAK"), str(holder(of.desk.now)["id"])
    await of.other.did("call", pakistan, speaks, reason="leaves for the airport")
    of.stops(follows)
    await of.other.did("start", pakistan)
    of.starts()
    await of.other.did("end", pakistan)
    of.stops("PAK")


async def the_rest_is_carried_over(of: Sitting) -> None:
    rest = ["THA", of.order[3], "LKA", of.order[6]]
    now = await of.stands(*rest)
    await of.desk.did("carry", NEXT_ITEM, ",".join(str(one["id"]) for one in entries(now)))
    await of.desk.did("finish", ITEM, "closed")
    await of.other.did("open", NEXT_ITEM, "inscription")
    await of.stands(*rest)
    deferred = of.one(3)
    await of.hall.hears(deferred, "floor-place", place="2")
    await of.desk.next()
    of.starts()
    await of.desk.did("end", await of.id("THA"))
    of.stops("THA")


async def the_record_tells_it(of: Sitting) -> None:
    first, second, third, deferred, fifth, sixth, absent, raises = of.order
    rows, html = await record(of)
    on_two = [one for one in rows if one["item"] == "2"]
    assert [one["delegation"] for one in on_two if one["called"]] == [
        *(first, third, raises, second, raises, "PAK")
    ]
    states = {one["delegation"]: (one["state"], one["words"]) for one in on_two if not one["called"]}
    assert states == {
        **dict.fromkeys(("THA", "LKA", deferred, absent), ("carried-over", "")),
        **dict.fromkeys((fifth, "BGD"), ("written", "160")),
        sixth: ("withdrawn", ""),
    }
    for one in rows:
        if one["state"] == "finished" and one["kind"] == "statement":
            assert abs(int(one["spoken_s"]) - of.spoke[one["delegation"]]) < NEAR + 0.5
    asked = sorted(on_two, key=lambda one: int(one["asked"]))
    assert [one["asked_at"] for one in asked] == sorted(one["asked_at"] for one in on_two)
    pakistan = next(one for one in on_two if one["delegation"] == "PAK")
    assert (pakistan["late"], pakistan["out_of_order"]) == ("yes", "yes")
    assert pakistan["reason"] == "leaves for the airport"
    on_three = [(one["delegation"], one["state"]) for one in rows if one["item"] == "3"]
    assert on_three[0] == ("THA", "finished")
    assert {state for _, state in on_three[1:]} == {"listed"}
    told = "The motion is out of order.", "leaves for the airport", *(one["name"] for one in rows)
    assert [one for one in told if one not in html] == []


async def record(of: Sitting) -> tuple[list[dict[str, str]], str]:
    """As the desk leads to it: the rows of its CSV, and its page."""
    async with of.hall.http.get(f"{of.desk.url}/record", allow_redirects=False) as answer:
        address = answer.headers["Location"].replace(ORIGIN, of.hall.url)
    async with of.hall.http.get(f"{address}/csv") as answer:
        rows = list(csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
    async with of.hall.http.get(address) as answer:
        return rows, await answer.text()


def all_have_seen_the_same(of: Sitting) -> None:
    """Whoever looks at a version sees the same order."""
    orders: dict[object, list[str]] = {}
    for told in (*of.desk.lists, *of.other.lists):
        order = [
            str(one["id"]) for name in ("waiting", "questions", "replies") for one in entries(told, name)
        ]
        assert orders.setdefault(told["version"], order) == order
    for told in of.board.lists:
        shown = [one["id"] for one in entries(told, "next")]
        assert orders.get(told["version"], shown)[:3] == shown
