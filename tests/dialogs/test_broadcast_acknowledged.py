"""An acknowledgement is of the text that was read: after a correction the newer one is asked for too."""

from datetime import timedelta

from bot.cards import Pointer
from tests.dialogs.broadcasts import counted, kept, sent
from tests.worlds import User, World


async def corrected(world: World, sec: User, other: User, text: str = "By Monday, please.") -> None:
    await sec.press("Correct", on="Call for inputs")
    await sec.fill(language="en", subject="Call for inputs", body=text)
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    world.now += timedelta(hours=1)
    await other.press("Open the preview")
    await other.press("Approve and send")


async def talking(world: World) -> tuple[User, User, User]:
    """To a delegate who writes in the chat where it arrives."""
    ana = await world.focal_point("ana")
    await ana.say("menu")
    return ana, *await sent(world)


async def test_after_a_correction_the_newer_text_is_acknowledged_too(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, other = await sent(world)
    await ana.press("Acknowledge")
    await corrected(world, sec, other)
    assert "By Monday, please." in ana.screen
    assert "You acknowledged the earlier text on" in ana.screen
    assert "Acknowledged by 1 of the 1 to whom it was sent." in sec.screen
    assert "Of these, 1 acknowledged the earlier text, not the correction." in sec.screen
    await sec.press("Who has it and who not")
    assert "Acknowledged the earlier text on" in await sec.press("All recipients")
    await ana.press("Acknowledge")
    assert "You have acknowledged this on" in ana.screen
    assert "earlier text" not in ana.screen
    await sec.press("Back to the broadcast")
    assert "earlier text" not in sec.screen
    await sec.press("Who has it and who not")
    assert "Acknowledged on" in await sec.press("All recipients")


async def test_among_all_recipients_it_says_who_is_silent(world: World) -> None:
    ana = await world.focal_point("ana")
    await world.focal_point("bao", "VNM")
    sec, _ = await sent(world)
    await ana.press("Acknowledge")
    await sec.press("Who has it and who not")
    everybody = await sec.press("All recipients")
    assert everybody.count("Not acknowledged yet.") == 1
    assert everybody.index("Bao, Viet Nam") < everybody.index("Not acknowledged yet.")


async def test_the_older_text_pressed_late_does_not_take_the_newer_one_back(world: World) -> None:
    ana = await world.focal_point("ana")
    sec, other = await sent(world)
    await corrected(world, sec, other)
    await ana.press("Acknowledge")
    one = await kept(world)
    for saw in ("1", "99"):
        screen = await ana.press_pointer(Pointer("broadcast.acknowledge", one.id, saw))
        assert "You have acknowledged this on" in screen
    assert (await counted(world)).acknowledged_older == 0
    await corrected(world, sec, other, "By Tuesday, please.")
    assert (await counted(world)).acknowledged_older == 1


async def test_in_words_it_is_answered_in_one_line_and_the_message_follows(world: World) -> None:
    ana, sec, other = await talking(world)
    message = ana.handles[-1]
    line = await ana.say("Acknowledge")
    assert line.startswith("You have acknowledged this on Wed, 23 Mar 2022")
    assert "\n" not in line
    assert ana.handles[-2] == message
    assert "Please send your inputs" in ana.read(message)
    assert "You have acknowledged this on" in ana.read(message)
    assert "1. Acknowledge" not in ana.read(message)
    assert "Acknowledged by 1 of the 1" in sec.screen
    await corrected(world, sec, other)
    assert "By Monday, please." in ana.read(message)


async def test_in_words_after_a_correction_both_are_told_apart(world: World) -> None:
    ana, sec, other = await talking(world)
    message = ana.handles[-1]
    await ana.say("Acknowledge")
    await corrected(world, sec, other)
    assert "By Monday, please." in ana.read(message)
    assert "You acknowledged the earlier text on" in ana.read(message)
    one = await kept(world)
    await ana.press_pointer(Pointer("broadcast.acknowledge", one.id, "2"))
    assert (await counted(world)).acknowledged_older == 0
