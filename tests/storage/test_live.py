"""Messages that follow their record, and no touch is lost."""

from datetime import UTC, datetime, timedelta

from bot.chat import Address
from bot.dialog import Show
from bot.unit import Delivery, Live
from storage.database import Database
from storage.unit_of_work import Unit
from tests.storage import relaying

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
CHAT = Address("slack", "T1/D1")


async def shown(unit: Unit, of: str, show: Show, follows: str, handle: str) -> None:
    """Put into the outbox, sent and marked."""
    one = Delivery(id=of, occurrence_key=of, recipient="ana", what=show, place=CHAT)
    await unit.outbox.add(one, now=NOW, follows=follows)
    (claimed,) = await relaying.claimed(unit, NOW)
    wanted = (await unit.outbox.wanted([of])).get(of, 0)
    attempt = relaying.sent(claimed, CHAT, now=NOW, handle=handle, shown=wanted)
    assert claimed.lease_token in await unit.outbox.mark([attempt], now=NOW)


async def due(unit: Unit, now: datetime = NOW) -> list[tuple[str, int]]:
    return [(one.handle, one.wanted) for one in await unit.outbox.due_live(now=now, limit=9)]


async def test_a_touch_between_drawing_and_marking_is_drawn_again(database: Database) -> None:
    async with database.unit() as unit:
        one = Delivery(id="m1", occurrence_key="m1", recipient="ana", what=Show("offer", "o1"), place=CHAT)
        await unit.outbox.add(one, now=NOW, follows="offer:o1")
        (claimed,) = await relaying.claimed(unit, NOW)
        drawn = (await unit.outbox.wanted(["m1"])).get("m1", 0)
        await unit.outbox.touch(["offer:o1", "offers:FJI"])
        assert await due(unit) == []
        attempt = relaying.sent(claimed, CHAT, now=NOW, handle="T1/D1/1", shown=drawn)
        await unit.outbox.mark([attempt], now=NOW)
        (live,) = await unit.outbox.due_live(now=NOW, limit=9)
        assert live == Live(
            id="m1", recipient="ana", place=CHAT, show=Show("offer", "o1"), wanted=2, handle="T1/D1/1"
        )
        await unit.outbox.touch(["offer:o1"])
        await unit.outbox.shown(live, next_at=NOW + timedelta(seconds=3))
        assert await due(unit) == []
        assert await due(unit, NOW + timedelta(seconds=3)) == [("T1/D1/1", 3)]


async def test_the_same_card_asked_for_again_lives_in_the_newer_message_only(database: Database) -> None:
    async with database.unit() as unit:
        await shown(unit, "m1", Show("offer", "o1"), "clearance", "T1/D1/1")
        await shown(unit, "m2", Show("offer", "o2"), "clearance", "T1/D1/2")
        await shown(unit, "m3", Show("offer", "o1"), "clearance", "T1/D1/3")
        (older,) = await unit.outbox.due_live(now=NOW, limit=9)
        assert (older.handle, older.superseded) == ("T1/D1/1", True)
        await unit.outbox.shown(older, next_at=None)
        await unit.outbox.touch(["clearance"])
        assert await due(unit) == [("T1/D1/2", 2), ("T1/D1/3", 2)]


async def test_a_message_turned_to_another_page_follows_that(database: Database) -> None:
    async with database.unit() as unit:
        await shown(unit, "m1", Show("mine", "1"), "offers:FJI", "T1/D1/1")
        turned = Live(
            id="l2", recipient="ana", place=CHAT, show=Show("mine", "2"), wanted=1, handle="T1/D1/1"
        )
        await unit.outbox.adopt(turned, "offers:FJI")
        assert await due(unit) == []
        await unit.outbox.touch(["offers:FJI"])
        (live,) = await unit.outbox.due_live(now=NOW, limit=9)
        assert live.show == Show("mine", "2")
        assert await unit.outbox.shown_at("T1/D1/1") == Show("mine", "1")
        assert await unit.outbox.shown_at("T1/D1/9") is None


async def test_a_message_that_is_gone_ends(database: Database) -> None:
    async with database.unit() as unit:
        await shown(unit, "m1", Show("offer", "o1"), "offer:o1", "T1/D1/1")
        await unit.outbox.touch(["offer:o1"])
        (live,) = await unit.outbox.due_live(now=NOW, limit=9)
        await unit.outbox.shown(live, next_at=None)
        await unit.outbox.touch(["offer:o1"])
        assert await due(unit) == []
        assert (await unit.outbox.wanted(["m1"])).get("m1", 0) == 0


async def test_what_follows_nothing_is_not_kept_alive(database: Database) -> None:
    async with database.unit() as unit:
        one = Delivery(id="m1", occurrence_key="m1", recipient="ana", what=Show("menu"))
        await unit.outbox.add(one, now=NOW)
        assert (await unit.outbox.wanted(["m1"])).get("m1", 0) == 0
        await relaying.claimed(unit, NOW)
        await shown(unit, "m2", Show("offer", "o1"), "offer:o1", "T1/D1/2")
        turned = Live(id="l1", recipient="ana", place=CHAT, show=Show("menu"), wanted=1, handle="T1/D1/2")
        await unit.outbox.adopt(turned, "")
        await unit.outbox.touch(["offer:o1"])
        assert await due(unit) == []
