"""A second person looks at what would happen, and approves; everything else is refused with the reason."""

from datetime import timedelta

import pytest

from bot.cards import Pointer, say
from tests.dialogs.broadcasts import begun, for_delegates, kept, sent
from tests.words.readers import words
from tests.worlds import World


async def test_who_has_looked_approves_and_everybody_gets_it(world: World) -> None:
    ana, bao = await world.focal_point("ana"), await world.focal_point("bao", "VNM", language="fr")
    sec = await for_delegates(world)
    other = await world.secretariat("jonas")
    await sec.press("Ask for approval")
    assert "Sec asked for approval on" in other.screen
    preview = await other.press("Open the preview")
    assert "2 people would get it now: all focal points." in preview
    assert "Nobody is left out." in preview
    assert "Please send your inputs by Friday." in preview
    await other.press("Approve and send")
    for reader in (ana, bao):
        assert "Please send your inputs by Friday." in reader.screen
        assert "NB-2022-001, " in reader.screen
    for officer in (sec, other):
        assert "Complete. Approved by Jonas on" in officer.screen
        assert "2 recipients: 2 sent." in officer.screen


async def test_nobody_approves_their_own(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    assert "Approve and send" not in await sec.press("Open the preview")
    one = await kept(world)
    screen = await sec.press_pointer(Pointer("broadcast.approve", one.id, f"{one.version} 1"))
    assert "a second person of the secretariat has to approve it" in screen
    assert "NB-2022-001" in other.screen


async def test_an_old_preview_is_shown_anew_with_the_head_count_of_now(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    world.now += timedelta(minutes=11)
    await world.focal_point("bao", "VNM")
    screen = await other.press("Approve and send")
    assert "more than 10 min ago" in screen
    assert "2 people would get it now" in screen
    await other.press("Approve and send")
    assert (await kept(world)).sent_version == 1


async def test_somebody_more_on_the_list_is_seen_before_it_is_approved(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await world.focal_point("bao", "VNM")
    screen = await other.press("Approve and send")
    assert "Whom it goes to has changed" in screen
    assert "2 people would get it now" in screen


async def test_nothing_is_approved_unseen(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    one = await kept(world)
    screen = await other.press_pointer(Pointer("broadcast.approve", one.id, f"{one.version} 1"))
    assert "Open the preview first" in screen
    assert (await kept(world)).sent_version == 0


@pytest.mark.parametrize("saw", ["9" * 5000, "9" * 20, "١٢ 1", "one"])
async def test_a_forged_number_is_refused_like_any_other(world: World, saw: str) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    of = (await kept(world)).id
    for verb, pointed in (("approve", of), ("remind", of), ("acknowledge", f"{of}/{saw}")):
        screen = await other.press_pointer(Pointer(f"broadcast.{verb}", pointed, saw))
        assert "went wrong" not in screen
    assert (await kept(world)).sent_version == 0


async def test_after_an_edit_the_request_is_gone(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await sec.press("Change", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    assert "Sec changed it on" in other.screen
    assert "By Monday, please." in other.screen
    assert "Approve and send" not in other.screen
    one = await kept(world)
    screen = await other.press_pointer(Pointer("broadcast.approve", one.id, "1 1"))
    assert "Sec changed it" in screen
    assert "By Monday, please." in screen
    assert "By Monday" not in ana.all


async def test_who_asked_is_told_that_somebody_else_changed_it(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    before = len(sec.handles)
    await other.press("Change", on="Call for inputs")
    await other.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    assert len(sec.handles) == before + 1
    assert "Jonas changed it on" in sec.screen
    assert "the request for approval is withdrawn" in sec.screen
    await other.press("Change", on="Call for inputs")
    await other.fill(language="en", subject="Call for inputs", body="By Tuesday, please.")
    assert len(sec.handles) == before + 1


async def test_who_asked_for_a_correction_is_told_that_it_was_changed(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await sent(world)
    await sec.press("Correct", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    assert "Version 2 is a correction" in sec.screen
    await sec.press("Ask for approval")
    before = len(sec.handles)
    await other.press("Correct", on="Call for inputs")
    await other.fill(language="en", subject="Call for inputs", body="By Tuesday, please.")
    assert len(sec.handles) == before + 1
    assert "Jonas changed the correction on" in sec.screen


async def test_what_was_changed_before_it_was_sent_corrects_nothing(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await sec.press("Change", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body="By Monday, please.")
    await sec.press("Ask for approval")
    assert "correction" not in await other.press("Open the preview")
    await other.press("Approve and send")
    assert "By Monday, please." in ana.screen
    assert "correction" not in ana.screen
    assert "older" not in sec.screen


async def test_twice_is_told_by_whom_and_when(world: World) -> None:
    await world.focal_point("ana")
    _, other = await sent(world)
    third = await world.secretariat("third")
    one = await kept(world)
    for officer in (other, third):
        screen = await officer.press_pointer(Pointer("broadcast.approve", one.id, "1 1"))
        assert "Jonas approved this version already" in screen
    screen = await other.press_pointer(Pointer("broadcast.request", one.id))
    assert "approved this version already" in screen


async def test_a_press_that_comes_again_sends_nothing_again(world: World) -> None:
    ana = await world.focal_point("ana")
    _, other = await sent(world)
    await other.again()
    await other.again(event="another")
    assert ana.all.count("Please send your inputs") == 1


async def test_alone_in_the_secretariat(world: World) -> None:
    await world.focal_point("ana")
    sec = await for_delegates(world)
    assert "Nobody else of the secretariat is on the list" in await sec.press("Ask for approval")


async def test_a_delegate_can_do_none_of_it(world: World) -> None:
    ana = await world.focal_point("ana")
    await begun(world)
    one = await kept(world)
    for verb in ("view", "preview", "request", "approve", "cancel", "recall", "report", "rehearse", "pause"):
        screen = await ana.press_pointer(Pointer(f"broadcast.{verb}", one.id, "1 1"))
        assert words("en")(say("not-allowed")) in screen


async def test_as_a_delegation_will_see_it(world: World) -> None:
    await world.focal_point("bao", "VNM", language="fr")
    sec = await begun(world)
    await sec.press("Add a language")
    await sec.fill(language="fr", subject="Appel", body="Merci d’envoyer vos contributions.")
    await sec.press("Open the preview")
    await sec.press("See it as a delegation")
    await sec.fill(member="Vietnam")
    assert "NB-2022-001 as seen by Viet Nam" in sec.screen
    assert "Merci d’envoyer vos contributions." in sec.screen
    assert "Please send" not in sec.screen
    assert "Bao, Viet Nam" in sec.screen


async def test_what_goes_at_once_names_no_minute_and_its_button_is_told(world: World) -> None:
    await world.focal_point("ana")
    sec = await begun(world)
    assert "Button: Acknowledge" in await sec.press("Open the preview")
    await sec.press("See it as a delegation")
    await sec.fill(member="Fiji")
    assert "Ana, Fiji: at once, when it is approved" in sec.screen
    assert "Button: Acknowledge" in sec.screen
    assert "2022" not in sec.screen.replace("NB-2022-001", "")


async def test_what_asks_for_nothing_shows_no_button(world: World) -> None:
    sec = await begun(world, needs_ack="no")
    assert "Acknowledge" not in await sec.press("Open the preview")


async def test_an_older_preview_says_who_has_approved_it(world: World) -> None:
    await world.focal_point("ana")
    sec, other = await for_delegates(world), await world.secretariat("jonas")
    third = await world.secretariat("third")
    await sec.press("Ask for approval")
    await third.press("Open the preview")
    assert "Approve and send" in third.screen
    await other.press("Open the preview")
    await other.press("Approve and send")
    preview = next(third.read(one) for one in third.handles if "Preview of NB-2022-001" in third.read(one))
    assert "Approved by Jonas on Wed, 23 Mar 2022" in preview
    assert "Approve and send" not in preview
    assert "For: all focal points" in preview
    assert "as soon as it is approved" not in preview


async def test_the_preview_of_what_was_cancelled_offers_no_request(world: World) -> None:
    sec = await for_delegates(world)
    await sec.press("Open the preview")
    await sec.press("Cancel the broadcast")
    await sec.press("Yes, cancel it")
    preview = next(sec.read(one) for one in sec.handles if "Preview of NB-2022-001" in sec.read(one))
    assert "Cancelled by Sec on" in preview
    assert "Ask for approval" not in preview


async def test_by_everybodys_clock_the_first_and_the_last_instant_are_told(world: World) -> None:
    await world.focal_point("ana")
    await world.focal_point("tur", "TUR")
    sec = await for_delegates(world)
    await sec.press("When it goes")
    await sec.fill(when="local")
    await sec.fill(on="2022-04-01", hour="9:00")
    screen = await sec.press("Open the preview")
    assert "from Fri, 1 Apr 2022, 04:00 (Bangkok, UTC+7) to Fri, 1 Apr 2022, 13:00 (Bangkok, UTC+7)" in screen


async def test_who_is_left_out_in_pages_with_the_reason(world: World) -> None:
    for number in range(7):
        await world.focal_point(f"fiji{number}")
    sec = await begun(world)
    await sec.press("Whom it is for")
    await sec.fill(without="Fiji")
    await sec.fill()
    await sec.fill()
    first = await sec.press("Open the preview")
    assert "7 would not get it" in first
    assert "excepted" in first
    assert "Fiji6" not in first
    assert "Fiji6" in await sec.press("More")
