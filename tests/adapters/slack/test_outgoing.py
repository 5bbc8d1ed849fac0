"""Messages of the relay, over a fake Slack that also fails."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Actions, Button, Card, Pointer, say
from bot.chat import Address, Parcel, Scopes
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.slack.rig import Rig, many, one, parcel, rig, typed
from tests.fakes.slack import Fault

CARD = Card(say("Offer"), (Actions((Button(say("Edit"), Pointer("offer", "01J")),)),))
HELLO = parcel(Card(say("hello")))


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig() as made:
        yield made


async def test_a_person_is_written_to_in_a_chat_that_is_opened_once(slack: Rig) -> None:
    handles = [await slack.slack.deliver(replace(HELLO, id=str(n))) for n in range(3)]
    assert len(slack.fake.called("conversations.open")) == 1
    assert handles == [f"T1/D1/{ts}" for ts in slack.fake.channels["D1"]]


async def test_a_channel_is_written_to_as_it_is(slack: Rig) -> None:
    handle = await slack.slack.deliver(parcel(CARD, "T1/C5"))
    assert handle.startswith("T1/C5/")
    assert not slack.fake.called("conversations.open")


async def test_links_are_not_previewed_and_names_not_looked_for(slack: Rig) -> None:
    await slack.slack.deliver(parcel(Card(typed("<!channel> @here http://evil.example"))))
    sent = slack.fake.called("chat.postMessage")[0].arguments
    assert [sent[name] for name in ("unfurl_links", "unfurl_media", "link_names", "parse")] == [
        False,
        False,
        False,
        "none",
    ]
    assert sent["text"] == "&lt;!channel&gt; @here http://evil.example"


async def test_a_message_is_changed_in_place_and_withdrawn(slack: Rig) -> None:
    handle = await slack.slack.deliver(HELLO)
    await slack.slack.edit(handle, parcel(Card(say("changed"))))
    assert slack.fake.newest("D1")["text"] == "changed"
    await slack.slack.withdraw(handle)
    assert not slack.fake.channels["D1"]
    for again in (slack.slack.edit(handle, HELLO), slack.slack.withdraw(handle)):
        with pytest.raises(Unreachable, match="gone"):
            await again


async def test_home_is_published_and_not_written_to(slack: Rig) -> None:
    handle = await slack.slack.deliver(parcel(CARD, "T1/home:U1"))
    assert handle == "T1/home:U1/home"
    await slack.slack.edit(handle, parcel(Card(say("changed")), "T1/home:U1"))
    await slack.slack.withdraw(handle)
    assert "changed" in str(slack.fake.homes["U1"])
    assert {call.method for call in slack.fake.calls} == {"views.publish"}
    assert await slack.slack.find(parcel(CARD, "T1/home:U1")) is None


@pytest.mark.parametrize("fault", [Fault(reset=True, accepted=True), Fault(status=503, accepted=True)])
async def test_a_doubtful_message_is_found_and_not_posted_twice(slack: Rig, fault: Fault) -> None:
    slack.fake.fail("chat.postMessage", fault)
    with pytest.raises(DeliveryFailed, match="uncertain") as failed:
        await slack.slack.deliver(HELLO)
    assert not isinstance(failed.value, Unreachable)
    assert len(slack.fake.called("chat.postMessage")) == 1
    [ts] = slack.fake.channels["D1"]
    assert await slack.slack.find(HELLO) == f"T1/D1/{ts}"
    assert await slack.slack.find(replace(HELLO, id="another")) is None


async def test_what_was_never_sent_is_not_found_after_a_restart(slack: Rig) -> None:
    assert await slack.slack.find(HELLO) is None
    assert await slack.slack.find(replace(HELLO, place=parcel(CARD, "T1/C5").place)) is None


async def test_it_is_looked_for_in_what_was_said_since_page_by_page(slack: Rig) -> None:
    """At most fifteen at once, as an app outside the Marketplace may ask."""
    before = await slack.slack.deliver(replace(HELLO, id="before"))
    sent = await slack.slack.deliver(HELLO)
    for number in range(40):
        await slack.slack.deliver(replace(HELLO, id=str(number)))
    assert await slack.slack.find(HELLO) == sent
    asked = [call.arguments for call in slack.fake.called("conversations.history")]
    assert (len(asked), {str(one["limit"]) for one in asked}) == (3, {"15"})
    ts = float(before.rpartition("/")[2])
    since = datetime.fromtimestamp(ts, UTC) + timedelta(minutes=3)
    assert await slack.slack.find(replace(HELLO, since=since)) is None


async def test_only_in_a_personal_chat_it_can_be_looked_for(slack: Rig) -> None:
    doubts = {
        where: slack.slack.in_doubt(Address("slack", f"T1/{where}"))
        for where in ("U1", "W1", "D1", "C5", "home:U1")
    }
    assert doubts == dict.fromkeys(("U1", "W1", "D1"), InDoubt.LOOK_UP) | {
        "C5": InDoubt.REPEAT,
        "home:U1": InDoubt.HARMLESS,
    }


async def test_the_pace_is_of_the_workspace_and_of_the_chat(slack: Rig) -> None:
    """And, until it is open, of those that are opened."""
    for opens in (True, False):
        assert await slack.slack.scopes(HELLO.place) == Scopes("T1", "T1/U1", opens=opens)
        await slack.slack.deliver(HELLO)
    assert await slack.slack.scopes(Address("slack", "T1/C5")) == Scopes("T1", "T1/C5")


async def test_too_many_requests_say_how_long_to_wait(slack: Rig) -> None:
    slack.fake.fail("chat.postMessage", Fault(status=429, retry_after=7))
    with pytest.raises(DeliveryFailed, match="rate-limited") as failed:
        await slack.slack.deliver(HELLO)
    assert failed.value.retry_after == 7
    assert len(slack.fake.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(reset=True),
        Fault(status=500, text="<html>"),
        Fault(status=502, text=""),
        Fault(status=504, error="x"),
        Fault(error="fatal_error"),
        Fault(error="internal_error"),
        Fault(error="request_timeout"),
    ],
)
async def test_what_may_have_arrived_is_uncertain(slack: Rig, fault: Fault) -> None:
    slack.fake.fail("chat.postMessage", fault)
    with pytest.raises(DeliveryFailed, match="uncertain") as failed:
        await slack.slack.deliver(HELLO)
    assert not isinstance(failed.value, Unreachable)
    assert len(slack.fake.called("chat.postMessage")) == 1


async def test_a_slack_that_hangs_is_left_after_a_while(slack: Rig) -> None:
    slack.fake.fail("views.open", Fault(hang=True))
    with pytest.raises(DeliveryFailed, match="uncertain"):
        await slack.slack.outgoing.call("T1", "views.open", {}, seconds=0.05)


async def test_a_slack_that_cannot_be_reached_got_nothing() -> None:
    async with rig(lambda _url: one("http://127.0.0.1:1/api/")) as slack:
        with pytest.raises(DeliveryFailed, match="not-sent"):
            await slack.slack.deliver(parcel(CARD, "T1/C5"))


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        ("channel_not_found", "gone"),
        ("is_archived", "gone"),
        ("user_not_found", "gone"),
        ("not_in_channel", "gone"),
        ("account_inactive", "removed"),
        ("token_revoked", "removed"),
        ("invalid_auth", "removed"),
        ("cannot_dm_bot", "refused"),
        ("missing_scope", "refused"),
        ("msg_too_long", "too-large"),
        ("invalid_blocks", "too-large"),
    ],
)
async def test_what_slack_refuses_for_good_is_not_tried_again(slack: Rig, word: str, cause: str) -> None:
    slack.fake.fail("chat.postMessage", Fault(error=word))
    with pytest.raises(Unreachable) as failed:
        await slack.slack.deliver(HELLO)
    assert failed.value.cause == cause


async def test_an_unknown_refusal_is_tried_again(slack: Rig) -> None:
    slack.fake.fail("chat.postMessage", Fault(error="brand_new_word"))
    with pytest.raises(DeliveryFailed, match="brand_new_word") as failed:
        await slack.slack.deliver(HELLO)
    assert not isinstance(failed.value, Unreachable)


async def test_where_the_app_is_not_installed_nobody_is_reached() -> None:
    async with rig(many) as slack:
        with pytest.raises(Unreachable, match="removed"):
            await slack.slack.deliver(HELLO)
        assert not slack.fake.calls


async def test_one_connection_carries_many_messages(slack: Rig) -> None:
    parcels: list[Parcel] = [parcel(CARD, "T1/C5", str(n)) for n in range(20)]
    for one_of in parcels:
        await slack.slack.deliver(one_of)
    connector = slack.session.connector
    assert connector is not None
    assert sum(len(idle) for idle in connector._conns.values()) == 1
