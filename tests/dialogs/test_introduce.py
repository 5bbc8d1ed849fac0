"""Being let in: by a code, or by asking; and nothing else to be seen before."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards import Pointer
from bot.chat import Address, Happened
from bot.domain.people import Assignment, Person, Role
from bot.people_list import issue_code
from tests.worlds import User, World

ASKED = {
    "acting": "country",
    "name": "Litia Koroi",
    "role": "focal point",
    "email": "Litia@MFA.gov.fj",
}


async def listed(world: World, name: str = "litia", email: str = "litia@mfa.gov.fj") -> None:
    """On the list, but no account is known."""
    role = Assignment(id=f"r-{name}", person=name, role=Role.FOCAL_POINT, delegation="FJI")
    async with world.database.unit() as unit:
        await unit.focal_points.add(Person(id=name, name=name.title(), email=email))
        await unit.focal_points.assign(role)
        await unit.commit()


async def code(world: World, email: str = "litia@mfa.gov.fj", byte: int = 7) -> str:
    issued = await issue_code(
        world.database.unit, email, now=world.now, chance=lambda count: bytes([byte] * count)
    )
    assert issued
    return issued.code


def on_disk(world: World) -> bytes:
    """The database and what it has not yet folded in."""
    file = Path(world.database.url.database or "")
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


async def who(world: World, name: str) -> Person | None:
    async with world.database.reading() as unit:
        return await unit.people.at(Address("test", name), now=world.now)


async def ask(user: User, **given: str) -> None:
    await user.press("Ask the secretariat")
    await user.fill(**ASKED | given)
    await user.fill(country="Fiji")


async def asking(world: World, account: str = "new", **given: str) -> User:
    user = world.stranger(account)
    await user.say("hello")
    await ask(user, **given)
    return user


@pytest.mark.parametrize(
    "words", ["hello", "menu", "help", "submit an offer", "focal points", "1. 2. 3.", "x" * 10_000]
)
async def test_an_outsider_sees_nothing_but_the_way_in(world: World, words: str) -> None:
    screen = await world.stranger("new").say(words)
    assert "You are not on the list of focal points" in screen
    assert "1. I have a code" in screen
    assert "2. Ask the secretariat" in screen
    assert "3." not in screen


async def test_what_is_kept_and_who_reads_it_is_said_before_anything_is_asked(world: World) -> None:
    new = world.stranger("new")
    await new.sends(new.inbound(Happened("arrived")))
    assert "Microsoft or Slack and the administrators of your account can read this chat" in new.screen


async def test_the_home_screen_of_an_outsider_is_the_way_in(world: World) -> None:
    new = world.stranger("new")
    await new.sends(new.inbound(Happened("home-opened")))
    assert "You are not on the list" in new.screen


async def test_a_code_binds_the_account_to_the_listed_person_and_both_sides_are_told(world: World) -> None:
    sec = await world.secretariat()
    await listed(world)
    new = world.stranger("new")
    await new.says("hello", "I have a code")
    assert "Which code were you given?" in new.screen
    screen = await new.say((await code(world)).lower().replace("-", " "))
    assert "Welcome, Litia" in screen
    assert "Focal point, Fiji" in screen
    assert "Litia has used their code" in sec.screen
    assert (await who(world, "new") or Person(id="")).id == "litia"
    assert "Submit a need" in await new.say("menu")


async def test_a_code_is_understood_without_a_word_before_it(world: World) -> None:
    await listed(world)
    assert "This code is not known" in await world.stranger("other").say("AAAA-BBBB-CCCC-DDDD")
    assert "Welcome, Litia" in await world.stranger("new").say(await code(world))


async def test_the_row_an_account_was_bound_to_before_is_gone(world: World) -> None:
    await listed(world)
    new = world.stranger("new")
    await new.say("hello")
    before = await who(world, "new")
    assert before
    await new.says("1", await code(world))
    async with world.database.reading() as unit:
        assert await unit.focal_points.get(before.id) is None


async def test_a_code_works_once(world: World) -> None:
    await listed(world)
    typed = await code(world)
    await world.stranger("new").says("hello", "1", typed)
    other = world.stranger("other")
    await other.says("hello", "1", typed)
    assert "used already" in other.screen
    assert not (await who(world, "other") or Person(id="")).roles


async def test_a_new_code_makes_the_earlier_one_void(world: World) -> None:
    await listed(world)
    earlier = await code(world, byte=1)
    await code(world, byte=2)
    new = world.stranger("new")
    assert "not known" in await new.says("hello", "1", earlier)


async def test_a_code_expires(world: World) -> None:
    await listed(world)
    typed = await code(world)
    world.now += timedelta(days=14)
    assert "expired" in await world.stranger("new").says("hello", "1", typed)


async def test_five_wrong_codes_lock_the_account_for_a_day_and_the_secretariat_hears_of_it(
    world: World,
) -> None:
    sec = await world.secretariat()
    await listed(world)
    new = world.stranger("new")
    await new.says("hello", "1")
    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        assert f"{left} left" in await new.say("AAAA-BBBB-CCCC-DDDD")
    assert "You can try again from" in await new.say("AAAA-BBBB-CCCC-DDDD")
    assert "has typed 5 wrong codes" in sec.screen
    right = await code(world)
    assert "You can try again from" in await new.says("1", right)
    world.now += timedelta(days=1, minutes=1)
    assert "Welcome" in await new.says("1", right)


@pytest.mark.parametrize("wrong", [False, True])
async def test_no_code_stays_readable_anywhere(world: World, wrong: bool) -> None:
    await listed(world)
    typed = "QQQQ-WWWW-ZZZZ-TTTT" if wrong else await code(world)
    new = world.stranger("new")
    await new.says("hello", "1", typed)
    assert typed.encode() not in on_disk(world)


async def test_a_resent_code_is_answered_without_a_word(world: World) -> None:
    await listed(world)
    new = world.stranger("new")
    await new.say("hello")
    await new.press("I have a code")
    await new.fill(code=await code(world))
    said = len(new.handles)
    await new.again()
    await new.again("another-event")
    assert len(new.handles) == said


async def test_a_request_is_approved_and_both_sides_are_told(world: World) -> None:
    sec, other = await world.secretariat(), await world.secretariat("sec2")
    new = await asking(world)
    assert "You asked the secretariat" in new.screen
    assert "Ask the secretariat" not in new.screen.partition("What is kept")[2]
    assert "Request of Litia Koroi" in sec.screen
    assert "Focal point, Fiji" in sec.screen
    assert "Approved by Sec" in await sec.press("Approve")
    assert "Approved by Sec" in other.screen
    assert "Welcome, Litia Koroi" in new.screen
    admitted = await who(world, "new")
    assert admitted
    assert (admitted.delegation, admitted.roles, admitted.email) == (
        "FJI",
        frozenset({Role.FOCAL_POINT}),
        "litia@mfa.gov.fj",
    )


async def test_somebody_with_the_same_email_is_approved_as_the_listed_person(world: World) -> None:
    sec = await world.secretariat()
    await listed(world)
    new = await asking(world)
    assert "On the list with this e-mail: Litia – Focal point, Fiji" in sec.screen
    await sec.press("Approve as Litia")
    assert "Welcome, Litia" in new.screen
    assert (await who(world, "new") or Person(id="")).id == "litia"


async def test_who_is_approved_must_be_who_was_seen(world: World) -> None:
    sec = await world.secretariat()
    await asking(world)
    await listed(world)
    assert "The list has changed" in await sec.press("Approve")
    assert "Approve as Litia" in sec.screen


async def test_a_request_is_declined_with_a_reason_and_can_be_made_again(world: World) -> None:
    sec = await world.secretariat()
    new = await asking(world)
    await sec.press("Decline")
    await sec.fill(text="Please ask your ministry to name you.")
    assert "declined your request: Please ask your ministry to name you." in new.screen
    assert "2. Ask the secretariat" in new.screen
    assert not (await who(world, "new") or Person(id="")).roles
    await ask(new)
    assert "You asked the secretariat" in new.screen


async def test_a_press_on_an_old_card_says_who_decided_and_when(world: World) -> None:
    sec, other = await world.secretariat(), await world.secretariat("sec2")
    await asking(world)
    _, button = other.button("Approve")
    await sec.press("Decline")
    await sec.fill(text="Not now.")
    assert isinstance(button.does, Pointer)
    await other.press_pointer(button.does)
    assert "This was already decided by Sec on" in other.screen
    assert "Declined by Sec" in other.screen


async def test_no_reason_is_asked_for_what_is_decided_already(world: World) -> None:
    sec, other = await world.secretariat(), await world.secretariat("sec2")
    await asking(world)
    _, button = other.button("Decline")
    await sec.press("Approve")
    assert isinstance(button.does, Pointer)
    await other.press_pointer(button.does)
    assert "This was already decided by Sec on" in other.screen


async def test_those_who_wait_are_a_live_list(world: World) -> None:
    sec = await world.secretariat()
    assert "Nobody is waiting" in await sec.say("people waiting")
    for number in range(7):
        await asking(world, f"new{number}", name=f"Person {number}", email=f"p{number}@example.org")
    shown = next(sec.read(handle) for handle in sec.handles if "People waiting" in sec.read(handle))
    assert "Person 0 – Focal point, Fiji" in shown
    assert "Person 5" not in shown
    await sec.press("More", on="People waiting")
    assert "Person 6" in "".join(
        sec.read(handle) for handle in sec.handles if "People waiting" in sec.read(handle)
    )


async def test_one_request_at_a_time(world: World) -> None:
    new = await asking(world)
    await ask(new)
    assert "with the secretariat already" in new.all


async def test_an_email_that_is_none_is_asked_again_with_the_rest_kept(world: World) -> None:
    new = world.stranger("new")
    await new.say("hello")
    await ask(new, email="litia at mfa")
    assert new.form
    assert list(new.form.questions) == ["email"]
    assert new.form.default("email") == "litia at mfa"
    await new.fill(email="litia@mfa.gov.fj")
    assert "You asked the secretariat" in new.screen


async def test_asking_word_by_word(world: World) -> None:
    await world.secretariat()
    new = world.stranger("new")
    await new.says("hello", "2", "an organization", "undp", "Jo Li", "Observer", "skip", "jo@undp.org")
    assert "Anything the secretariat should know?" in new.screen
    assert "You asked the secretariat" in await new.say("skip")


async def test_a_request_still_waiting_ends_when_a_code_is_used(world: World) -> None:
    sec = await world.secretariat()
    await listed(world)
    new = await asking(world)
    await new.press("I have a code")
    await new.fill(code=await code(world))
    assert "Nobody is waiting" in await sec.say("people waiting")


async def test_who_was_on_the_list_before_and_comes_back_keeps_their_history(world: World) -> None:
    await listed(world)
    new = world.stranger("new")
    await new.says("hello", "1", await code(world))
    async with world.database.unit() as unit:
        one = await unit.focal_points.locked("litia")
        assert one
        ended = one.roles[0].ended(on=world.now.date())
        assert isinstance(ended, Assignment)
        await unit.focal_points.change(ended)
        await unit.commit()
    assert "You are not on the list" in await new.say("menu")
    sec = await world.secretariat()
    await ask(new)
    await sec.press("Approve as Litia")
    assert "Welcome, Litia" in new.screen
    async with world.database.reading() as unit:
        again = await unit.focal_points.get("litia")
    assert again
    assert len(again.roles) == 2
