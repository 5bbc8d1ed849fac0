"""What nobody renews ends by itself, and the cards that show it change."""

from datetime import timedelta

from bot.expiry import expire
from tests.worlds import World


async def test_an_offer_expires_once_and_can_be_renewed(world: World) -> None:
    sera, lee = await world.focal_point("sera"), await world.secretariat("lee")
    await sera.says("submit an offer", "Rice course", "Four weeks", "agriculture", "training", "skip all")
    card = sera.handles[-1]
    await lee.press("Publish")
    await sera.say("my needs and offers")
    listed = sera.handles[-1]
    assert await expire(world.database.unit, world.now + timedelta(days=365)) == 0

    world.now += timedelta(days=366)
    assert await expire(world.database.unit, world.now) == 1
    assert await expire(world.database.unit, world.now) == 0
    await world.settle()
    assert "Expired ·" in sera.read(listed)
    assert "Expired: Fri, 24 Mar 2023" in sera.read(card)
    await sera.press("Renew for a year", on="Expired:")
    assert "Published. Confirmed by Sera" in sera.read(card)
    assert "Valid until: 24 Mar 2024" in sera.read(card)
