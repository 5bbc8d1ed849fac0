"""What the bot answers, as the person in Slack sees it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import Card, Pointer, say
from bot.chat import Address, Carries, Done, Filled, Happened, Parcel, Pressed, Replace, ShowForm, Tell
from bot.dialog import Ask
from bot.forms import Day, FreeText, Number
from tests.adapters.slack.rig import ANA, Phrases, Rig, ask, english, rig
from tests.fakes import slack_requests as requests
from tests.fakes.slack import Fault
from tests.fakes.slack_blocks import view_faults

PAGE = ask({"title": FreeText(max_length=20), "places": Number(low=1, high=9), "until": Day(optional=True)})
BUTTON = {"type": "button", "action_id": "b1.0", "value": '["offer","",""]'}


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig() as made:
        yield made


def form(asked: Ask = PAGE) -> ShowForm:
    return ShowForm(asked, english())


async def opened(slack: Rig) -> requests.Json:
    """A modal as Slack shows it."""
    slack.bot.replies.append(form())
    await slack.answered(requests.command(ANA, "submit an offer"))
    return slack.fake.views[-1]


@pytest.mark.parametrize(
    "body",
    [
        requests.command(ANA, "submit an offer"),
        requests.pressed(ANA, BUTTON),
        requests.pressed_at_home(ANA, BUTTON),
    ],
    ids=["command", "press", "press at home"],
)
async def test_a_form_opens_where_there_is_a_trigger(slack: Rig, body: requests.Json) -> None:
    slack.bot.replies.append(form())
    assert await slack.send(body) == (200, "")
    [call] = slack.fake.called("views.open")
    assert call.arguments["trigger_id"] == body["trigger_id"]
    assert len(slack.bot.heard) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(error="expired_trigger_id"),
        Fault(status=500, error="internal_error"),
        Fault(status=429, retry_after=1),
        Fault(reset=True),
    ],
    ids=["trigger expired", "server fault", "too many", "connection broken"],
)
async def test_a_form_that_cannot_be_shown_is_asked_in_words(slack: Rig, fault: Fault) -> None:
    slack.fake.fail("views.open", fault)
    slack.bot.replies.append(form())
    body = requests.command(ANA, "submit an offer")
    assert await slack.send(body) == (200, "")
    first, second = slack.bot.heard
    assert second.what == Happened("form-not-shown", "draft-1")
    assert second.answer is Carries.NOTHING
    assert (second.sender, second.place) == (first.sender, first.place)
    assert second.id != first.id


async def test_what_was_entered_comes_in_and_the_modal_closes(slack: Rig) -> None:
    view = await opened(slack)
    slack.bot.replies.append(Done())
    answer = await slack.send(requests.submitted(ANA, view, {"title": "Water", "places": "7"}))
    assert answer == (200, "")
    assert slack.heard.what == Filled("draft-1", 3, {"title": "Water", "places": "7", "until": None})


async def test_errors_stand_under_their_fields_and_the_modal_stays(slack: Rig) -> None:
    view = await opened(slack)
    slack.bot.replies.append(form(replace(PAGE, problems={"places": say("required")})))
    answer = await slack.answered(requests.submitted(ANA, view, {"title": "Water"}))
    assert answer == {
        "response_action": "errors",
        "errors": {"places": english().words(say("required"))},
    }


async def test_an_error_elsewhere_or_another_version_redraws_the_modal(slack: Rig) -> None:
    view = await opened(slack)
    elsewhere = replace(PAGE, questions={**PAGE.questions, "sum": Number(low=1, high=2)})
    moved_on = replace(PAGE, draft=replace(PAGE.draft, version=4))
    for asked, wrong in ((elsewhere, "sum"), (moved_on, "title")):
        kept = replace(asked, problems={wrong: say("required")}, typed={"title": "as it was typed"})
        slack.bot.replies.append(form(kept))
        answer = await slack.answered(requests.submitted(ANA, view, {"title": "as it was typed"}))
        assert answer["response_action"] == "update"
        assert "as it was typed" in str(answer["view"])
        assert english().words(say("required")) in str(answer["view"])


async def test_the_next_page_takes_the_place_of_this_one(slack: Rig) -> None:
    view = await opened(slack)
    slack.bot.replies.append(form(replace(PAGE, page=2, pages=2)))
    answer = await slack.answered(requests.submitted(ANA, view, {"title": "Water"}))
    assert answer["response_action"] == "update"
    shown = answer["view"]
    assert isinstance(shown, dict)
    assert not view_faults(shown)
    assert shown["title"]["text"].endswith(" 2/2")


async def test_a_sentence_in_answer_to_a_submission_is_shown_in_the_modal(slack: Rig) -> None:
    view = await opened(slack)
    slack.bot.replies.append(Tell(say("Decided already."), Phrases()))
    answer = await slack.answered(requests.submitted(ANA, view, {}))
    assert answer["response_action"] == "update"
    assert "Decided already." in str(answer["view"])


async def test_a_sentence_in_answer_to_a_press_is_a_message(slack: Rig) -> None:
    slack.bot.replies.append(Tell(say("Decided already."), Phrases()))
    await slack.answered(requests.pressed(ANA, BUTTON))
    assert slack.fake.newest(ANA.dm)["text"] == "Decided already."


async def test_a_card_in_answer_to_a_press_replaces_the_message(slack: Rig) -> None:
    handle = await slack.slack.outgoing.deliver(parcel_of("first"))
    ts = handle.rsplit("/", 1)[1]
    slack.bot.replies.append(Replace(Card(say("second")), Phrases()))
    await slack.answered(requests.pressed(ANA, BUTTON, ts=ts))
    assert slack.heard.what == Pressed(Pointer("offer"), handle)
    assert [message["text"] for message in slack.fake.channels[ANA.dm].values()] == ["second"]


def parcel_of(text: str) -> Parcel:
    return Parcel("one", Address("slack", "T1/U1"), Card(say(text)), Phrases())


async def test_a_modal_that_was_closed_keeps_its_draft(slack: Rig) -> None:
    view = await opened(slack)
    heard = len(slack.bot.heard)
    assert await slack.send(requests.closed(ANA, view)) == (200, "")
    assert len(slack.bot.heard) == heard


async def test_the_language_is_known_at_the_first_word_and_asked_for_once(slack: Rig) -> None:
    slack.fake.locales |= {"U1": "fr-FR"}
    for text in ("bonjour", "menu"):
        await slack.answered(requests.said(ANA, text))
        assert slack.heard.locale == "fr-FR"
    assert len(slack.fake.called("users.info")) == 1
    slack.hours.pass_(days=1, seconds=1)
    await slack.answered(requests.said(ANA, "menu"))
    assert len(slack.fake.called("users.info")) == 2


@pytest.mark.parametrize(
    "fault",
    [Fault(error="user_not_found"), Fault(status=429, retry_after=9), Fault(status=500)],
)
async def test_without_an_answer_about_the_language_the_turn_goes_on(slack: Rig, fault: Fault) -> None:
    slack.fake.fail("users.info", fault)
    for text in ("hello", "menu"):
        await slack.answered(requests.said(ANA, text))
        assert slack.heard.locale == ""
    assert len(slack.fake.called("users.info")) == 1


async def test_a_slack_that_hangs_holds_up_one_message_for_a_second(slack: Rig) -> None:
    slack.fake.fail("users.info", Fault(hang=True))
    began = asyncio.get_running_loop().time()
    await slack.answered(requests.said(ANA, "hello"))
    assert asyncio.get_running_loop().time() - began < 2
    assert slack.heard.locale == ""


async def test_the_reply_goes_to_the_chat_that_the_message_came_from(slack: Rig) -> None:
    await slack.answered(requests.said(ANA, "menu", channel="D777"))
    await slack.slack.deliver(parcel_of("answer"))
    assert slack.fake.newest("D777")["text"] == "answer"
    assert not slack.fake.called("conversations.open")


async def test_a_command_in_somebody_elses_chat_is_answered_in_ones_own(slack: Rig) -> None:
    await slack.answered(requests.command(ANA, "menu", channel="D999", name="directmessage"))
    assert slack.heard.place == Address("slack", "T1/U1")
    await slack.slack.deliver(parcel_of("answer"))
    assert slack.fake.newest(ANA.dm)["text"] == "answer"
