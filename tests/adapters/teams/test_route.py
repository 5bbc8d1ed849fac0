"""What Teams gets as an answer, and what is remembered of whom."""

import asyncio
import json

import pytest

from bot.cards import Actions, Button, Card, Pointer, Text, say
from bot.chat import (
    Address,
    Carries,
    Done,
    Filled,
    Happened,
    Inbound,
    Json,
    Pressed,
    Replace,
    Said,
    ShowForm,
    Tell,
)
from bot.errors import Unavailable
from tests.adapters.teams.plain import Plain, asking, texts
from tests.adapters.teams.rig import Response, Rig
from tests.fakes import teams_cards as seen
from tests.fakes.teams import Fault
from tests.fakes.teams_activities import Talker

OFFER = Card(
    say("offer-card"), (Text(say("stands")), Actions((Button(say("renew"), Pointer("offer.renew", "1")),)))
)
FORM = ShowForm(asking(pages=2), Plain())
RENEW: Json = {"type": "Action.Execute", "verb": "offer.renew", "data": {"of": "1", "saw": "2"}}
OPEN: Json = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "verb": "offer"}}
SEND: Json = {"type": "Action.Submit", "data": {"page-of": {"draft": "01J0DRAFT", "version": 3}}}


def inside(answer: Response, *path: str) -> Json:
    found: object = answer.json
    for name in path:
        assert isinstance(found, dict)
        found = found[name]
    assert isinstance(found, dict)
    return found


async def test_a_message_is_taken_and_answered_with_nothing(bot: Rig) -> None:
    answer = await bot.post(bot.ana.message("submit an offer"))
    assert (answer.status, answer.text) == (200, "")
    (taken,) = bot.taken
    assert (taken.what, taken.sender) == (Said("submit an offer"), Address("teams", "tenant-fj/aad-ana"))
    assert taken.received_at == bot.hours.now()


async def test_it_counts_from_its_arrival_however_long_the_keys_take(bot: Rig) -> None:
    arrived, bot.fake.metadata = bot.hours.now(), Fault(kind="hang")
    posting = asyncio.create_task(bot.post(bot.ana.message("request the floor")))
    await bot.fake.hanging.wait()
    bot.hours.passed, bot.fake.metadata = 4, None
    bot.fake.released.set()
    assert (await posting).status == 200
    assert bot.taken[0].received_at == arrived


async def test_a_pressed_card_is_replaced_in_place(bot: Rig) -> None:
    bot.replies = [Replace(OFFER, texts)]
    answer = await bot.post(bot.ana.press(RENEW, "a:ana/m1"))
    assert bot.taken[0].what == Pressed(Pointer("offer.renew", "1", "2"), "a:ana/m1")
    assert answer.json["type"] == "application/vnd.microsoft.card.adaptive"
    assert answer.json["statusCode"] == 200
    assert not seen.faults(inside(answer, "value"))
    assert "stands" in seen.texts(inside(answer, "value"))


async def test_a_press_answered_later_leaves_the_card_as_it_is(bot: Rig) -> None:
    answer = await bot.post(bot.ana.press(RENEW, "a:ana/m1"))
    assert answer.status == 200
    assert answer.json == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "",
    }


async def test_a_sentence_for_a_card_is_shown_as_one(bot: Rig) -> None:
    bot.replies = [Tell(say("not-allowed"), texts)]
    assert (await bot.post(bot.ana.press(RENEW))).json["value"] == "not-allowed"


async def test_a_form_opens_as_a_dialog(bot: Rig) -> None:
    bot.replies = [FORM]
    answer = await bot.post(bot.ana.press(OPEN, "a:ana/m1"))
    assert bot.taken[0].answer == Carries.FORM | Carries.WORDS
    assert inside(answer, "task")["type"] == "continue"
    window = inside(answer, "task", "value")
    assert window["title"] == "offer – form-page: 1: 2"
    assert not seen.faults(inside(answer, "task", "value", "card", "content"))


async def test_a_page_filled_in_leads_to_the_next_one(bot: Rig) -> None:
    bot.replies = [FORM, Done()]
    answer = await bot.post(bot.ana.press(SEND, title="Wells", places=20))
    assert bot.taken[0].what == Filled("01J0DRAFT", 3, {"title": "Wells", "places": "20"})
    assert inside(answer, "task")["type"] == "continue"
    closed = await bot.post(bot.ana.press(SEND, title="Wells"))
    assert (closed.status, closed.json) == (200, {})


async def test_a_form_that_is_refused_is_answered_in_a_sentence(bot: Rig) -> None:
    bot.replies = [Tell(say("already-sent"), texts)]
    answer = await bot.post(bot.ana.press(OPEN))
    assert answer.json == {"task": {"type": "message", "value": "already-sent"}}


async def test_a_dialog_answered_later_gets_a_valid_empty_answer(bot: Rig) -> None:
    answer = await bot.post(bot.ana.press(OPEN))
    assert (answer.status, answer.json) == (200, {})


@pytest.mark.parametrize(
    "name", ["composeExtension/query", "fileConsent/invoke", "signin/verifyState", "", "task/fetch"]
)
@pytest.mark.parametrize("value", [None, "text", {}, {"data": "text"}, [1]])
async def test_an_invoke_that_is_none_of_ours_gets_an_empty_answer(
    bot: Rig, name: str, value: object
) -> None:
    answer = await bot.post(bot.ana.invoke(name, value))
    assert (answer.status, answer.json) == (200, {})
    assert not bot.taken


