"""A broadcast on its way: paused, gone on with, cancelled, corrected, recalled, acknowledged, reminded of."""

from datetime import timedelta

from bot.cards import Pointer
from bot.chat import Address, Pressed
from bot.domain.delivery.state import State
from bot.domain.people import Person, Role
from tests.dialogs.broadcasts import counted, for_delegates, kept, sent
from tests.worlds import User, World


async def planned_for_tomorrow(world: World) -> tuple[User, User]:
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("When it goes")
    await sec.fill(when="at")
    await sec.fill(on="2022-03-24", hour="9:00")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await other.press("Approve and send")
    return sec, other


async def test_it_waits_for_its_time_and_says_so(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, _ = await planned_for_tomorrow(world)
    assert "It goes: Thu, 24 Mar 2022" in sec.screen
    assert "Dealt with: 0 / 1" in sec.screen
    assert "1 recipient: 1 waiting." in sec.screen
    assert not ana.handles
    world.now += timedelta(days=2)
    await world.settle()
    assert "Please send your inputs" in ana.screen


async def test_paused_it_waits_and_then_goes_on(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, _ = await planned_for_tomorrow(world)
    assert "Paused by Sec on" in await sec.press("Pause")
    world.now += timedelta(days=2)
    await world.settle()
    assert not ana.handles
    assert "1 waiting" in sec.screen
    await sec.press("Go on sending")
    assert "Please send your inputs" in ana.screen
    assert "1 recipient: 1 sent." in sec.screen


async def test_cancelled_it_never_goes(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, _ = await planned_for_tomorrow(world)
    asked = await sec.press("Cancel the broadcast")
    assert "Nobody has it yet." in asked
    assert "1 recipient does not have it; it will never be sent there." in asked
    await sec.press("Yes, cancel it")
    world.now += timedelta(days=2)
    await world.settle()
    assert not ana.handles
    assert "Cancelled by Sec on" in sec.screen
    assert "1 recipient: 1 cancelled." in sec.screen


async def test_before_it_is_cancelled_half_way_it_says_who_keeps_it(world: World) -> None:
    await world.focal_point("ana")
    await world.focal_point("bao", "VNM")
    await world.focal_point("tur", "TUR")
    sec, _ = await planned_for_tomorrow(world)
    one = await kept(world)
    world.now += timedelta(days=2)
    claimed = await world.relay.claim(1)
    await world.relay.mark([await world.relay.attempt(each) for each in claimed])
    await world.turns.handle(sec.inbound(Pressed(Pointer("broadcast.pause", one.id))))
    asked = await sec.press_pointer(Pointer("broadcast.cancel", one.id))
    assert "1 recipient has it already and keeps it; to take it back, recall it." in asked
    assert "2 recipients do not have it; it will never be sent to them." in asked
    asked = await sec.press_pointer(Pointer("broadcast.recall", one.id))
    assert "1 recipient has it or may have it." in asked


async def test_a_draft_that_is_cancelled_reaches_nobody(world: World) -> None:
    sec = await for_delegates(world)
    assert "Nobody has it yet, and it will never be sent." in await sec.press("Cancel the broadcast")


async def test_a_dry_run_is_offered_only_before_approval(world: World) -> None:
    await world.focal_point("ana")
    sec, _ = await sent(world)
    assert "Dry run" not in sec.screen
    one = await kept(world)
    screen = await sec.press_pointer(Pointer("broadcast.rehearse", one.id))
    assert "a dry run is of use only before that" in screen


async def test_after_completion_it_says_how_many_have_it(world: World) -> None:
    await world.focal_point("ana")
    await world.focal_point("bao", "VNM")
    sec, _ = await sent(world)
    assert "Cancel the broadcast" not in sec.screen
    one = await kept(world)
    assert "2 people have it" in await sec.press_pointer(Pointer("broadcast.cancel", one.id, "sure"))
    assert "2 people have it" in await sec.press_pointer(Pointer("broadcast.pause", one.id))


async def test_a_correction_is_approved_too_and_replaces_the_text(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, other = await sent(world)
    await sec.press("Correct", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    assert "Version 2 is a correction" in sec.screen
    assert "By Monday" not in ana.all
    await sec.press("Ask for approval")
    preview = await other.press("Open the preview")
    assert "A correction for the 1 recipient of the broadcast: 1 has the older text" in preview
    await other.press("Approve and send")
    assert "By Monday, please." in ana.all
    assert "Please send your inputs" not in ana.all
    assert "it replaces the text sent before" in ana.all
    assert "Reached with version 2: 1; still with an older one: 0." in sec.screen


async def test_recalled_it_is_gone(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, _ = await sent(world)
    await sec.press("Recall")
    await sec.press("Yes, recall it")
    assert not ana.handles
    assert "Recalled by Sec on" in sec.screen
    assert "Taken back from 1 of the 1 who had it." in sec.screen


async def test_acknowledged_once_and_told_when_pressed_again(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, _ = await sent(world)
    one = await kept(world)
    screen = await ana.press("Acknowledge")
    assert "You have acknowledged this on" in screen
    assert "Acknowledged by 1 of the 1 to whom it was sent." in sec.screen
    world.now += timedelta(hours=1)
    assert "09:00" in await ana.press_pointer(Pointer("broadcast.acknowledge", one.id, "1"))
    assert (await counted(world)).acknowledged == 1


async def test_who_has_not_got_it_has_nothing_to_acknowledge(world: World) -> None:
    await world.focal_point("ana")
    await sent(world)
    late, one = await world.focal_point("late", "VNM"), await kept(world)
    screen = await late.press_pointer(Pointer("broadcast.acknowledge", one.id, "1"))
    assert "This was not sent to you" in screen
    assert (await counted(world)).acknowledged == 0


async def test_a_reminder_that_is_acknowledged_says_so_and_is_recalled_like_the_rest(world: World) -> None:
    bao = await world.focal_point("bao", "VNM")
    sec, _ = await sent(world)
    await sec.press("Remind the 1 who is silent")
    await bao.press("Acknowledge")
    assert "You have acknowledged this on" in bao.screen
    assert "you have not done so yet" not in bao.all
    assert bao.all.count("Please send your inputs") == 2
    await sec.press("Recall")
    await sec.press("Yes, recall it")
    assert not bao.handles


async def test_those_who_are_silent_are_reminded_and_no_others(world: World) -> None:
    ana, bao = await world.focal_point("ana"), await world.focal_point("bao", "VNM")
    sec, _ = await sent(world)
    await ana.press("Acknowledge")
    await sec.press("Remind the 1 who is silent")
    assert "you have not done so yet" in bao.screen
    assert "you have not done so yet" not in ana.all
    one = await kept(world)
    screen = await sec.press_pointer(Pointer("broadcast.remind", one.id, "0"))
    assert "Sec reminded them already" in screen
    assert bao.all.count("you have not done so yet") == 1
    await bao.press("Acknowledge")
    assert "Remind the" not in sec.screen
    one = await kept(world)
    assert "has acknowledged it" in await sec.press_pointer(Pointer("broadcast.remind", one.id))


async def test_a_dry_run_does_all_but_the_sending(world: World) -> None:
    ana = await world.focal_point("ana")
    sec = await for_delegates(world)
    await sec.press("When it goes")
    await sec.fill(when="local")
    await sec.fill(on="2022-04-01", hour="9:00")
    await sec.press("Dry run")
    assert "1 of 1 would be sent. Nothing was sent." in sec.screen
    report = await sec.press("All recipients")
    assert "1 of 1 would be sent. Nothing was sent." in report
    assert "not to be sent" not in report
    assert not ana.handles
    counts = await counted(world, dry=True)
    assert counts.by_state == {State.SUPPRESSED: 1}
    assert (await kept(world)).dry_runs == 1


async def test_who_was_not_reached_stands_on_the_card_and_in_the_report(world: World) -> None:
    await world.focal_point("ana")
    await known_by_name_alone(world)
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    preview = await other.press("Open the preview")
    assert "1 would not get it" in preview
    assert "Bao, Viet Nam" in preview
    await other.press("Approve and send")
    assert "2 recipients: 1 sent and 1 not reached." in sec.screen
    assert "Not reached: 1. No account and no e-mail address is known." in sec.screen
    report = await sec.press("Who has it and who not")
    assert "Bao, Viet Nam" in report
    assert "Not reached." in report
    assert "Next: correct the address on the focal points list" in report
    assert "Ana, Fiji" not in report
    everybody = await sec.press("All recipients")
    assert "Ana, Fiji" in everybody
    assert "Sent on" in everybody


async def known_by_name_alone(world: World) -> None:
    bao = Person(id="bao", name="Bao", roles=frozenset({Role.FOCAL_POINT}), delegation="VNM")
    async with world.database.unit() as unit:
        await unit.people.add(bao)
        await unit.commit()


async def test_who_was_not_reached_is_sent_to_once_more_when_there_is_a_way(world: World) -> None:
    await world.focal_point("ana")
    await known_by_name_alone(world)
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await other.press("Approve and send")
    await sec.press("Who has it and who not")
    async with world.database.unit() as unit:
        await unit.people.bind(Address("test", "bao"), "bao")
        await unit.commit()
    await sec.press("Send once more", on="Bao")
    assert "The platform refused" not in sec.screen
    assert "Not reached." not in await sec.press("All recipients")
    assert "Please send your inputs" in world.stranger("bao").screen
    assert (await counted(world)).by_state == {State.SENT: 2}
    one = await kept(world)
    again = Pointer("broadcast.send-again", f"{one.id} bao")
    assert "nothing to decide here any more" in await sec.press_pointer(again)
    assert [step.note for step in one.steps if step.what == "sent-again"] == ["bao"]


async def test_somebody_can_be_left_out_after_all(world: World) -> None:
    await world.focal_point("ana")
    sec, _ = await planned_for_tomorrow(world)
    one = await kept(world)
    assert "1 waiting" in sec.screen
    await sec.press_pointer(Pointer("broadcast.leave", f"{one.id} ana"))
    assert (await counted(world)).by_state == {State.CANCELLED: 1}
