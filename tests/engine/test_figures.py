"""What the relay has done is counted: sent by platform, failed by cause, and results that came too late."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import say
from bot.chat import Address
from bot.errors import DeliveryFailed, Unreachable
from bot.metrics import Metrics
from bot.unit import Delivery
from tests.worlds import World


async def put(world: World, *ids: str) -> None:
    async with world.database.unit() as unit:
        for of in ids:
            place = Address("test", of)
            new = Delivery(id=of, occurrence_key=of, recipient="ana", what=say("help-card"), place=place)
            await unit.outbox.add(new, now=world.now)
        await unit.commit()


def figures(metrics: Metrics) -> dict[str, float]:
    rows = (row.rpartition(" ") for row in metrics.text().decode().splitlines() if "_created" not in row)
    return {name: float(value) for name, _, value in rows if name.startswith("focalbot_") and float(value)}


async def test_each_end_is_counted_by_what_matters_of_it(world: World) -> None:
    metrics = Metrics()
    world.relay = replace(world.relay, counted=metrics.attempted)
    await put(world, "d1", "d2", "d3")
    world.recorder.fails = [Unreachable("blocked"), DeliveryFailed("not-sent")]
    await world.relayed()
    found = figures(metrics)
    assert found['focalbot_sent_total{platform="test"}'] == 1
    assert found['focalbot_failed_total{cause="blocked"}'] == 1
    assert found['focalbot_attempts_total{cause="not-sent",end="retry",platform="test"}'] == 1
    assert "focalbot_late_results_total" not in found


async def test_a_result_after_the_lease_is_counted_as_late_alone(world: World) -> None:
    metrics = Metrics()
    world.relay = replace(world.relay, counted=metrics.attempted)
    await put(world, "d1")
    [frozen] = await world.relay.claim(50)
    arrived = await world.relay.attempt(frozen)
    world.now += world.relay.lease + timedelta(seconds=1)
    await world.settle()
    await world.relay.mark([arrived])
    found = figures(metrics)
    assert found["focalbot_late_results_total"] == 1
    assert found['focalbot_sent_total{platform="test"}'] == 1
