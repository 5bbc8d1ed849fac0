"""The list of broadcasts says of each how it stands, and follows it."""

from datetime import timedelta

from tests.dialogs.broadcasts import begun, for_delegates, sent
from tests.worlds import User, World


async def listed(world: World, *, hour: str = "") -> User:
    """Somebody of the secretariat who looks at the list while another sends one; `hour`: tomorrow at that."""
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    if hour:
        await sec.press("When it goes")
        await sec.fill(when="at")
        await sec.fill(on="2022-03-24", hour=hour)
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await other.press("Approve and send")
    return sec


async def test_one_that_is_scheduled_says_when_and_then_how_many_have_it(world: World) -> None:
    await world.focal_point("ana")
    sec = await listed(world, hour="9:00")
    assert "Scheduled: Thu, 24 Mar 2022, 09:00" in await sec.say("broadcasts")
    world.now += timedelta(days=2)
    await world.settle()
    assert "Complete: 1 of 1 reached" in sec.screen


async def test_one_under_way_is_followed_until_it_is_complete(world: World) -> None:
    await world.focal_point("ana")
    await world.focal_point("bao", "VNM")
    sec = await listed(world, hour="9:00")
    await sec.say("broadcasts")
    world.now += timedelta(days=2)
    claimed = await world.relay.claim(1)
    await world.relay.mark([await world.relay.attempt(one) for one in claimed])
    for live in await world.relay.due_live(9):
        await world.relay.redraw(live)
    assert "Being sent: 1 of 2 reached" in sec.screen
    await world.settle()
    assert "Complete: 2 of 2 reached" in sec.screen


async def test_what_was_paused_or_cancelled_says_how_far_it_had_come(world: World) -> None:
    await world.focal_point("ana")
    sec = await listed(world, hour="9:00")
    await sec.press("Pause")
    assert "Paused: 0 of 1 reached" in await sec.say("broadcasts")
    await sec.press("View")
    await sec.press("Cancel the broadcast")
    await sec.press("Yes, cancel it")
    assert "Cancelled: 0 of 1 had been reached" in await sec.say("broadcasts")


async def test_a_correction_stands_beside_what_was_sent(world: World) -> None:
    await world.focal_point("ana")
    sec, _ = await sent(world)
    await sec.press("Correct", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    screen = await sec.say("broadcasts")
    assert "Complete: 1 of 1 reached" in screen
    assert "A correction is being written" in screen
    await sec.press("View")
    await sec.press("Recall")
    await sec.press("Yes, recall it")
    assert "Recalled" in await sec.say("broadcasts")


async def test_what_was_never_approved_says_that_it_is_a_draft(world: World) -> None:
    sec = await begun(world)
    assert "Draft" in await sec.say("broadcasts")
