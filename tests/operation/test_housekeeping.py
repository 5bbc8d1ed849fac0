"""What happens each hour: what is kept too long is emptied, times by people's clocks are reckoned anew."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.housekeeping import scheduler
from storage.tables_delivery import delivery
from tests.storage.deliveries import put
from tests.worlds import START, World

DAY = timedelta(days=1)


async def hourly(world: World) -> None:
    async def tick() -> None:
        return

    jobs = scheduler(world.database.unit, lambda: world.now, tick)
    first, _ = jobs.get_jobs()
    await first.func()


async def test_each_hour_bodies_go_and_times_follow_the_clocks(world: World) -> None:
    old = await put(world.database, "sent", due_at=START, ended_at=START - 31 * DAY)
    nine = await put(world.database, "due", due_at=START + DAY, local="2022-03-24T09:00", zone="Asia/Bangkok")
    await hourly(world)
    async with world.database.reading() as unit:
        rows = await unit.sql.execute(select(delivery.c.id, delivery.c.what, delivery.c.due_at))
        found = {row.id: row for row in rows}
    assert found[old].what is None
    assert found[nine].due_at == datetime(2022, 3, 24, 2, tzinfo=UTC)


async def test_the_button_of_a_message_whose_text_is_gone_still_does_what_it_says(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await sera.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")
    card = sera.handles[-1]
    await lee.press("Publish")
    world.now += 40 * DAY
    await hourly(world)
    async with world.database.reading() as unit:
        assert await unit.outbox.shown_at(card) is None
    await sera.press("Withdraw", on="Rice course")
    assert "Withdrawn" in sera.all
    await sera.say("my needs and offers")
    assert "Rice course" in sera.screen
