"""Microsoft's client on one's own machine: no tokens, no dialogs."""

import pytest

from bot.cards import Actions, Button, Card, Pointer, say
from bot.chat import Address, Carries, Done, Happened, Json, Parcel, ShowForm
from tests.adapters.teams.plain import Plain, asking, texts
from tests.adapters.teams.rig import Rig
from tests.fakes import teams_cards as seen
from tests.fakes.teams import Fault

CARD = Card(say("menu-card"), (Actions((Button(say("offer"), Pointer("offer")),)),))
FORM = ShowForm(asking(), Plain())
NO_TOKEN = {"x-ms-agents-playground": "true"}


async def shown(bot: Rig, place: str = "a:ana") -> Json:
    """The card as it was sent to the client."""
    handle = await bot.teams.deliver(Parcel("delivery-1", Address("teams", place), CARD, texts))
    return seen.content(bot.fake.messages[handle])


async def test_it_is_let_in_without_a_token_and_answered_without_one(open_bot: Rig) -> None:
    assert (await open_bot.post(open_bot.ana.message("menu"), NO_TOKEN)).status == 200
    await shown(open_bot)
    assert open_bot.fake.calls[0].authorization == ""
    assert not open_bot.fake.tokens


@pytest.mark.parametrize("host", ["focal.example", "evil.example:8080", "127.0.0.1.evil.example"])
async def test_a_page_that_calls_this_machine_by_another_name_is_not_let_in(open_bot: Rig, host: str) -> None:
    answer = await open_bot.post(open_bot.ana.message("menu"), NO_TOKEN | {"Host": host})
    assert answer.status == 401
    assert not open_bot.taken


async def test_it_cannot_lead_the_bot_elsewhere(open_bot: Rig) -> None:
    activity = open_bot.ana.message("menu") | {"serviceUrl": "https://evil.example/"}
    assert (await open_bot.post(activity, NO_TOKEN)).status == 403


async def test_its_header_opens_no_door_that_needs_a_token(bot: Rig) -> None:
    assert (await bot.post(bot.ana.message("menu"), NO_TOKEN)).status == 401


async def test_a_form_comes_as_a_card_in_the_chat_and_goes_on_in_its_place(open_bot: Rig) -> None:
    bot, ana = open_bot, open_bot.ana
    await bot.post(ana.message("menu"), NO_TOKEN)
    button = seen.action(await shown(bot), "offer")
    assert button["type"] == "Action.Execute"
    bot.replies = [FORM, FORM, Done()]
    opened = await bot.post(ana.press(button, "a:ana/m1"), NO_TOKEN)
    assert opened.json["value"] == "see-chat"
    page = seen.content(bot.fake.in_("a:ana")[-1])
    assert not seen.faults(page)
    following = await bot.post(ana.press(seen.action(page, "submit"), title="Wells"), NO_TOKEN)
    assert Carries.FORM in bot.taken[-1].answer
    assert following.json["type"] == "application/vnd.microsoft.card.adaptive"
    closed = await bot.post(ana.press(seen.action(page, "submit"), title="Wells"), NO_TOKEN)
    assert closed.json["value"] == ""
    assert len(bot.fake.in_("a:ana")) == 2


async def test_a_form_that_cannot_be_shown_is_asked_in_words(open_bot: Rig) -> None:
    bot = open_bot
    await bot.post(bot.ana.message("menu"), NO_TOKEN)
    button = seen.action(await shown(bot), "offer")
    bot.replies = [FORM, Done()]
    bot.fake.faults = [Fault(status=404)]
    assert (await bot.post(bot.ana.press(button, "a:ana/m1"), NO_TOKEN)).status == 200
    pressed, words = bot.taken[-2:]
    assert words.what == Happened("form-not-shown", "01J0DRAFT")
    assert words.answer == Carries.NOTHING
    assert words.id != pressed.id


async def test_a_form_pressed_in_a_group_is_shown_to_the_person_alone(open_bot: Rig) -> None:
    bot, group = open_bot, open_bot.ana.in_group()
    await bot.post(bot.ana.message("menu"), NO_TOKEN)
    await bot.post(group.message("menu"), NO_TOKEN)
    bot.replies = [FORM]
    button = seen.action(await shown(bot, group.place), "offer")
    await bot.post(group.press(button, f"{group.place}/m1"), NO_TOKEN)
    assert len(bot.fake.in_(group.place)) == 1
    assert len(bot.fake.in_("a:ana")) == 1


async def test_a_client_that_says_it_has_no_dialogs_is_remembered(bot: Rig) -> None:
    await bot.post(bot.ana.message("menu"), bot.fake.signer.header() | NO_TOKEN)
    assert seen.action(await shown(bot), "offer")["type"] == "Action.Execute"
    await bot.post(bot.ana.message("menu"))
    assert seen.action(await shown(bot), "offer")["type"] == "Action.Submit"