@pytest.mark.parametrize(
    "value", [None, "press", {"action": "press"}, {"action": {"verb": 7}}, {"trigger": "automatic"}]
)
async def test_a_malformed_press_gets_an_answer_that_changes_nothing(bot: Rig, value: object) -> None:
    answer = await bot.post(bot.ana.invoke("adaptiveCard/action", value))
    assert (answer.status, answer.json["value"]) == (200, "")


async def test_without_the_database_teams_is_asked_to_come_again(bot: Rig) -> None:
    bot.replies = [Unavailable()]
    answer = await bot.post(bot.ana.message("hello"))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")


async def test_a_redelivered_activity_has_the_same_id(bot: Rig) -> None:
    for activity in (bot.ana.message("hello"), bot.ana.press(SEND, title="Wells")):
        await bot.post(activity)
        await bot.post(activity)
    assert bot.taken[0].id == bot.taken[1].id
    assert bot.taken[2].id == bot.taken[3].id
    assert bot.taken[0].id != bot.taken[2].id


async def test_one_arrival_told_in_two_ways_is_one(bot: Rig) -> None:
    await bot.post(bot.ana.installed())
    await bot.post(bot.ana.bot_added())
    assert {one.what for one in bot.taken} == {Happened("arrived")}
    assert len({one.id for one in bot.taken}) == 1


async def test_so_is_one_where_others_are(bot: Rig) -> None:
    channel = bot.ana.in_channel("19:general@thread.tacv2")
    await bot.post(channel.installed())
    await bot.post(channel.bot_added())
    assert {one.what for one in bot.taken} == {Happened("joined")}
    assert len({one.id for one in bot.taken}) == 1


async def test_coming_back_is_an_arrival_of_its_own(bot: Rig) -> None:
    for activity in (
        bot.ana.installed(),
        bot.ana.installed("remove"),
        bot.ana.bot_removed(),
        bot.ana.installed(),
    ):
        await bot.post(activity)
    arrived, left, _, again = bot.taken
    assert left.what == Happened("left")
    assert again.what == Happened("arrived")
    assert arrived.id != again.id


async def test_other_peoples_comings_and_edits_start_no_turn(bot: Rig) -> None:
    for activity in (bot.ana.others_added(), bot.ana.edited("hello"), bot.ana.activity("typing")):
        assert (await bot.post(activity)).status == 200
    assert not bot.taken


async def test_in_a_channel_only_a_mention_starts_a_turn(bot: Rig) -> None:
    channel = bot.ana.in_channel()
    await bot.post(channel.message("what was said", mention=False))
    await bot.post(channel.message("menu"))
    (taken,) = bot.taken
    assert (taken.what, taken.shared) == (Said("menu"), True)


async def test_a_place_is_written_down_once(bot: Rig) -> None:
    await bot.post(bot.ana.message("one"))
    assert set(bot.shelf.kept) == {"a:ana", "tenant-fj/aad-ana", "tenant-fj/"}
    before = bot.shelf.writes
    await bot.post(bot.ana.message("two"))
    assert bot.shelf.writes == before
    kept = json.loads(bot.shelf.kept["tenant-fj/aad-ana"])
    assert (kept["service"], kept["conversation"], kept["user"]) == (bot.fake.service, "a:ana", "29:ana")


async def test_threads_of_a_channel_are_written_down_as_the_channel(bot: Rig) -> None:
    for number in range(3):
        await bot.post(bot.ana.in_channel(f"19:general@thread.tacv2;messageid={number}").message("menu"))
    assert set(bot.shelf.kept) == {"19:general@thread.tacv2", "tenant-fj/aad-ana", "tenant-fj/"}


async def test_a_group_where_many_speak_is_not_written_down_again_and_again(bot: Rig) -> None:
    group, ben = bot.ana.in_group(), Talker(service=bot.fake.service, name="ben").in_group()
    for one in (group, ben):
        await bot.post(one.message("menu"))
    before = bot.shelf.writes
    for one in (group, ben, group, ben):
        await bot.post(one.message("menu"))
    assert bot.shelf.writes == before


async def test_a_turn_finds_its_place_already_written_down(bot: Rig) -> None:
    """The relay may be faster than the answer to this request."""
    found: list[str] = []

    async def handle(inbound: Inbound) -> Done:
        found.extend(bot.shelf.kept)
        return Done()

    bot.teams.handle = handle
    await bot.post(bot.ana.message("hello"))
    assert "a:ana" in found


async def test_many_at_once_are_all_taken(bot: Rig) -> None:
    talkers = [bot.ana.in_group(f"19:{number}@thread.v2") for number in range(30)]
    answers = await asyncio.gather(*(bot.post(one.message("menu")) for one in talkers))
    assert {answer.status for answer in answers} == {200}
    assert len({taken.place for taken in bot.taken}) == 30


async def test_halves_of_characters_and_zero_bytes_do_not_reach_the_bot(bot: Rig) -> None:
    body = json.dumps(bot.ana.message("cut \ud83d and \x00 whole \U0001f600")).encode()
    assert (await bot.post(body)).status == 200
    assert bot.taken[0].what == Said("cut ? and \ufffd whole \U0001f600")
